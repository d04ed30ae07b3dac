"""The facilitators' desk: the queue, an answer to each request, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import EntryRequest, Invitation, Notification
from community.notifications.acts import deliver
from community.requests.answers import AlreadyAnswered, answer_with_a_sentence, file_away
from home.models import SiteSettings
from tests import factories
from tests.community.accounts.factors.hands import entered_ago
from tests.community.requests import asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, facilitator: Any) -> Client:
    client.force_login(facilitator)
    return client


def page_of(client: Client, **words: Any) -> str:
    return client.get(reverse("requests"), words).content.decode()


def test_the_queue_and_its_pages_are_for_facilitators(client: Client, site: Any, pilot: Any, facilitator: Any) -> None:
    asked = asking.request()
    parcours = factories.parcours()
    addresses = [reverse("requests"), reverse("requests_table"), reverse("request", args=[asked.pk])]
    addresses.append(reverse("tell_about_parcours", args=[parcours.pk]))
    assert [client.get(address).status_code for address in addresses] == [302] * 4
    client.force_login(pilot)
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    entered_ago(client, facilitator)
    assert [client.get(address).status_code for address in addresses] == [200] * 4


def test_an_empty_queue_says_where_requests_come_from(desk: Client) -> None:
    assert "Les demandes arrivent par « Rejoindre »" in page_of(desk).replace("\u00a0", " ")


def test_the_queue_shows_what_was_confirmed_the_oldest_first(desk: Client) -> None:
    now = timezone.now()
    asking.request(name="Récente", asked_at=now)
    asking.request(name="Ancienne", asked_at=now - timedelta(days=9))
    asking.request(name="Jamais confirmée", confirmed_at=None)
    page = page_of(desk)
    assert page.index("Ancienne") < page.index("Récente")
    assert "Jamais confirmée" not in page
    hidden = EntryRequest.objects.get(name="Jamais confirmée")
    assert desk.get(reverse("request", args=[hidden.pk])).status_code == 404


def test_it_is_narrowed_by_what_is_asked_by_parcours_and_by_state(desk: Client, facilitator: Any) -> None:
    parcours = factories.parcours(title="Somme 2028")
    asking.request(name="Compte")
    asking.request(name="Nouvelles", kind="news", parcours=parcours)
    asking.request(name="Du prochain", kind="news")
    asking.request(name="Classée", outcome="filed", answered_at=timezone.now(), answered_by=facilitator)
    assert "Compte" in page_of(desk)
    assert "Nouvelles" not in page_of(desk)
    assert "Classée" in page_of(desk, etat="classe")
    assert facilitator.display_name in page_of(desk, etat="classe")
    of_both = page_of(desk, genre="nouvelles")
    assert "Nouvelles" in of_both
    assert "Du prochain" in of_both
    narrowed = page_of(desk, genre="nouvelles", parcours=parcours.pk)
    assert "Nouvelles" in narrowed
    assert "Du prochain" not in narrowed
    assert "Nouvelles" not in page_of(desk, genre="nouvelles", parcours="prochain")


@pytest.mark.parametrize(
    "words", [{"genre": "x"}, {"etat": "<b>"}, {"parcours": "-1"}, {"parcours": "9" * 40}, {"page": "é"}]
)
def test_made_up_words_of_the_address_show_the_queue(desk: Client, words: dict[str, str]) -> None:
    assert desk.get(reverse("requests"), words).status_code == 200


def test_a_long_queue_turns_its_pages_and_asks_no_more_of_the_database(desk: Client) -> None:
    def ask_for_the_page() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("requests"))
        ours = [query for query in asked.captured_queries if "community_entryrequest" in query["sql"]]
        return len(asked), len(ours)

    parcours = factories.parcours()
    asking.request(parcours=parcours)
    ask_for_the_page()
    of_one, ours = ask_for_the_page()
    assert ours == 4  # the rows, how many wait of each kind, how many in each state, the parcours that are asked about
    EntryRequest.objects.bulk_create(
        EntryRequest(
            **{**asking.ACCOUNT, "name": f"P{n}"}, kind="account", parcours=parcours, confirmed_at=timezone.now()
        )
        for n in range(500)
    )
    assert ask_for_the_page() == (of_one + 1, ours + 1)  # how many pages there are
    response = desk.get(reverse("requests"), {"page": 3})
    assert len(response.context["queue"].page.object_list) == 20


def test_a_sentence_leaves_in_the_facilitator_s_words_and_answers_reach_the_site(
    desk: Client, site: Any, facilitator: Any
) -> None:
    SiteSettings.objects.update_or_create(site=site.get_site(), defaults={"contact_address": "contact@reseau.test"})
    asked = asking.request()
    answer = {"geste": "repondre", "words": "Bonjour Nadia, venez jeudi."}
    assert desk.post(reverse("request", args=[asked.pk]), answer).status_code == 302
    deliver()
    sent = mail.outbox[-1]
    assert (sent.to, sent.reply_to) == ([asked.address], ["contact@reseau.test"])
    assert "venez jeudi" in sent.body
    assert facilitator.display_name in sent.body
    assert "/rejoindre/demander/oublier/" in sent.extra_headers["List-Unsubscribe"]
    assert Notification.objects.get().body == ""
    asked.refresh_from_db()
    assert (asked.outcome, asked.answered_by) == ("answered", facilitator)


def test_an_invitation_is_an_answer_and_leaves_to_the_address_of_the_request(
    desk: Client, structure: Any, facilitator: Any
) -> None:
    asked = asking.request()
    answer = {"geste": "inviter", "structure": "cafe des tilleuls", "role": "copilot"}
    assert desk.post(reverse("request", args=[asked.pk]), answer).status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.address, invitation.structure, invitation.role) == (asked.address, structure, "copilot")
    assert (invitation.name, invitation.by) == (asked.name, facilitator)
    asked.refresh_from_db()
    assert (asked.outcome, asked.answered_by) == ("invited", facilitator)
    deliver()
    assert mail.outbox[-1].to == [asked.address]


def test_who_comes_for_themselves_is_invited_into_no_structure(desk: Client) -> None:
    asked = asking.request()
    desk.post(reverse("request", args=[asked.pk]), {"geste": "inviter", "structure": "", "role": "member"})
    assert (Invitation.objects.get().structure, Invitation.objects.get().role) == (None, "")


def test_an_invitation_that_gives_nothing_answers_nothing_and_says_why(desk: Client, pilot: Any) -> None:
    asked = asking.request(address=pilot.email)
    response = desk.post(reverse("request", args=[asked.pk]), {"geste": "inviter", "structure": "", "role": "member"})
    assert "Cette personne a déjà un compte" in response.content.decode()
    assert EntryRequest.objects.waiting().count() == 1
    assert not Notification.objects.exists()


@pytest.mark.parametrize("chosen", [{"structure": "99999"}, {"structure": "x"}, {"role": "reine"}])
def test_a_structure_or_a_role_that_is_none_is_refused_beside_its_field(
    desk: Client, structure: Any, chosen: dict[str, str]
) -> None:
    asked = asking.request()
    answer = {"geste": "inviter", "structure": structure.title, "role": "member", **chosen}
    response = desk.post(reverse("request", args=[asked.pk]), answer)
    assert next(iter(chosen)) in response.context["invitation"].errors
    assert EntryRequest.objects.waiting().count() == 1


@pytest.mark.parametrize("words", ["", "  ", "x" * 3001])
def test_an_answer_refused_keeps_its_words_and_answers_nothing(desk: Client, words: str) -> None:
    asked = asking.request()
    response = desk.post(reverse("request", args=[asked.pk]), {"geste": "repondre", "words": words})
    assert response.status_code == 200
    assert response.context["sentence"].errors["words"]
    assert words.strip() in response.content.decode()
    assert EntryRequest.objects.waiting().count() == 1


def test_the_second_facilitator_is_told_who_answered_and_keeps_what_they_wrote(desk: Client, facilitator: Any) -> None:
    other = factories.member(is_facilitator=True, display_name="Luc, animation")
    asked = asking.request()
    file_away(asked=asked, by=other)
    response = desk.post(reverse("request", args=[asked.pk]), {"geste": "repondre", "words": "Venez donc jeudi."})
    page = response.content.decode()
    assert "Luc, animation vient de s’en occuper (classée sans réponse)" in page
    assert "Venez donc jeudi." in page
    assert "Luc" in desk.post(reverse("request", args=[asked.pk]), {"geste": "classer"}).content.decode()
    assert not Notification.objects.exists()
    with pytest.raises(AlreadyAnswered):
        answer_with_a_sentence(asked=asked, by=facilitator, words="Encore")


def test_filing_writes_to_nobody(desk: Client) -> None:
    asked = asking.request()
    desk.post(reverse("request", args=[asked.pk]), {"geste": "classer"})
    assert EntryRequest.objects.filed().count() == 1
    assert not Notification.objects.exists()


def test_a_request_is_forgotten_for_who_asks_by_telephone(desk: Client) -> None:
    asked = asking.request()
    desk.post(reverse("request", args=[asked.pk]), {"geste": "oublier"})
    assert not EntryRequest.objects.exists()
    assert desk.post(reverse("request", args=[asked.pk]), {"geste": "classer"}).status_code == 404


def test_an_unknown_gesture_changes_nothing(desk: Client) -> None:
    asked = asking.request()
    assert desk.post(reverse("request", args=[asked.pk]), {"geste": "tout"}).status_code == 200
    assert EntryRequest.objects.waiting().count() == 1


def test_facilitators_see_that_an_address_has_an_account(desk: Client, pilot: Any) -> None:
    asked = asking.request(address=pilot.email)
    assert pilot.display_name in desk.get(reverse("request", args=[asked.pk])).content.decode()


def test_what_people_type_is_shown_as_text(desk: Client) -> None:
    asked = asking.request(name="<script>x</script>", reason="<img src=x onerror=y>")
    for address in (reverse("requests"), reverse("request", args=[asked.pk])):
        page = desk.get(address).content.decode()
        assert "<script>x" not in page
        assert "<img src=x" not in page


def test_what_waits_is_a_line_of_what_is_to_do(desk: Client) -> None:
    asking.request()
    asking.request(kind="news", address="autre@exemple.test")
    assert "1 personne demande un compte" in desk.get(reverse("wagtailadmin_home")).content.decode()
