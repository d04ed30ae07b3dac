"""Whatever speaks in the site's name is written here: a library that brings a new page or a new mail fails this."""

import re
from pathlib import Path
from typing import Any

import allauth
import django.contrib.auth
import django_comments
import django_comments_xtd
import pytest
import wagtail
from allauth.account.adapter import get_adapter
from django.apps import apps
from django.conf import settings
from django.contrib.sites.models import Site
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from wagtail import signals

from community.accounts.site_name import name_the_site
from community.models import Notification
from tests.community.accounts.library_words import (
    ALONE,
    FAMILIES,
    MAILS_OF_ALLAUTH,
    MAILS_OF_WAGTAIL,
    OutOfReach,
)

OURS = settings.ROOT / "templates"
PUBLIC_OF_WAGTAIL = (
    "wagtailcore/",
    "wagtailadmin/notifications/",
    "wagtailadmin/account/password_reset/",
    "wagtaildocs/",
)
MODULES = (allauth, django_comments, django_comments_xtd, django.contrib.auth)


def home_of(module: Any) -> Path:
    return Path(module.__file__).parent


def templates_of_libraries() -> set[str]:
    """The templates by which a library could address people; not those of Wagtail's admin, which is its own."""
    found = set()
    for module in MODULES:
        folder = home_of(module) / "templates"
        found |= {str(path.relative_to(folder)) for path in folder.rglob("*.*") if path.is_file()}
    for folder in (
        home_of(wagtail) / "templates",
        *(home_of(wagtail) / app / "templates" for app in ("admin", "documents")),
    ):
        names = {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
        found |= {name for name in names if name.startswith(PUBLIC_OF_WAGTAIL) or name == "wagtailadmin/login.html"}
    return {name for name in found if not name.startswith(("wagtaildocs/",)) or "password" in name}


def why_out_of_reach(name: str) -> OutOfReach | None:
    families = [reason for beginning, reason in FAMILIES.items() if name.startswith(beginning)]
    return ALONE.get(name) or (families[0] if families else None)


def test_every_text_of_a_library_is_ours_or_out_of_reach() -> None:
    names = templates_of_libraries()
    assert len(names) > 150, "the libraries' templates are no longer where they were"
    unknown = {name for name in names if not (OURS / name).exists() and why_out_of_reach(name) is None}
    assert unknown == set(), "write ours in templates/, or say in library_words.py what keeps it away"


def test_what_we_have_written_is_what_is_shown() -> None:
    for name in templates_of_libraries():
        if (OURS / name).exists():
            assert str(get_template(name).origin).startswith(str(OURS)), name


def test_no_line_of_the_list_is_stale() -> None:
    names = templates_of_libraries()
    assert {name for name in ALONE if name not in names} == set()
    assert {name for name in ALONE if (OURS / name).exists()} == set(), "we show it: it is not out of reach"


@pytest.mark.parametrize("reason", sorted({*ALONE.values(), *FAMILIES.values()}, key=str), ids=str)
def test_what_is_out_of_reach_is_so(reason: OutOfReach) -> None:
    assert reason.addresses or reason.app or reason.setting or reason.because
    for name in reason.addresses:
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert not reason.app or not apps.is_installed(reason.app)


def mails_of(folder: Path) -> set[str]:
    return {re.sub(r"(_subject|_message)?\.(txt|html)$", "", path.name) for path in folder.iterdir()}


def test_the_mails_of_the_libraries_are_those_that_we_know() -> None:
    assert mails_of(home_of(allauth) / "templates/account/email") == MAILS_OF_ALLAUTH
    assert mails_of(home_of(wagtail) / "admin/templates/wagtailadmin/notifications") == MAILS_OF_WAGTAIL


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(MAILS_OF_ALLAUTH))
def test_no_mail_of_the_library_leaves(name: str, pilot: Any, mailoutbox: list[Any]) -> None:
    get_adapter().send_mail(f"account/email/{name}", pilot.email, {"user": pilot})
    assert not Notification.objects.exists()
    assert mailoutbox == []


def test_wagtail_writes_to_nobody() -> None:
    told_by = [
        type(receiver).__module__ if not hasattr(receiver, "__module__") else receiver.__module__
        for signal in (
            signals.task_submitted,
            signals.task_approved,
            signals.task_rejected,
            signals.workflow_submitted,
            signals.workflow_approved,
            signals.workflow_rejected,
        )
        for receiver in signal._live_receivers(None)[0]
    ]
    assert [module for module in told_by if module.startswith("wagtail.admin")] == []
    assert settings.WAGTAILADMIN_COMMENTS_ENABLED is False
    assert settings.WAGTAIL_PASSWORD_RESET_ENABLED is False


@pytest.mark.django_db
def test_the_name_of_the_site_follows_its_address(settings: Any) -> None:
    assert Site.objects.get_current().domain == settings.SITE_URL.partition("://")[2]
    settings.SITE_URL = "https://faire-avec.example.org"
    name_the_site()
    row = Site.objects.get_current()
    assert (row.domain, row.name) == ("faire-avec.example.org", "Faire avec")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["account_login", "account_signup", "account_inactive"],
)
def test_no_page_of_the_accounts_speaks_for_somebody_else(name: str, client: Any, site: Any) -> None:
    html = client.get(reverse(name)).content.decode()
    for foreign in ("example.com", "Adresse électronique", "Courriel", "Username", "Password"):
        assert foreign not in html


@pytest.mark.django_db
def test_what_is_said_after_signing_in_and_out_is_ours(client: Any, pilot: Any) -> None:
    from tests import factories

    entered = client.post(
        reverse("account_login"), {"login": pilot.email, "password": factories.PASSWORD}, follow=True
    ).content.decode()
    assert f"Bonjour {pilot.display_name}" in entered
    left = client.post(reverse("account_logout"), follow=True).content.decode()
    assert "À bientôt." in left
