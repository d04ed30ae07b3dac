"""A kind of mail is listed, and has its template, before any act writes one."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from community.checks import BLOCKS
from community.models import Notification
from community.notifications import mails
from community.notifications.acts import notify
from community.notifications.mails import MailKind, UnknownKind, mail_kinds, register_mails


class Forgotten(MailKind):
    NOWHERE = "nowhere"


@pytest.fixture
def one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mails, "_kinds", set(mails._kinds))
    register_mails(Forgotten)


def test_every_template_of_a_mail_is_that_of_a_kind_and_the_reverse() -> None:
    templates = {path.stem for path in (Path(settings.ROOT) / "templates/emails").glob("*.txt")}
    assert templates - {"base", "signature"} == {str(kind) for kind in mail_kinds()}
    assert run_checks(tags=["mails"]) == []


def test_a_kind_without_a_template_stops_the_start(one_more: None) -> None:
    with pytest.raises(SystemCheckError, match=r"community\.E001.*nowhere"):
        call_command("check")


@pytest.mark.parametrize("lost", sorted(BLOCKS))
def test_a_template_that_leaves_a_part_out_stops_the_start(
    lost: str, one_more: None, settings: Any, tmp_path: Path
) -> None:
    blocks = "".join(f"{{% block {name} %}}x{{% endblock {name} %}}" for name in BLOCKS - {lost})
    (tmp_path / "emails").mkdir()
    (tmp_path / "emails" / "nowhere.txt").write_text(f'{{% extends "emails/base.txt" %}}{blocks}')
    first, *others = settings.TEMPLATES
    settings.TEMPLATES = [{**first, "DIRS": [*first["DIRS"], tmp_path]}, *others]
    with pytest.raises(SystemCheckError, match=rf"community\.E002.*does not fill {lost}\."):
        call_command("check")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["contcat", Forgotten.NOWHERE])
def test_a_mail_of_an_unknown_kind_is_refused_though_nobody_would_receive_it(kind: Any, pilot: Any) -> None:
    for recipients in ([], [pilot]):
        with pytest.raises(UnknownKind, match=str(kind)):
            notify(recipients=recipients, kind=kind, context={})
    assert not Notification.objects.exists()
