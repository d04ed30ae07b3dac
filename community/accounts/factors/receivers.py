"""Where the library's signals enter the room; each receiver calls one function."""

from typing import Any

from allauth.account.signals import password_changed, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver
from django.http import HttpRequest

from community.accounts.factors.proof import forget_proofs_that_are_gone, note_new_factor
from community.accounts.factors.sessions import end_other_sessions, note_session


@receiver(user_logged_in)
@receiver(password_changed)
@receiver(password_set)
def note_where_the_account_is_open(request: HttpRequest, **_: Any) -> None:
    if request.user.is_authenticated:
        note_session(request)


@receiver(authenticator_added)
def what_was_just_made_is_proved(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    note_new_factor(request=request, member=user, factor=authenticator)


@receiver(authenticator_removed)
def what_is_gone_proves_nothing(request: HttpRequest, user: Any, **_: Any) -> None:
    forget_proofs_that_are_gone(request=request, member=user)
    end_other_sessions(request, member=user)
