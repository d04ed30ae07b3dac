"""Every mail of ours says why it came, and can be answered."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from community.notifications.acts import deliver, notify
from home.models import SiteSettings

TEMPLATES = sorted(
    path for path in (Path(settings.ROOT) / "templates/emails").glob("*.txt") if path.stem not in {"base", "signature"}
)
CONTACT = "contact@reseau.test"


@pytest.fixture
def answered(site: Any) -> None:
    """A site that has an address of contact."""
    SiteSettings.objects.update_or_create(site=site.get_site(), defaults={"contact_address": CONTACT})


def tell(member: Any, **how: Any) -> Any:
    notify(recipients=[member], kind="contact", context={"sender": member, "text": "Bonjour", "page": member}, **how)
    deliver()
    return mail.outbox[-1]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_each_mail_says_why_it_came(path: Path) -> None:
    text = path.read_text()
    assert text.startswith('{% extends "emails/base.txt" %}')
    why = re.search(r"{% block why %}(.*?){% endblock why %}", text, re.S)
    assert why is not None
    assert "Vous recevez ce message parce que" in why[1]


@pytest.mark.django_db
def test_a_mail_ends_with_an_address_that_answers(answered: None, pilot: Any) -> None:
    notify(recipients=[pilot], kind="address_changed", context={})
    deliver()
    sent = mail.outbox[-1]
    assert sent.reply_to == [CONTACT]
    assert CONTACT in sent.body
    assert settings.SITE_URL in sent.body
    assert sent.body.count("Vous recevez ce message parce que") == 1
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_an_answer_to_somebody_s_message_reaches_that_person(answered: None, pilot: Any, outsider: Any) -> None:
    sent = tell(pilot, answer_to=outsider.email)
    assert sent.reply_to == [outsider.email]
    assert f"Pour écrire à l’animation du réseau\u00a0: {CONTACT}" in sent.body


@pytest.mark.django_db
def test_a_site_without_address_of_contact_tells_its_facilitators(site: Any, facilitator: Any, client: Any) -> None:
    client.force_login(facilitator)
    asked = "Indiquez l’adresse de contact du site"
    assert asked in client.get(reverse("wagtailadmin_home")).content.decode()
    SiteSettings.objects.update_or_create(site=site.get_site(), defaults={"contact_address": CONTACT})
    assert asked not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.django_db
def test_a_mail_is_plain_text_as_people_wrote_it(answered: None, pilot: Any) -> None:
    notify(
        recipients=[pilot],
        kind="contact",
        context={"sender": pilot, "text": "L’accueil & <le reste> : « 'c'est' »", "page": pilot},
    )
    deliver()
    assert "L’accueil & <le reste>\u00a0: «\u00a0'c'est'\u00a0»" in mail.outbox[-1].body


@pytest.mark.django_db
def test_who_leaves_before_a_mail_does_is_not_written_to(pilot: Any) -> None:
    notify(recipients=[pilot], kind="address_changed", context={})
    type(pilot).objects.filter(pk=pilot.pk).update(is_active=False)
    deliver()
    assert mail.outbox == []
