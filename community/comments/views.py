"""The pages of the conversation: write, reply, withdraw, remove. Each translates one act of `acts.py`."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from community.accounts.factors.gate import kept_for_facilitators
from community.comments import acts
from community.comments.forms import CommentForm, RemovalForm
from community.comments.just_said import say_beside
from community.comments.models import PeerComment
from community.comments.places import open_place
from community.comments.tree import CommentState, state_of
from community.models.members import Member
from community.permissions import may_review
from community.unsent import ask_to_sign_in, text_kept, typed_in
from community.visibility import may_read, reader

TEMPLATES = "community/comments"


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Comment a page."""
    member = reader(request)
    if member is None:
        return ask_to_sign_in(request)
    page = open_place(page_pk=page_pk, member=member)
    if page is None:
        raise Http404
    return _say(request, page=page, member=member, parent=None)


@never_cache
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a comment; a reply is not answered, its thread is."""
    member = reader(request)
    if member is None:
        return ask_to_sign_in(request)
    parent = _shown_comment(pk)
    page = open_place(page_pk=_page_pk(parent), member=member)
    if page is None or not acts.may_be_answered(comment=parent):
        raise Http404
    return _say(request, page=page, member=member, parent=parent)


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one's own comment, after a confirmation; also from a page that is no longer visible."""
    member = reader(request)
    if member is None:
        return ask_to_sign_in(request)
    comment = _shown_comment(pk)
    if comment.user_id != member.pk:
        raise Http404
    if request.method == "POST":
        acts.withdraw(comment=comment, member=member)
        messages.success(request, _("Votre commentaire est retiré. Les réponses restent."))
        return redirect(_way_back(comment=comment, member=member))
    return render(request, f"{TEMPLATES}/withdraw.html", _shown(comment, member))


@kept_for_facilitators
@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove somebody's comment, with a reason that its author receives: facilitators only."""
    member = reader(request)
    if member is None:
        return ask_to_sign_in(request)
    if not may_review(member=member):
        raise Http404
    comment = _shown_comment(pk)
    form = RemovalForm(typed_in(request)[0])
    if request.method == "POST" and form.is_valid():
        acts.remove(comment=comment, facilitator=member, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("Le commentaire est enlevé, et la personne qui l’a écrit est prévenue, avec votre explication.")
        )
        return redirect(_way_back(comment=comment, member=member))
    return render(request, f"{TEMPLATES}/remove.html", {**_shown(comment, member), "form": form})


def _say(request: HttpRequest, *, page: Page, member: Member, parent: PeerComment | None) -> HttpResponse:
    """Show the form, or post what it holds: refused, it comes back with the text and the reason."""
    if request.method == "GET":
        kept = text_kept(request)
        words = {"comment": kept.typed.get("comment", "")} if kept else {}
        form = CommentForm(page, initial=words, is_reply=parent is not None)  # not the date and signature of then
        return _show_form(request, page=page, form=form, parent=parent, is_unsaved=bool(kept))
    form = CommentForm(page, data=request.POST, is_reply=parent is not None)
    if form.is_valid():
        try:
            comment = acts.post(page=page, member=member, text=form.cleaned_data["comment"], parent=parent)
        except acts.Refused as refusal:
            form.add_error("comment", refusal.sentence)
        else:
            say_beside(request=request, comment=comment, sentence=_("Merci, votre message est en ligne."))
            return redirect(comment.get_absolute_url())
    form.renew()
    return _show_form(request, page=page, form=form, parent=parent)


def _show_form(
    request: HttpRequest, *, page: Page, form: CommentForm, parent: PeerComment | None, is_unsaved: bool = False
) -> HttpResponse:
    context = {"page": page, "form": form, "parent": parent, "is_unsaved": is_unsaved}
    return render(request, f"{TEMPLATES}/write.html", context)


def _shown_comment(pk: int) -> PeerComment:
    """A comment that can be read; 404 for one that is withdrawn, removed, hidden or unknown."""
    comment: PeerComment | None = PeerComment.objects.filter(id=pk).first()  # `pk` overflows on huge numbers
    if comment is None or state_of(row=comment) is not CommentState.SHOWN:
        raise Http404
    return comment


def _page_pk(comment: PeerComment) -> int:
    return int(comment.object_pk)


def _shown(comment: PeerComment, member: Member) -> dict[str, object]:
    return {"comment": comment, "way_back": _way_back(comment=comment, member=member)}


def _way_back(*, comment: PeerComment, member: Member) -> str:
    """The comment on its page, or the front page for those who may no longer read it."""
    page = comment.content_object
    return comment.get_absolute_url() if page and may_read(page=page, member=member) else "/"
