"""The addresses of « Mon équipe »."""

from django.urls import path

from community.teams import relay, views

urlpatterns = [
    path("", views.my_team, name="my_team"),
    path("<int:pk>/", views.team, name="team"),
    path("<int:pk>/personnes/<int:person_pk>/", views.change_place, name="team_place"),
    path("<int:pk>/personnes/<int:person_pk>/retirer/", views.remove, name="team_remove"),
    path("<int:pk>/relais/", relay.ask, name="pass_the_baton"),
    path("<int:pk>/relais/<int:handover_pk>/", relay.answer, name="handover"),
    path("<int:pk>/relais/<int:handover_pk>/annuler/", relay.cancel, name="handover_cancel"),
]
