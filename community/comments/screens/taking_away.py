"""Taking words away: one's own, or somebody's as a facilitator; and what facilitators read of former words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.comments import acts
from community.comments.editing import versions_of
from community.comments.forms import RemovalForm
from community.comments.just_said import say_beside
from community.comments.models import PeerComment
from community.comments.screens.places import own_comment, shown_comment, way_back
from community.facilitators import for_facilitators
from community.unsent import ask_to_sign_in, member_of, typed_in
from community.visibility import reader

TEMPLATES = "community/comments"
FRONT = "/"
"""Where somebody goes who no longer reads the page (`way_back`)."""


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one's own comment, after a confirmation; also from a page that is no longer visible."""
    member = reader(request)
    if member is None:
        return ask_to_sign_in(request)
    comment = own_comment(pk, member)
    back = way_back(comment=comment, member=member)
    if request.method == "POST":
        acts.withdraw(comment=comment, member=member)
        _say(request, comment, back, _("Votre commentaire est retiré. Les réponses restent."))
        return redirect(back)
    return render(request, f"{TEMPLATES}/withdraw.html", {"comment": comment, "way_back": back})


@for_facilitators
@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove somebody's comment, with a reason that its author receives: facilitators only."""
    member = member_of(request)
    comment = shown_comment(pk)
    form = RemovalForm(typed_in(request)[0])
    back = way_back(comment=comment, member=member)
    if request.method == "POST" and form.is_valid():
        removed = acts.remove(comment=comment, facilitator=member, reason=form.cleaned_data["reason"])
        _say(request, comment, back, _what_was_removed(removed))
        return redirect(back)
    return render(request, f"{TEMPLATES}/remove.html", {"comment": comment, "way_back": back, "form": form})


@for_facilitators
@never_cache
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The words that a comment had before its author changed them: facilitators only."""
    comment = shown_comment(pk)
    back = way_back(comment=comment, member=member_of(request))
    context = {"comment": comment, "versions": versions_of(comment=comment), "way_back": back}
    return render(request, f"{TEMPLATES}/versions.html", context)


def _what_was_removed(removed: PeerComment | None) -> str:
    if removed is None:
        return _("Ce commentaire venait d’être retiré : rien d’autre n’est parti.")
    if removed.user is None or not removed.user.is_active:
        return _("Le commentaire est enlevé. Qui l’a écrit n’a plus de compte ouvert : rien ne lui est envoyé.")
    return _("Le commentaire est enlevé, et la personne qui l’a écrit est prévenue, avec votre explication.")


def _say(request: HttpRequest, comment: PeerComment, back: str, sentence: str) -> None:
    """Beside the empty place; at the top of the page where there is none: it was held, or its page is hidden."""
    if comment.is_public and back != FRONT:
        say_beside(request=request, comment=comment, sentence=sentence)
    else:
        messages.success(request, sentence)
