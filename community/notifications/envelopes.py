"""The mail itself: where it goes, who answers, the lines that all our mails end with; as text, and drawn."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from community.notifications.answering import contact_address
from community.notifications.drawn import drawn
from community.notifications.letters import Letter
from community.typography.signs import french

# So that the answering machine of somebody on holiday does not write to the network at each of our mails.
FROM_A_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}


def envelope(*, letter: Letter, to: str = "", answer_to: str = "") -> EmailMultiAlternatives:
    """The mail of a letter: to its member, or to the address `to`; answers go to `answer_to`, else to the network."""
    contact = contact_address()
    ending = render_to_string(
        "emails/signature.txt", {"contact": contact, "answer_to": answer_to, "site_url": settings.SITE_URL}
    )
    subject, body, signature = french(letter.subject), french(letter.body), french(ending.strip())
    reply_to = answer_to or contact
    mail = EmailMultiAlternatives(
        subject=subject,
        body=f"{body}\n{signature}\n",
        to=[to or _address_of(letter)],
        reply_to=[reply_to] if reply_to else None,
        headers=FROM_A_MACHINE | _way_out(letter),
    )
    mail.attach_alternative(drawn(subject=subject, body=body, signature=signature), "text/html")
    return mail


def _way_out(letter: Letter) -> dict[str, str]:
    """The headers by which a mail program offers to leave in one press (RFC 2369, RFC 8058)."""
    if not letter.leave:
        return {}
    return {"List-Unsubscribe": f"<{letter.leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _address_of(letter: Letter) -> str:
    """Where their account is. Raises ValueError for a letter to nobody."""
    if letter.member is None:
        raise ValueError("a letter to somebody without account says its address")
    return letter.member.email
