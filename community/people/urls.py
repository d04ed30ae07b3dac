"""The addresses of « Les personnes »."""

from django.urls import path

from community.people import keeping, views

urlpatterns = [
    path("", views.people, name="people"),
    path("export/<slug:kind>/", views.export, name="people_export"),
    path("<int:pk>/", keeping.person, name="person"),
    path("<int:pk>/structure/", keeping.place, name="person_place"),
    path("<int:pk>/fermer/", keeping.close, name="person_close"),
    path("<int:pk>/rouvrir/", keeping.reopen, name="person_reopen"),
    path("<int:pk>/rappeler/", keeping.remind, name="person_remind"),
    path("<int:pk>/animation/", keeping.entrust, name="person_entrust"),
]
