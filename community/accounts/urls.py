"""The addresses of the accounts: those of the library that are used, one by one, so that it opens no other."""

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

from community.accounts.entering import sign_in, type_the_code
from community.accounts.passwords import choose_a_password, forgotten

leave = views.logout
"""The admin's way out too (`config.urls`)."""

urlpatterns = [
    path("", include("community.accounts.factors.urls")),
    path("login/", sign_in, name="account_login"),
    path(  # the library's address of the same page
        "login/code/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="account_request_login_code",
    ),
    path("code/", type_the_code, name="account_confirm_login_code"),
    path("logout/", leave, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),  # says who opens accounts: see the adapter
    path("password/change/", choose_a_password, name="account_change_password"),
    path("password/set/", RedirectView.as_view(pattern_name="account_change_password"), name="account_set_password"),
    path("password/reset/", forgotten, name="account_reset_password"),
    path("password/reset/<path:link>", forgotten, name="former_password_links"),
]
