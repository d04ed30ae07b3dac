"""Somebody has lost the telephone and the recovery codes: others make the site forget them."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from community.accounts.factors.sessions import end_every_session
from community.models import Member
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail
from community.permissions import may_keep_account


@transaction.atomic
def forget_factors(*, member: Member, by: Member | None) -> bool:
    """Forget the application, the keys and the recovery codes of a person, whose sessions end; they are told by mail.

    They enter by a code sent to their address, and make new ones. `by`: None for who runs the site. Returns whether
    there was anything to forget. Raises PermissionDenied, for one's own too: a session found open could do it.
    """
    if by is not None and (by.pk == member.pk or not may_keep_account(member=by, person=member)):
        raise PermissionDenied
    deleted, _by_kind = Authenticator.objects.filter(user=member).delete()
    if not deleted:
        return False
    end_every_session(member=member)
    notify(recipients=[member], kind=CommunityMail.FACTORS_FORGOTTEN, context={})
    return True
