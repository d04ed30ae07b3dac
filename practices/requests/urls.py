"""The addresses of questions to the network; each question is a page of Wagtail's tree."""

from django.urls import path

from practices.requests import views

urlpatterns = [
    path("demander/", views.ask, name="ask_question"),
    path("<int:pk>/modifier/", views.edit, name="edit_question"),
    path("<int:pk>/retirer/", views.withdraw, name="withdraw_question"),
]
