"""The addresses of second proofs and of sessions, one by one."""

from django.urls import path

from community.accounts.factors import confirming

urlpatterns = [
    path("confirmer/", confirming.confirm, name="account_confirm"),
]
