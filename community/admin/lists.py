"""What facilitators look at beside the pages: the messages that wait."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from community.admin.rights import ReadOnly
from community.models import Notification


class WaitingIndexView(IndexView):
    page_title = _("Messages en attente")


def next_try(message: Notification) -> str:
    """When it leaves again: Wagtail's own column says how long ago, also of what is to come."""
    return "" if message.given_up_at else date_format(localtime(message.next_try_at), "SHORT_DATETIME_FORMAT")


class WaitingMessagesViewSet(SnippetViewSet):
    """« Messages en attente » : what the mail server has not taken, and why. Read only."""

    model = Notification
    icon = "mail"
    menu_label = _("Messages en attente")
    menu_name = "waiting-messages"
    menu_order = 620
    add_to_settings_menu = True
    index_view_class = WaitingIndexView
    list_display = [
        "subject",
        "recipient",
        DateColumn("created_at", label=_("Écrit le")),
        Column("attempts", label=_("Essais")),
        Column("next_try_at", label=_("Prochain essai"), accessor=next_try),
        DateColumn("given_up_at", label=_("Abandonné le")),
        Column("last_error", label=_("Dernière erreur")),
    ]
    copy_view_enabled = False
    panels = [FieldPanel("subject", read_only=True)]

    @property
    def permission_policy(self) -> ReadOnly:
        return ReadOnly(Notification)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Notification]":
        return Notification.objects.filter(sent_at__isnull=True).select_related("recipient")
