"""Accounts in Wagtail's admin: its own screens give way to « Les personnes »; one's own name stays on « Compte »."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from wagtail.admin.views.account import NameEmailSettingsPanel, NotificationsSettingsPanel
from wagtail.users.views.users import UserViewSet

from community.models import Member
from community.people.door import for_keepers


@for_keepers
def lead_to_people(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Where Wagtail keeps accounts, by none of our rules: « Les personnes » does; « edit/5/ » is the page of one."""
    number = rest.strip("/").rpartition("/")[2]
    if number.isascii() and number.isdigit() and len(number) < 19:
        return HttpResponseRedirect(reverse("person", args=[int(number)]))
    return HttpResponseRedirect(f"{reverse('people')}?{request.GET.urlencode()}".rstrip("?"))


class MemberViewSet(UserViewSet):
    """Wagtail asks for one: its names of addresses are used all over the admin, and lead to our pages."""

    model = Member
    ordering = "display_name"
    add_to_settings_menu = False

    def register_search_area(self) -> None:
        """None: people are found in « Les personnes »."""


class DisplayedNameForm(forms.ModelForm):
    """One's own displayed name, on the admin's account page."""

    class Meta:
        model = Member
        fields = ["display_name"]


def fit_the_account_page() -> None:
    """Make Wagtail's « Compte » page ask for the displayed name, and not for mails that it does not send here.

    Its panels are fixed in the view, which no hook replaces: their classes are where it can be told.
    """
    NameEmailSettingsPanel.form_class = DisplayedNameForm
    NotificationsSettingsPanel.is_active = lambda panel: False
