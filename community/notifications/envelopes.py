"""The mail itself: where it goes, who answers, and the lines that all our mails end with."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from community.notifications.answering import contact_address
from community.notifications.letters import Letter
from community.typography.signs import french

# So that the answering machine of somebody on holiday does not write to the network at each of our mails.
FROM_A_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}


def envelope(*, letter: Letter, to: str = "", answer_to: str = "") -> EmailMessage:
    """The mail of a letter: to its member, or to the address `to`; answers go to `answer_to`, else to the network."""
    contact = contact_address()
    signature = render_to_string(
        "emails/signature.txt", {"contact": contact, "answer_to": answer_to, "site_url": settings.SITE_URL}
    )
    reply_to = answer_to or contact
    return EmailMessage(
        subject=french(letter.subject),
        body=french(f"{letter.body}\n{signature.strip()}\n"),
        to=[to or letter.member.email],
        reply_to=[reply_to] if reply_to else None,
        headers=FROM_A_MACHINE,
    )
