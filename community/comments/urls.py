"""The addresses of the conversation: ours only, none of the library's."""

from django.urls import path

from community.comments import views

app_name = "comments"

urlpatterns = [
    path("<int:page_pk>/ecrire/", views.write, name="write"),
    path("<int:pk>/repondre/", views.reply, name="reply"),
    path("<int:pk>/retirer/", views.withdraw, name="withdraw"),
    path("<int:pk>/enlever/", views.remove, name="remove"),
]
