"""The addresses of the conversation: ours only, none of the library's."""

from django.urls import path

from community.comments.screens import closing, people, reacting, taking_away, writing

app_name = "comments"

urlpatterns = [
    path("personnes/", people.people, name="people"),
    path("<int:page_pk>/ecrire/", writing.write, name="write"),
    path("<int:page_pk>/fermer/", closing.close, name="close"),
    path("<int:pk>/repondre/", writing.reply, name="reply"),
    path("<int:pk>/modifier/", writing.edit, name="edit"),
    path("<int:pk>/retirer/", taking_away.withdraw, name="withdraw"),
    path("<int:pk>/enlever/", taking_away.remove, name="remove"),
    path("<int:pk>/avant/", taking_away.versions, name="versions"),
    path("<int:pk>/reagir/", reacting.react, name="react"),
]
