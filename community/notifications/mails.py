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

    LOGIN_CODE = "login_code"
    ADDRESS_CHANGED = "address_changed"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    FACTORS_FORGOTTEN = "factors_forgotten"
    ADDRESS_BEFORE = "address_before"
    ADDRESS_AFTER = "address_after"
    ADDRESS_IS_NEW = "address_is_new"
    COMMENT_NEW = "comment_new"
    COMMENT_REPLY = "comment_reply"
    COMMENT_MENTION = "comment_mention"
    COMMENT_REMOVED = "comment_removed"
    CONTACT = "contact"
    REQUEST_CONFIRM = "request_confirm"
    REQUEST_KNOWN = "request_known"
    REQUEST_ANSWER = "request_answer"
    REQUEST_NEWS = "request_news"
    CONTACT_MEMBER = "contact_member"
    TEAM_JOINED = "team_joined"
    TEAM_ROLE = "team_role"
    TEAM_LEFT = "team_left"
    HANDOVER_ASKED = "handover_asked"
    HANDOVER_ANSWERED = "handover_answered"
    HANDOVER_OVER = "handover_over"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_REOPENED = "account_reopened"
    ACCOUNT_WAITS = "account_waits"
    FACILITATOR_MADE = "facilitator_made"
    INVITATION = "invitation"
    ARCHIVE_READY = "archive_ready"
    LEAVING = "leaving"
    UNSEEN = "unseen"
    REPORT_RECEIVED = "report_received"
    REPORT_ANSWERED = "report_answered"
    MODERATION_WAITS = "moderation_waits"
    TEXT_RELEASED = "text_released"
    TEXT_REMOVED = "text_removed"
    TEXT_TO_CHANGE = "text_to_change"
    READ_AGAIN = "read_again"


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
