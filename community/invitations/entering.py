"""The page that the link of an invitation opens: what will happen, and saying yes. Opening it changes nothing."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.by_link import come_in, go_out
from community.invitations.accepting import (
    End,
    HasAccount,
    LinkEnded,
    OtherAccount,
    accept,
    account_of,
    end_of,
    invitation_of,
    join,
    note_opened,
)
from community.invitations.forms import EntryForm
from community.invitations.links import hash_of
from community.models import Invitation, Member
from community.throttles import may_knock
from community.visibility import reader

KEY = "invitation"
"""Where the session keeps the hash of the link: the address of the page says nothing."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An invitation, in front of whoever has its link in this browser."""

    key: str
    invitation: Invitation | None
    account: Member | None
    reader: Member | None
    end: End | None

    @property
    def is_theirs(self) -> bool:
        """Whether who is signed in is who was invited."""
        return self.reader is not None and self.account is not None and self.reader.pk == self.account.pk

    @property
    def was_theirs(self) -> bool:
        """Whether they have accepted it before."""
        return self.end is End.ACCEPTED and self.is_theirs


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The link itself: its hash waits in the session, and the page has another address, which may be seen."""
    if not may_knock(action="open_invitation", request=request):
        return _without_referrer(_wait(request))
    request.session[KEY] = hash_of(token=token)
    return _without_referrer(redirect("invitation"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest) -> HttpResponse:
    """What the link is for, or why it opens nothing; whoever has no link in this browser is told where to find it."""
    if request.method == "POST" and not may_knock(action="open_invitation", request=request):
        return _wait(request)
    return _answer(request, _seen(request))


def _answer(request: HttpRequest, seen: Seen) -> HttpResponse:
    answers = {"opened": _opened, "enter": _enter, "join": _join, "leave": _leave}
    gesture = request.POST.get("action", "") if request.method == "POST" else ""
    return answers.get(gesture, _show)(request, seen)


def _show(request: HttpRequest, seen: Seen, form: EntryForm | None = None) -> HttpResponse:
    if seen.was_theirs:
        return redirect(_next_page(seen.invitation))
    if not seen.key or seen.end is not None:
        end = seen.end.name if seen.key and seen.end else "NO_LINK"
        return render(request, "community/invitations/ended.html", {"end": end})
    name = seen.invitation.name if seen.invitation else ""
    context = {"seen": seen, "invitation": seen.invitation, "form": form or EntryForm(initial={"name": name})}
    return render(request, "community/invitations/invitation.html", context)


def _opened(request: HttpRequest, seen: Seen) -> HttpResponse:
    """A gesture on the page, told by its script."""
    note_opened(key=seen.key)
    return HttpResponse(status=204)


def _enter(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Somebody without account says yes."""
    note_opened(key=seen.key)
    form = EntryForm(request.POST)
    if seen.end is not None or seen.reader is not None or not form.is_valid():
        return _show(request, seen, form)
    try:
        member = accept(key=seen.key, name=form.cleaned_data["name"])
    except (LinkEnded, HasAccount):  # pressed twice, or by another link: the page says where things stand
        return _show(request, _seen(request))
    return come_in(request=request, member=member, method="invitation", next_page=_next_page(seen.invitation))


def _join(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Somebody who has an account, and is signed in, says yes."""
    note_opened(key=seen.key)
    if seen.reader is None:
        return _show(request, seen)
    try:
        invitation = join(key=seen.key, member=seen.reader)
    except (LinkEnded, OtherAccount):
        return _show(request, _seen(request))
    del request.session[KEY]
    if invitation.structure is not None:
        name = invitation.structure.title
        messages.success(request, _("C’est fait : vous faites partie de l’équipe de %(name)s.") % {"name": name})
    else:
        messages.success(request, _("C’est fait."))
    return redirect(_next_page(invitation))


def _leave(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Signed in as somebody else: out, and back to the page."""
    go_out(request=request, keeping=KEY)
    return redirect("invitation")


def _seen(request: HttpRequest) -> Seen:
    key = str(request.session.get(KEY, ""))
    invitation = invitation_of(key=key)
    account = account_of(invitation) if invitation else None
    return Seen(
        key=key,
        invitation=invitation,
        account=account,
        reader=reader(request),
        end=end_of(invitation, account=account),
    )


def _next_page(invitation: Invitation | None) -> str:
    """The team that one has just joined, else one's account."""
    if invitation is not None and invitation.structure_id is not None:
        return reverse("team", args=[invitation.structure_id])
    return reverse("account_home")


def _without_referrer(response: HttpResponse) -> HttpResponse:
    """The page that this leads to does not learn the link. (Not for that page: without referrer, no form is taken.)"""
    response["Referrer-Policy"] = "no-referrer"
    return response


def _wait(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)
