"""What the admin never offers, whatever a group or an administrator may otherwise do."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class NeverDeleted(ModelPermissionPolicy):
    """Things that are switched off rather than deleted: other people's writings still name them."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class ReadOnly(ModelPermissionPolicy):
    """Things that acts write and people only look at."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        # The menu asks for add, change or delete: whoever may look sees the entry too.
        return self.user_has_permission(user, "view")
