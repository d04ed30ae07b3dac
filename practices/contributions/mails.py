"""The kinds of mails that contributions write."""

from community.notifications.mails import MailKind


class ContributionMail(MailKind):
    """What becomes of a contribution, an agreement or a question; who tried what a sheet tells."""

    SUBMITTED = "submitted"
    CHANGES_ASKED = "changes_asked"
    PUBLISHED = "published"
    TAKEN_OFF_LINE = "taken_off_line"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    QUESTION_FOR_YOU = "question_for_you"
    QUESTION_ANSWERED = "question_answered"
    ANSWER_HELPED = "answer_helped"
    VISITOR_CONFIRM = "visitor_confirm"
    VISITOR_ANSWERED = "visitor_answered"
    SHEET_TRIED = "sheet_tried"
