"""Every address of the site. What is not named here is a page of Wagtail's tree."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from community.admin.door import admin_door
from home.health import health

urlpatterns = [
    path("admin/login/", admin_door, name="admin_door"),  # before Wagtail's own sign-in page, which is not used
    path("admin/", include(wagtailadmin_urls)),
    path("compte/", include("allauth.account.urls")),
    path("fichiers/", include("community.files.urls")),
    path("commentaires/", include("community.comments.urls")),
    path("ecrire/", include("community.contact.urls")),
    path("sante/", health, name="health"),
    path("", include("community.structures.urls")),
    path("", include("practices.contributions.urls")),
    path("", include("practices.urls")),
    path("", include("search.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
]

handler500 = "home.errors.server_error"
