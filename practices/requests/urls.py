"""The addresses of questions to the network; each question is a page of Wagtail's tree."""

from django.urls import path

from practices.requests import answer_views, views, visitor_views

urlpatterns = [
    path("demander/", views.ask, name="ask_question"),
    path("demander/envoyee/", visitor_views.sent, name="question_sent"),
    path("confirmer/<str:token>/", visitor_views.confirm, name="confirm_question"),
    path("oublier/<str:token>/", visitor_views.forget, name="forget_question"),
    path("<int:pk>/modifier/", views.edit, name="edit_question"),
    path("<int:pk>/retirer/", views.withdraw, name="withdraw_question"),
    path("reponses/<int:pk>/a-aide/", answer_views.mark, name="mark_answer"),
    path("reponses/<int:pk>/fiche/", answer_views.make_sheet, name="sheet_from_answer"),
]
