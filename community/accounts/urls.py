"""The addresses of the accounts: those of the library that are used, one by one, so that it opens no other."""

from allauth.account import views
from django.urls import include, path, re_path
from django.views.generic import RedirectView

leave = views.logout
"""The admin's way out too (`config.urls`)."""

urlpatterns = [
    path("", include("community.accounts.factors.urls")),
    path("login/", views.login, name="account_login"),
    path("logout/", leave, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),  # says who opens accounts: see the adapter
    path("password/change/", views.password_change, name="account_change_password"),
    # Where the library sends a member without password who asks to change it: they choose one by a link.
    path("password/set/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
