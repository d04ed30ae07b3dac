"""The address of the message form."""

from django.urls import path

from community.contact.views import write

urlpatterns = [path("<int:page_pk>/", write, name="contact")]
