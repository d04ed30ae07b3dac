"""What was typed comes back after signing in, whichever form it was sent from, when the session had ended meanwhile."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.unsent import HEAVIEST_TEXT, SESSION_KEY, WAITS_FOR
from practices.contributions.acts import drafts
from tests import factories
from tests.community.accounts.factors.hands import entered_ago

pytestmark = pytest.mark.django_db

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SAID = "Une heure de travail, écrite sur un téléphone."


def signature_in(page: Any) -> str:
    """What the form of a page says of the person for whom it is shown."""
    found = re.search(r'name="typed_by" value="([^"]+)"', page.content.decode())
    assert found, "the form says nothing of who types in it: {% typed_by %}"
    return found[1]


def shown_to(person: Any, address: str) -> str:
    """The signature of the form at this address, as this person has it on their screen."""
    return signature_in(entered_ago(Client(), person).get(address))


def sent_signed_out_then_in(person: Any, address: str, form: dict[str, Any]) -> Any:
    """Send a form whose session has ended, sign in by the page that answers, and come back where it says."""
    client = Client()
    asked = client.post(address, form | {"typed_by": shown_to(person, address)})
    assert asked.status_code == 302
    sign_in_page = client.get(asked["Location"])
    assert "vous retrouverez ce que vous avez écrit" in sign_in_page.content.decode()
    signing_in = {
        "login": person.email,
        "password": factories.PASSWORD,
        "next": sign_in_page.context["redirect_field_value"],
    }
    return client.post(reverse("account_login"), signing_in, follow=True)


def shown(answer: Any) -> str:
    text = answer.content.decode()
    assert "Il n’est pas encore enregistré ni envoyé" in text
    assert "data-unsaved" in text
    return str(text)


def test_every_form_that_keeps_what_is_typed_says_for_whom_it_was_shown() -> None:
    """Else what one person typed comes back to the next who signs in on the same computer."""
    silent = [
        str(path.relative_to(TEMPLATES))
        for path in sorted(TEMPLATES.rglob("*.html"))
        for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL)
        if re.search(r"\sdata-kept[\s=>{]", form.partition("\n")[0] + "\n") and "typed_by" not in form
    ]
    assert silent == []


def test_a_card(structure: Any, pilot: Any) -> None:
    logo = SimpleUploadedFile("logo.png", b"x")
    sent = {"title": structure.title, "tagline": SAID, "revision": "", "logo_file": logo}
    text = shown(sent_signed_out_then_in(pilot, reverse("structure_card", args=[structure.pk]), sent))
    assert SAID in text
    assert "Le fichier « logo.png » n’a pas pu être gardé" in text.replace("\u00a0", " ")


def test_a_message_to_a_structure(structure: Any, pilot: Any, outsider: Any) -> None:
    sheet = factories.sheet(structure=structure, owner=pilot, contact_optin=True)
    assert SAID in shown(sent_signed_out_then_in(outsider, reverse("contact", args=[sheet.pk]), {"text": SAID}))


def test_a_comment_which_is_then_accepted(structure: Any, pilot: Any, outsider: Any) -> None:
    sheet = factories.sheet(structure=structure, owner=pilot)
    answer = sent_signed_out_then_in(outsider, reverse("comments:write", args=[sheet.pk]), {"comment": SAID})
    assert SAID in shown(answer)
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert answer.client.post(answer.request["PATH_INFO"], again).status_code == 302
    assert SAID in answer.client.get(sheet.url).content.decode()


def test_an_agreement_whose_paper_is_asked_again(structure: Any, pilot: Any) -> None:
    film = factories.testimonial(structure=structure, live=False, consent_days=None)
    paper = SimpleUploadedFile("accord.pdf", b"%PDF-1.4")
    address = reverse("contributions:consents", args=[film.pk])
    answer = sent_signed_out_then_in(pilot, address, {"person": "Mme Brasseur", "document": paper})
    assert "Mme Brasseur" in shown(answer)
    assert answer.context["form"].errors["document"] == [
        "Le fichier « accord.pdf » n’a pas pu être gardé : joignez-le de nouveau."
    ]


def test_the_answer_of_a_facilitator(structure: Any, pilot: Any, facilitator: Any) -> None:
    sheet = factories.sheet(structure=structure, owner=pilot, live=False)
    drafts.submit(page=sheet, member=pilot)
    address = reverse("contributions:review", args=[sheet.pk])
    asked = sent_signed_out_then_in(facilitator, address, {"comment": SAID, "action": "changes"})
    assert asked.request["PATH_INFO"] == reverse("second_factor_asked")
    assert SAID in shown(asked.client.get(address))  # « Plus tard »


def test_nothing_is_promised_of_a_text_that_is_not_kept(structure: Any) -> None:
    client = Client()
    for sent in ({}, {"action": "save"}, {"tagline": "a" * (HEAVIEST_TEXT + 1)}):
        answer = client.post(reverse("structure_card", args=[structure.pk]), sent)
        assert SESSION_KEY not in client.session
        assert "vous retrouverez" not in client.get(answer["Location"]).content.decode()


def test_a_text_comes_back_once_and_in_its_own_form_only(structure: Any, pilot: Any) -> None:
    client, address = Client(), reverse("structure_card", args=[structure.pk])
    client.post(address, {"tagline": SAID})
    client.force_login(pilot)
    assert SAID not in client.get(f"{address}?autre").content.decode()
    assert SAID in client.get(address).content.decode()
    assert SAID not in client.get(address).content.decode()


def test_a_text_left_on_a_shared_computer_is_not_given_to_who_signs_in_later(pilot: Any, outsider: Any) -> None:
    """The address of a block of « Mon compte » is the same for everybody."""
    client = Client()
    client.post("/compte/aide/", {"can_help": SAID})
    session = client.session
    session[SESSION_KEY] = session[SESSION_KEY] | {"at": time.time() - WAITS_FOR - 1}
    session.save()
    client.post(reverse("account_login"), {"login": outsider.email, "password": factories.PASSWORD})
    for address in ("/compte/aide/", "/compte/"):
        assert SAID not in client.get(address, follow=True).content.decode()


def test_a_text_is_not_given_to_another_person_who_signs_in_on_the_same_computer(pilot: Any, outsider: Any) -> None:
    client, address = Client(), "/compte/aide/"
    client.post(address, {"can_help": SAID, "typed_by": shown_to(pilot, address)})
    client.force_login(outsider)
    for page in (address, "/compte/"):
        answer = client.get(page, follow=True).content.decode()
        assert SAID not in answer
        assert "pas encore enregistré ni envoyé" not in answer
    assert SESSION_KEY not in client.session


def test_a_text_of_nobody_known_says_that_it_may_be_another_s(pilot: Any) -> None:
    """A page from before, or a signature that was changed on the way."""
    for signature in ("", "x", f"{pilot.pk}:x", f"{pilot.pk}"):
        client = Client()
        client.post("/compte/aide/", {"can_help": SAID, "typed_by": signature})
        client.force_login(pilot)
        answer = client.get("/compte/aide/").content.decode()
        assert SAID in answer
        assert "S’il n’est pas de vous, effacez-le." in answer


# A form of each view that asks for what was kept (`typed_in`, `text_kept`).
FORMS = [
    ("structure_card", "structure", "pilot"),
    ("contact", "sheet", "outsider"),
    ("write_to_member", "pilot", "outsider"),
    ("comments:write", "sheet", "outsider"),
    ("invite_to_team", "structure", "pilot"),
    ("pass_the_baton", "structure", "pilot"),
    ("my_data_leave", "", "pilot"),
    ("account_address", "", "pilot"),
    ("account_work", "", "pilot"),
    ("invite", "", "facilitator"),
    ("person", "pilot", "facilitator"),
    ("person_close", "pilot", "facilitator"),
    ("contributions:edit", "sheet", "pilot"),
]


@pytest.mark.parametrize(("name", "about", "who"), FORMS)
def test_a_form_says_for_whom_it_is_shown(
    name: str, about: str, who: str, structure: Any, pilot: Any, outsider: Any, facilitator: Any, teammate: Any
) -> None:
    known = {"structure": structure, "pilot": pilot, "outsider": outsider, "facilitator": facilitator}
    known["sheet"] = factories.sheet(structure=structure, owner=pilot, contact_optin=True)
    address = reverse(name, args=[known[about].pk] if about else [])
    assert shown_to(known[who], address).startswith(f"{known[who].pk}:")
