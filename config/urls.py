"""Every address of the site. What is not named here is a page of Wagtail's tree."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("compte/", include("allauth.account.urls")),
    path("", include(wagtail_urls)),
]
