"""The page of a member, and writing to them."""

from django.urls import path

from community.people.page_views import member_page, write_to_member

urlpatterns = [
    path("membres/<int:pk>/", member_page, name="member"),
    path("membres/<int:pk>/ecrire/", write_to_member, name="write_to_member"),
]
