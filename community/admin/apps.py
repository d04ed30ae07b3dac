"""Wagtail's accounts screens, with ours in their place. Named in INSTALLED_APPS instead of `wagtail.users`."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """A member has one displayed name: Wagtail's own screens ask for a first and a last name."""

    user_viewset = "community.admin.accounts.MemberViewSet"
