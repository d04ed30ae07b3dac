"""Addresses that any site has, for machines."""

from django.urls import path

from home.design import design
from home.found.views import manifest, shared_picture, shared_picture_of_lever
from home.robots import favicon, robots_txt, security_txt
from home.sitemap import sitemap_index, sitemap_part

urlpatterns = [
    path("robots.txt", robots_txt, name="robots_txt"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_part, name="sitemap_part"),
    path("favicon.ico", favicon, name="favicon"),
    path("site.webmanifest", manifest, name="manifest"),
    path("design/", design, name="design"),
    path("partage/<int:pk>.jpg", shared_picture, name="shared_picture"),
    path("partage/leviers/<slug:slug>.jpg", shared_picture_of_lever, name="shared_picture_of_lever"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
]
