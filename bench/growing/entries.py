"""Who asks to come in, and who is invited: two of each a structure, and as many who wait at every size."""

from collections.abc import Sequence

from django.utils import timezone

from bench.growing.rows import put
from bench.growing.sheets import Place
from bench.growing.texts import Draw
from community.models import EntryRequest, Invitation, Member, Membership

WHO_WAIT = 30
OF_A_STRUCTURE = 2


def entries(draw: Draw, *, places: Sequence[Place], by: Member) -> None:
    """Requests, half of them for news; invitations, into each structure in turn."""
    settled, now = OF_A_STRUCTURE * len(places), timezone.now()
    answered = {"outcome": EntryRequest.Outcome.ANSWERED, "answer": "À bientôt.", "answered_by": by}
    put(
        [
            *(_request(draw, number) for number in range(WHO_WAIT)),
            *(_request(draw, WHO_WAIT + number, answered_at=now, **answered) for number in range(settled)),
        ]
    )
    put(
        [
            *(_invitation(number, places, by, address=f"invitee{number}@grand.test") for number in range(WHO_WAIT)),
            *(_invitation(WHO_WAIT + number, places, by, accepted_at=now) for number in range(settled)),
        ]
    )


def _request(draw: Draw, number: int, **fields: object) -> EntryRequest:
    moment = timezone.now()
    return EntryRequest(
        kind=EntryRequest.Kind.values[number % 2],
        address=f"demande{number}@grand.test",
        name=f"Demande {number}",
        reason=draw.text()[1][:300],
        asked_at=moment,
        confirmed_at=moment,
        **fields,
    )


def _invitation(number: int, places: Sequence[Place], by: Member, **fields: object) -> Invitation:
    return Invitation(
        token_hash=f"{number:064}",
        name=f"Invitation {number}",
        structure=places[number % len(places)].structure,
        role=Membership.Role.MEMBER,
        by=by,
        made_by_facilitator=True,
        **fields,
    )
