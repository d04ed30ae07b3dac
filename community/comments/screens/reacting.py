"""« Merci », « Je me reconnais »: one press, with or without JavaScript."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.comments.acts import Refused
from community.comments.models import PeerComment
from community.comments.reactions import react as react_to
from community.comments.reactions import reactions_to
from community.comments.screens.places import page_pk_of, place_open_to, shown_comment
from community.models.conversation import Reaction
from community.models.members import Member
from community.visibility import Reading, reader, reading_of

TAKEN_BACK = "-"
"""What begins the value of a button that takes a reaction back."""


@never_cache
@require_http_methods(["GET", "POST"])
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a reaction or take it back, then go back to the comment; a script asks for its reactions alone."""
    comment = shown_comment(pk)
    member = reader(request)
    if member is None:
        return _sign_in_first(request, comment)
    place_open_to(page_pk_of(comment), member)
    if request.method == "POST":
        _press(request, comment, member)
    if request.headers.get("X-Requested-With") == "fetch":
        return _reactions(request, comment, member)
    return redirect(comment.get_absolute_url())


def _sign_in_first(request: HttpRequest, comment: PeerComment) -> HttpResponse:
    """Nothing was typed: after signing in, the comment itself; 404 below a page that is hidden."""
    # The address of a page says its title: it is told to those alone who may read it.
    page = comment.content_object
    reading = reading_of(page=page, member=None) if page else Reading.REFUSED
    if reading is Reading.REFUSED:
        raise Http404
    return redirect_to_login(comment.get_absolute_url() if reading is Reading.EVERYBODY else request.get_full_path())


def _press(request: HttpRequest, comment: PeerComment, member: Member) -> None:
    pressed = request.POST.get("reaction", "")
    kind = pressed.removeprefix(TAKEN_BACK)
    if kind not in Reaction.Kind.values:
        return
    try:
        react_to(comment=comment, member=member, kind=Reaction.Kind(kind), is_given=pressed.startswith(TAKEN_BACK))
    except Refused:
        messages.info(request, _("Ce commentaire ne reçoit pas de réaction."))


def _reactions(request: HttpRequest, comment: PeerComment, member: Member) -> HttpResponse:
    reactions = reactions_to(comments=[comment.pk], member=member)[comment.pk]
    said = {"pk": comment.pk, "is_own": comment.user_id == member.pk, "around": {"reactions": reactions}}
    context = {"comment": said, "may_react": True}
    return render(request, "community/comments/reactions.html", context)
