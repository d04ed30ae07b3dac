"""The kinds of mails that contributions write."""

from community.notifications.mails import MailKind


class ContributionMail(MailKind):
    """What becomes of a contribution, or of an agreement."""

    SUBMITTED = "submitted"
    CHANGES_ASKED = "changes_asked"
    PUBLISHED = "published"
    TAKEN_OFF_LINE = "taken_off_line"
    CONSENT_WITHDRAWN = "consent_withdrawn"
