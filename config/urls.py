"""Every address of the site. What is not named here is a page of Wagtail's tree.

No library opens an address by itself, but Wagtail's admin: `tests/attacks/doors/` lists them all, with their owners.
"""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern

from community.accounts.urls import leave
from community.admin.accounts import lead_to_people
from community.admin.door import admin_door, closed
from community.routing import serve
from home.health import health

urlpatterns = [
    path("admin/login/", admin_door, name="admin_door"),  # before Wagtail's own sign-in page, which is not used
    # Wagtail's own takes the session's cookie away from whoever only opens the address.
    path("admin/logout/", leave, name="admin_leave"),
    path("admin/password_reset/", closed, name="closed_admin_password_reset"),
    path("admin/password_reset/<path:rest>", closed, name="closed_admin_password_reset_steps"),
    # It saves many accounts at once, by none of our rules.
    path("admin/bulk/community/member/<slug:action>/", closed, name="closed_bulk_acts_on_members"),
    path("admin/users/", lead_to_people, name="admin_people"),
    path("admin/users/<path:rest>", lead_to_people, name="admin_people_pages"),
    path("admin/", include(wagtailadmin_urls)),
    path("compte/", include("community.accounts.home.urls")),
    path("compte/mes-donnees/", include("community.rights.urls")),
    path("compte/", include("community.accounts.urls")),
    path(  # where browsers and password managers look (W3C)
        ".well-known/change-password",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="change_password_well_known",
    ),
    path("fichiers/", include("community.files.urls")),
    path("commentaires/", include("community.comments.urls")),
    path("ecrire/", include("community.contact.urls")),
    path("", include("community.people.page_urls")),
    path("equipe/", include("community.teams.urls")),
    path("personnes/", include("community.people.urls")),
    path("", include("community.invitations.urls")),
    path("sante/", health, name="health"),
    path("", include("community.requests.urls")),
    path("", include("community.moderation.urls")),
    path("", include("community.structures.urls")),
    path("questions/", include("practices.requests.urls")),
    path("", include("practices.contributions.urls")),
    path("", include("practices.urls")),
    path("", include("search.page.urls")),
    path("", include("home.urls")),
    # Wagtail's own list has two more, and looks for their names each time it asks a visitor to sign in: a sign-in page
    # that nothing slows down, and the door of passwords for pages.
    path("_util/login/", closed, name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        closed,
        name="wagtailcore_authenticate_with_password",
    ),
    re_path(serve_pattern, serve, name="wagtail_serve"),
]

handler400 = "home.errors.bad_request"
handler500 = "home.errors.server_error"
