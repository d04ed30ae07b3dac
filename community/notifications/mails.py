"""The kinds of mails: each app lists its own in an enumeration, and a mail is of one of them or is not written.

A kind has its template, `emails/<kind>.txt`: `community.checks` looks at each when the site starts.
"""

from collections.abc import Iterable
from enum import StrEnum

_kinds: set["MailKind"] = set()


class MailKind(StrEnum):
    """What a mail tells; an app lists its own kinds in a subclass, which its `ready()` registers."""


class CommunityMail(MailKind):
    """What accounts, conversations and structures tell."""

    PASSWORD_LINK = "password_link"  # noqa: S105 the kind of a message
    ADDRESS_CHANGED = "address_changed"
    COMMENT_NEW = "comment_new"
    COMMENT_REPLY = "comment_reply"
    COMMENT_REMOVED = "comment_removed"
    CONTACT = "contact"
    REQUEST_CONFIRM = "request_confirm"
    REQUEST_KNOWN = "request_known"
    REQUEST_ANSWER = "request_answer"
    REQUEST_NEWS = "request_news"


class UnknownKind(ValueError):
    """A mail of a kind that no app has registered: nothing says that it has a template."""


def register_mails(kinds: Iterable[MailKind]) -> None:
    """Let mails of these kinds be written; called from `ready()` with the whole enumeration."""
    _kinds.update(kinds)


def mail_kinds() -> list[MailKind]:
    """All that are registered, in the order of their names."""
    return sorted(_kinds)


def check_kind(kind: MailKind) -> None:
    """Raises UnknownKind for one that is not registered."""
    if kind not in _kinds:
        raise UnknownKind(f"« {kind} » is no registered kind of mail (see community/notifications/mails.py)")
