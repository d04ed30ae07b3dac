"""What a message says: most are written with the act; those that hold a secret, when they leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from community.models import Member, Notification
from community.notifications.mails import MailKind
from community.typed_text.characters import printable

LetterWriter = Callable[[Notification], "Letter | None"]

_writers: dict[str, LetterWriter] = {}
_awaited: set[str] = set()


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A text to one person, who may have no account (`member` is None)."""

    member: Member | None
    subject: str
    body: str
    leave: str = ""
    """Where one press has the network forget this address: mail programs show it as a button (RFC 8058)."""


def register_writer(*, kind: MailKind, writer: LetterWriter, is_awaited: bool = True) -> None:
    """Have messages of this kind written when they leave: their rows keep no text. Called from `ready()`.

    `writer` returns None when there is nobody to write to. `is_awaited`: somebody waits for it in front of a screen,
    so it leaves before the others; False for what goes to many people at once.
    """
    _writers[kind] = writer
    if is_awaited:
        _awaited.add(kind)


def kinds_written_late() -> list[str]:
    """The kinds whose rows keep no text and hold what somebody waits for: they leave before the others."""
    return sorted(_awaited)


def letter_of(*, message: Notification) -> Letter | None:
    """What to send for this row; None when there is nobody to write to any more."""
    if message.kind in _writers:
        return _writers[message.kind](message)
    member = message.recipient
    if member is None and not message.address:
        return None
    if member is not None and not member.is_active:
        return None
    return Letter(member=member, subject=message.subject, body=message.body)


def template_of(*, kind: str) -> str:
    """The template of this kind of mail."""
    return f"emails/{kind}.txt"


def letter_from(*, kind: str, member: Member | None, context: Mapping[str, Any], leave: str = "") -> Letter:
    """Render `emails/<kind>.txt`, which extends `emails/base.txt`: its first line is the subject, the rest the text."""
    text = render_to_string(template_of(kind=kind), {**context, "member": member, "site_url": settings.SITE_URL})
    subject, _newline, body = printable(text).strip().partition("\n")
    return Letter(member=member, subject=" ".join(subject.split())[:200], body=body.strip() + "\n", leave=leave)
