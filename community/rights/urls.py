"""The addresses of one's own data."""

from django.urls import path

from community.rights import views

urlpatterns = [
    path("", views.mine, name="my_data"),
    path("emporter/", views.take, name="my_data_take"),
    path("archive/", views.give, name="my_data_archive"),
    path("partir/", views.leave, name="my_data_leave"),
    path("parti/", views.asleep, name="my_data_asleep"),
    path("revenir/<int:pk>-<slug:token>/", views.back, name="my_data_back"),
]
