"""What the pages of the walk are about: drafts in every state, agreements, a comment.

`python -m tests.proof.things` makes them on the site that its environment names, and prints where each one is.
"""

import json
import sys
from typing import Any

import django


def make() -> dict[str, str]:
    """What stands between braces in the addresses of `tests/proof/pages.py`."""
    from community.comments.acts import post
    from community.models import Member, StructurePage
    from home.demo.people import MEMBER, PEER
    from practices.models import PracticePage
    from tests.proof.pages import TEMPLATES_OF_ERRORS

    member = Member.objects.get(email=MEMBER)
    structure = StructurePage.objects.filter(memberships__member=member)[0]
    elsewhere = PracticePage.objects.live().exclude(path__startswith=structure.path)[0]
    comment = post(page=elsewhere, member=member, text="Et quand il pleut, où vous installez-vous ?")
    made = {
        "structure": structure.pk,
        "open": _open_to_messages(),
        "sheet": elsewhere.pk,
        "mine": PracticePage.objects.live().descendant_of(structure)[0].pk,
        "comment": comment.pk,
        "departure": _departure(),
        "moving": _moving(),
        "member": member.pk,
        "peer": Member.objects.get(email=PEER).pk,
        **_adoptions(structure),
        **_team(structure),
        **_invitations(structure, member),
        **_questions(member),
        **_requests(),
        **_moderation(elsewhere, member),
        **_drafts(structure, member),
        **_one_of_each_type(),
        **{name: _error(name) for name in TEMPLATES_OF_ERRORS},
    }
    return {name: str(value) for name, value in made.items()}


def _moderation(sheet: Any, member: Any) -> dict[str, int]:
    """A sheet that somebody has reported; another matter, decided."""
    from community.models import Decision, Matter, Member, Report
    from community.moderation.holding import hold
    from community.moderation.trust import Why
    from home.demo.people import FACILITATOR
    from practices.models import PracticePage

    author = sheet.owner or member
    matter = hold(thing=sheet, subject="fiche", member=author, why=Why.LINKS, text="Un autre texte.")
    Report.objects.create(matter=matter, reason="image", words="On y voit ma fille.", name="Nadia", address="n@a.test")
    other = PracticePage.objects.live().exclude(pk=sheet.pk)[0]
    settled = hold(thing=other, subject="fiche", member=author, why=Why.FIRST, text="Un texte.")
    Matter.objects.filter(pk=settled.pk).update(closed_at=settled.opened_at, outcome=Matter.Outcome.RELEASED)
    by = Member.objects.get(email=FACILITATOR)
    Decision.objects.create(matter=settled, what="released", by=by, sentence="Merci !", text="Un texte.")
    return {"matter": matter.pk, "settled_matter": settled.pk}


def _questions(member: Any) -> dict[str, Any]:
    """A question of the member's own; links of one that a visitor asked, and that waits for its click."""
    import uuid

    from practices.models import VisitorQuestion
    from practices.requests.acts import ask
    from practices.requests.forms import Words
    from practices.requests.links import CONFIRM, FORGET, path_to

    words = Words(question="Comment ranger à plusieurs ?", tried="Un tableau, que personne ne lit.")
    own = ask(member=member, words=words, token=uuid.uuid4())
    asked = VisitorQuestion.objects.create(address="lin@exemple.test", name="Lin", question="Qui prête un camion ?")
    return {
        "own_question": own.pk,
        "own_question_page": own.get_url(),
        "confirm_question": path_to(act=CONFIRM, asked=asked),
        "forget_question": path_to(act=FORGET, asked=asked),
    }


def _adoptions(structure: Any) -> dict[str, int]:
    """What the peer's structure says of the member's sheet, of which its own tells; another that it may try."""
    from community.models import StructurePage
    from home.demo.people import PEER
    from practices.models import Adoption, PracticePage
    from tests import factories

    elsewhere = StructurePage.objects.filter(memberships__member__email=PEER)[0]
    sheet = PracticePage.objects.live().descendant_of(structure)[0]
    own = PracticePage.objects.live().descendant_of(elsewhere).first()
    said = Adoption.objects.filter(sheet=sheet, structure=elsewhere).first()
    said = said or factories.adoption(sheet=sheet, structure=elsewhere, own_sheet=own)
    others = (
        PracticePage.objects.live().exclude(path__startswith=structure.path).exclude(path__startswith=elsewhere.path)
    )
    untried = others.exclude(adoptions__structure=elsewhere)[0]
    return {"adoption": said.pk, "sheet_to_try": untried.pk}


def _requests() -> dict[str, Any]:
    """Links of a request that waits for its click; one that waits for an answer, one that has it; whom news concern."""
    from community.models import EntryRequest, ParcoursPage
    from community.requests.links import CONFIRM, FORGET, path_to

    asked = EntryRequest.objects.create(kind="account", address="lin@exemple.test", name="Lin", reason="Voir.")
    coming = EntryRequest.objects.waiting().for_news().exclude(parcours=None)[0].parcours
    assert isinstance(coming, ParcoursPage)
    return {
        "confirm": path_to(act=CONFIRM, asked=asked),
        "forget": path_to(act=FORGET, asked=asked),
        "asked_account": EntryRequest.objects.waiting().for_an_account()[0].pk,
        "answered_account": EntryRequest.objects.answered().for_an_account()[0].pk,
        "coming": coming.pk,
    }


def _drafts(structure: Any, member: Any) -> dict[str, int]:
    """One that is empty, one that waits, one that came back, one that is thrown away; a film with its agreements."""
    from community.models import Member
    from home.demo.people import FACILITATOR
    from practices.contributions.acts import drafts, review, wastebasket
    from practices.models import ConsentRecord
    from tests import factories

    def sheet(title: str) -> Any:
        return factories.sheet(structure=structure, owner=member, live=False, title=title)

    waiting, asked, thrown = sheet("Le banc du jeudi"), sheet("La table ronde"), sheet("Un essai sans suite")
    empty = factories.sheet(
        structure=structure, owner=member, live=False, title="Sans titre", summary="", pitfalls="", steps=[], levers=()
    )
    for page in (waiting, asked):
        drafts.submit(page=page, member=member)
    review.ask_for_changes(
        page=asked, member=Member.objects.get(email=FACILITATOR), comment="Qui range les tables à la fin ?"
    )
    wastebasket.throw_away(page=thrown, member=member)
    film = factories.testimonial(structure=structure, owner=member, live=False, kind="video", title="Le rideau")
    return {
        "draft": empty.pk,
        "waiting": waiting.pk,
        "asked": asked.pk,
        "film": film.pk,
        "consent": ConsentRecord.objects.get(testimonial=film).pk,
    }


def _team(structure: Any) -> dict[str, int]:
    """A colleague of the member, and the structure where the peer is asked to take over."""
    from community.models import Handover, Member, StructurePage
    from home.demo.people import PEER
    from tests import factories

    peer = Member.objects.get(email=PEER)
    elsewhere = StructurePage.objects.filter(memberships__member=peer)[0]
    giver = factories.member(structure=elsewhere, role="pilot", display_name="Inès")
    note = "Les clés sont chez la voisine.\n\nLe jeudi, prévenir Marcel."
    asked = Handover.objects.create(structure=elsewhere, giver=giver, receiver=peer, note=note)
    colleague = factories.member(structure=structure, display_name="Nour")
    return {"elsewhere": elsewhere.pk, "handover": asked.pk, "colleague": colleague.pk}


def _invitations(structure: Any, member: Any) -> dict[str, str]:
    """The ends of three links: to somebody new, to the member from another structure, and one that is over."""
    from django.utils import timezone

    from community.invitations.acts import invite
    from community.invitations.links import token_from
    from community.models import Invitation, Member, StructurePage
    from home.demo.people import FACILITATOR, PEER

    facilitator = Member.objects.get(email=FACILITATOR)
    elsewhere = StructurePage.objects.filter(memberships__member__email=PEER)[0]
    new = invite(address="nadia@exemple.test", by=member, structure=structure, role="copilot", name="Nadia")
    known = invite(address=member.email, by=facilitator, structure=elsewhere)
    over = invite(address="tard@exemple.test", by=facilitator)
    Invitation.objects.filter(pk=over.pk).update(expires_at=timezone.now())
    return {
        "invitation": token_from(nonce=new.nonce),
        "invitation_of_member": token_from(nonce=known.nonce),
        "invitation_over": token_from(nonce=over.nonce),
    }


def _departure() -> str:
    """The end of the link by which somebody who leaves comes back."""
    from community.models import Departure, Member
    from community.rights.departures import ask_to_leave, token_of

    person = Member.objects.create_user("partante@exemple.test", display_name="Une partante")
    departure = ask_to_leave(member=person, words=Departure.Words.KEPT)
    return f"{departure.pk}-{token_of(departure)}"


def _moving() -> str:
    """The end of the link by which somebody says yes to another address for their account."""
    from community.accounts.home.addresses import Mailbox, ask, token_of
    from community.models import Member

    person = Member.objects.create_user("demenageuse@exemple.test", display_name="Une déménageuse")
    change = ask(member=person, address="ailleurs@exemple.test")
    return token_of(change=change, mailbox=Mailbox.AFTER)


def _open_to_messages() -> int:
    """A structure that others may write to: the one of the peer, who accepts."""
    from community.models import StructurePage
    from home.demo.people import PEER

    structure = StructurePage.objects.filter(memberships__member__email=PEER)[0]
    structure.contact_optin = True
    structure.save_revision().publish()
    return structure.pk


def _one_of_each_type() -> dict[str, str]:
    """The address of one page on line for each type of page that has a template, and for each kind of testimonial."""
    from wagtail.models import get_page_models

    from practices.models import TestimonialPage

    found = {}
    for model in get_page_models():
        page = model.objects.live().public().filter(depth__gt=1).order_by("path").first()
        if page is not None:
            found[f"page:{model.__name__}"] = page.specific.get_url()
    for kind in ("video", "audio", "text"):
        found[f"page:{kind}"] = TestimonialPage.objects.live().filter(kind=kind)[0].get_url()
    return found


def _error(template: str) -> str:
    """The HTML that the site would show, which nothing but a fault would make it show."""
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    request = RequestFactory().get("/panne/", SERVER_NAME="localhost")
    request.user = AnonymousUser()
    return render_to_string(template, request=request)


if __name__ == "__main__":
    django.setup()
    json.dump(make(), sys.stdout)
