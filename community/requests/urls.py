"""The addresses of the requests: a stranger's, then the facilitators'."""

from django.urls import path

from community.requests import desk, views

urlpatterns = [
    path("rejoindre/demander/", views.ask_to_come_in, name="ask_to_come_in"),
    path("rejoindre/demander/envoyee/", views.sent, name="ask_to_come_in_sent"),
    path("rejoindre/demander/confirmer/<str:token>/", views.confirm_request, name="confirm_request"),
    path("rejoindre/demander/oublier/<str:token>/", views.forget_request, name="forget_request"),
    path("demandes/", desk.requests, name="requests"),
    path("demandes/tenus-au-courant.csv", desk.table, name="requests_table"),
    path("demandes/<int:pk>/", desk.one_request, name="request"),
    path("demandes/prevenir/<int:pk>/", desk.tell, name="tell_about_parcours"),
]
