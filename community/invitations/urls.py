"""The addresses of invitations."""

from django.urls import path

urlpatterns: list = []
