"""The addresses of invitations: the desk's, the team's, and those of whoever has a link."""

from django.urls import path

from community.invitations import desk, entering, inviting

urlpatterns = [
    path("invitations/", desk.all_invitations, name="invitations"),
    path("invitations/inviter/", inviting.invite_anybody, name="invite"),
    path("invitations/<int:pk>/renvoyer/", desk.send_again, name="invitation_send_again"),
    path("invitations/<int:pk>/annuler/", desk.revoke, name="invitation_revoke"),
    path("equipe/<int:pk>/inviter/", inviting.invite_to_team, name="invite_to_team"),
    path("invitation/", entering.invitation_page, name="invitation"),
    # Not noted by the web server (deploy/nginx.conf): who reads the log of a link comes in.
    path("invitation/<slug:token>/", entering.follow, name="invitation_link"),
]
