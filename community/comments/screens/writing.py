"""Writing: a comment, a reply, and the half-hour in which one may change them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from community.comments import acts, editing
from community.comments.closing import closing_of
from community.comments.forms import PREFILLED, CommentForm, EditForm
from community.comments.just_said import say_beside
from community.comments.marks import gathers_answers
from community.comments.models import PeerComment
from community.comments.screens.places import own_comment, page_pk_of, place_open_to, shown_comment, way_back
from community.comments.tree import CommentState, state_of
from community.models.members import Member
from community.paging import number_in
from community.unsent import ask_to_sign_in, text_kept, typed_in
from community.visibility import reader

TEMPLATES = "community/comments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where something is about to be said: below this page, in answer to `parent`, quoting `cited`."""

    page: Page
    member: Member
    parent: PeerComment | None = None
    cited: PeerComment | None = None


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Comment a page."""
    member = reader(request)
    if member is None:
        return ask_to_sign_in(request)
    page = place_open_to(page_pk, member)
    return _say(request, Where(page=page, member=member, cited=_cited(request, page)))


@never_cache
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a comment; a reply is not answered, its thread is."""
    member = reader(request)
    if member is None:
        return ask_to_sign_in(request)
    parent = shown_comment(pk)
    page = place_open_to(page_pk_of(parent), member)
    if not acts.may_be_answered(comment=parent):
        raise Http404
    return _say(request, Where(page=page, member=member, parent=parent, cited=_cited(request, page)))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's own comment, for half an hour; too late, the words typed come back with a sentence."""
    member = reader(request)
    if member is None:
        return ask_to_sign_in(request)
    comment = own_comment(pk, member)
    kept, _files = typed_in(request)
    is_reply = comment.parent_id != comment.pk
    if kept is None and not editing.may_edit(comment=comment, member=member):
        raise Http404
    initial = {"comment": comment.comment, "opening": comment.opening}
    form = EditForm(kept, initial=initial, is_reply=is_reply)
    if request.method == "POST" and form.is_valid():
        said = {"text": form.cleaned_data["comment"], "opening": form.cleaned_data.get("opening", "")}
        try:
            changed = editing.edit(comment=comment, member=member, **said)
        except acts.Refused as refusal:
            form.add_error("comment", refusal.sentence)
        else:
            say_beside(request=request, comment=changed, sentence=_told(changed, _("C’est modifié.")))
            return redirect(way_back(comment=changed, member=member))
    return _show_change(request, comment, member, form=form)


def _show_change(request: HttpRequest, comment: PeerComment, member: Member, *, form: EditForm) -> HttpResponse:
    """Below a closed conversation, what may still be done is told before anything is typed."""
    page = comment.content_object
    closing = closing_of(page=page) if page else None
    is_held = state_of(row=comment) is CommentState.HELD
    context = {"comment": comment, "form": form, "closing": closing, "is_held": is_held}
    context["may_change"] = is_held or closing is None or form.is_bound  # what was typed is not lost
    context["way_back"] = way_back(comment=comment, member=member)
    return render(request, f"{TEMPLATES}/edit.html", context)


def _say(request: HttpRequest, where: Where) -> HttpResponse:
    """Show the form, or post what it holds: refused, it comes back with the text and the reason."""
    options: dict[str, Any] = {"member": where.member, "is_reply": where.parent is not None, "cited": where.cited}
    if request.method == "GET":
        kept = text_kept(request)
        typed = kept.typed if kept else request.GET  # not the date and signature of then
        words = {name: typed.get(given, "") for given, name in PREFILLED.items()} if not kept else {}
        form = CommentForm(where.page, initial=_typed(typed) if kept else words, **options)
        return _show_form(request, where, form=form, is_unsaved=bool(kept))
    form = CommentForm(where.page, data=request.POST, **options)
    if form.is_valid():
        try:
            comment = acts.post(page=where.page, member=where.member, parent=where.parent, **form.said())
        except acts.Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            say_beside(
                request=request, comment=comment, sentence=_told(comment, _("Merci, votre message est en ligne."))
            )
            return redirect(comment.get_absolute_url())
    form.renew()
    return _show_form(request, where, form=form)


def _typed(typed: dict[str, str]) -> dict[str, str]:
    return {name: typed.get(name, "") for name in CommentForm.typed_fields()}


def _told(comment: PeerComment, sentence: str) -> str:
    """What is said beside a comment that is there, or that waits for a facilitator."""
    if comment.is_public:
        return sentence
    return _("Merci, votre message est enregistré. Vous recevrez un e-mail quand il paraîtra.")


def _cited(request: HttpRequest, page: Page) -> PeerComment | None:
    """The comment that the address quotes, if it is shown below this page."""
    number = number_in(request.GET.get("cite", ""))
    if number is None:
        return None
    try:
        comment = shown_comment(number)
    except Http404:
        messages.info(request, _("Le commentaire que vous citiez a été retiré."))
        return None
    return comment if str(comment.object_pk) == str(page.pk) else None


def _show_form(request: HttpRequest, where: Where, *, form: CommentForm, is_unsaved: bool = False) -> HttpResponse:
    context = {
        "page": where.page,
        "form": form,
        "parent": where.parent,
        "cited": where.cited,
        "closing": closing_of(page=where.page),
        "is_unsaved": is_unsaved,
        "is_answered": gathers_answers(page=where.page),
    }
    return render(request, f"{TEMPLATES}/write.html", context)
