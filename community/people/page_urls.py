"""The page of a member, writing to them, and the way to one's own team."""

from django.urls import path

from community.people.page_views import member_page, my_team, write_to_member

urlpatterns = [
    path("membres/<int:pk>/", member_page, name="member"),
    path("membres/<int:pk>/ecrire/", write_to_member, name="write_to_member"),
    path("equipe/", my_team, name="my_team"),
]
