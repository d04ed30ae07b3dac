"""The address of every uploaded file."""

from django.urls import path

from community.files.views import give

urlpatterns = [path("<path:name>", give, name="file")]
