"""What becomes of each line, before and after the second press; what facilitators know and a pilot does not."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.invitations.acts import invite
from community.models import Invitation, Member, Notification
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(facilitator: Any, client: Client) -> Client:
    client.force_login(facilitator)
    return client


@pytest.fixture
def team(pilot: Any, client: Client) -> Client:
    client.force_login(pilot)
    return client


def check(client: Client, text: str, *, structure: Any = None, **more: str) -> str:
    """The page with the fate of each line."""
    answer = client.post(where(structure), {"people": text, "role": "member", "action": "check"} | more)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def send(client: Client, text: str, *, structure: Any = None, **more: str) -> Any:
    """Both presses, and the page that follows."""
    typed = {"people": text, "role": "member"} | more
    shown = re.search(r'name="shown" value="(\w+)"', check(client, text, structure=structure, **more))
    stamp = {"shown": shown[1]} if shown else {}
    return client.post(where(structure), typed | stamp | {"action": "send"}, follow=True)


def where(structure: Any) -> str:
    return reverse("invite_to_team", args=[structure.pk]) if structure else reverse("invite")


def plain(html: str) -> str:
    text = html.replace("&#x27;", "'").replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").split())


def test_each_line_says_what_becomes_of_it(desk: Client, facilitator: Any, structure: Any, teammate: Any) -> None:
    here = factories.member()
    closed = factories.member(is_active=False)
    invite(address="attend@exemple.fr", by=facilitator)
    text = "\n".join(
        [
            "Nadia <nadia@exemple.fr>; Le Café des Tilleuls; pilote",
            f"{here.email}; le cafe des tilleuls; membre",
            f"{teammate.email}; Le Café des Tilleuls; membre",
            "attend@exemple.fr",
            here.email,
            closed.email,
            "NADIA@EXEMPLE.FR; Le Café des Tilleuls; membre",
            "Paul <paul@exemple.fr>; Café de Tilleul; membre",
            "Paul <paul@exemple.fr>; Garage solidaire; membre",
            "Paul Petit",
            "paul@exemple",
            "paul@exemple.fr; pilote",
        ]
    )
    page = check(desk, text)
    for sentence in (
        "sera invitée dans Le Café des Tilleuls comme pilote",
        "a déjà un compte : rejoindra Le Café des Tilleuls comme membre",
        "fait déjà partie de l’équipe de Le Café des Tilleuls",
        "invitation déjà envoyée le",
        "a déjà un compte : rien à envoyer",
        "a un compte fermé : rouvrez-le d’abord",
        "deux fois dans la liste (déjà ligne 1)",
        "structure inconnue : « Café de Tilleul » ; la plus proche est « Le Café des Tilleuls »",
        "structure inconnue : « Garage solidaire »",
        "aucune adresse sur cette ligne",
        "adresse illisible : « paul@exemple »",
        "un rôle, mais aucune structure",
        "Ligne 8,",
        "Ligne 11,",
    ):
        assert sentence in page, sentence
    assert Invitation.objects.count() == 1, "nothing is sent yet"


def test_a_line_that_names_several_structures_waits_for_the_one_that_is_meant(desk: Client) -> None:
    """Two « L’Atelier » : nobody is invited into the first of them by chance."""
    first, second = (factories.structure(title="L’Atelier", commune=place) for place in ("Lens", "Laon"))
    line = "Nadia <nadia@exemple.fr>; l'atelier; membre"
    assert "plusieurs structures s’appellent « L’Atelier »" in check(desk, line)
    send(desk, line)
    assert not Invitation.objects.exists()
    for meant in (second, first):
        typed = {"people": line, "role": "member", "structure": meant.get_absolute_url()}
        shown = re.search(r'name="shown" value="(\w+)"', desk.post(reverse("invite"), typed).content.decode())
        assert shown is not None
        desk.post(reverse("invite"), typed | {"shown": shown[1], "action": "send"})
        assert Invitation.objects.order_by("-pk")[0].structure == meant


def test_whoever_keeps_a_team_names_it_in_a_line_whatever_its_namesakes(team: Client, structure: Any) -> None:
    factories.structure(title=structure.title)
    send(team, f"Nadia <nadia@exemple.fr>; {structure.title}; membre", structure=structure)
    assert Invitation.objects.get().structure == structure


def test_the_second_press_sends_the_right_lines_and_keeps_the_wrong_ones_in_the_field(desk: Client) -> None:
    page = plain(send(desk, "Nadia <nadia@exemple.fr>\nPaul sans adresse\nlea@exemple.fr\nzoe@").content.decode())
    assert "2 invitations partent" in page
    assert re.search(r"<textarea[^>]*> ?Paul sans adresse zoe@</textarea>", page)
    assert sorted(Invitation.objects.values_list("address", flat=True)) == ["lea@exemple.fr", "nadia@exemple.fr"]
    assert Notification.objects.filter(kind="invitation").count() == 2
    assert "Paul sans adresse" not in desk.get(reverse("invite")).content.decode(), "given once"


def test_what_was_not_shown_is_not_sent(desk: Client) -> None:
    answer = desk.post(reverse("invite"), {"people": "a@exemple.fr", "role": "member", "action": "send", "shown": "x"})
    assert "La liste a changé" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_pressing_twice_sends_once(desk: Client) -> None:
    for _ in range(2):
        send(desk, "nadia@exemple.fr")
    assert Notification.objects.filter(kind="invitation").count() == 1


def test_a_pilot_learns_of_no_account_outside_her_team(
    team: Client, structure: Any, outsider: Any, teammate: Any
) -> None:
    closed = factories.member(is_active=False)
    fates = {
        address: check(team, address, structure=structure).replace(address, "…")
        for address in (outsider.email, closed.email, "inconnue@exemple.fr")
    }
    pages = {re.sub(r'(csrfmiddlewaretoken|shown)" value="\w+"|data-person="\d*"', "", page) for page in fates.values()}
    assert len(pages) == 1
    assert "fait déjà partie" in check(team, teammate.email, structure=structure)


def test_a_pilot_invites_into_her_structure_only_and_names_no_pilot(
    team: Client, structure: Any, outsider: Any
) -> None:
    page = check(
        team,
        "a@exemple.fr; La Ressourcerie du Marais\nb@exemple.fr; pilote\nc@exemple.fr; copilote",
        structure=structure,
    )
    assert "est une autre structure" in page
    assert "on devient pilote par" in page
    assert "sera invitée dans Le Café des Tilleuls comme copilote" in page
    assert 'value="pilot"' not in page


def test_a_pilot_cannot_write_to_the_whole_world(team: Client, pilot: Any, structure: Any) -> None:
    many = "\n".join(f"p{number}@exemple.fr" for number in range(31))
    page = plain(send(team, many, structure=structure).content.decode())
    assert "30 invitations par jour" in page
    assert "p30@exemple.fr</textarea>" in page, "nothing typed is lost"
    assert not Invitation.objects.exists()


def test_a_list_too_long_and_nothing_at_all_are_told(desk: Client) -> None:
    assert "Écrivez au moins une adresse" in check(desk, " \n ")
    assert "Cette liste est trop longue" in check(desk, "a" * 200_001)
    assert "aucune adresse sur cette ligne" in check(desk, "<script>alert(1)</script>")


def test_inviting_to_facilitate_asks_for_a_fresh_proof(desk: Client) -> None:
    answer = desk.post(
        reverse("invite"), {"people": "a@exemple.fr", "role": "member", "to_facilitate": "on", "action": "check"}
    )
    assert answer.status_code == 302
    assert "/confirm" in answer["Location"]


def test_an_administrator_invites_to_facilitate(client: Client, site: Any) -> None:
    client.force_login(factories.member(is_superuser=True))
    assert "sera invitée à animer le réseau" in check(client, "a@exemple.fr", to_facilitate="on")


def test_two_thousand_lines_ask_few_questions(desk: Client, django_assert_max_num_queries: Any) -> None:
    lines = 2_000
    for number in range(20):
        factories.structure(title=f"Association du quartier {number}")
    text = "\n".join(
        f"Personne {number};personne.{number}@exemple.fr;Association du quartier {number % 25};membre"
        for number in range(lines)
    )
    Member.objects.bulk_create(
        Member(email=f"personne.{number}@exemple.fr", display_name=f"P{number}") for number in range(0, lines, 4)
    )
    with django_assert_max_num_queries(40):
        page = check(desk, text)
    assert "1600 invitations prêtes" in page
    typed = {"people": text, "role": "member", "action": "send", "shown": page.split('name="shown" value="')[1][:64]}
    with django_assert_max_num_queries(120):  # rows are written some hundreds at a time
        answer = desk.post(reverse("invite"), typed)
    assert answer.status_code == 302
    assert Invitation.objects.count() == 1600
