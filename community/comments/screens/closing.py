"""Closing a conversation with a sentence, or opening it again: facilitators only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from community.comments import closing
from community.comments.forms import CloseConversationForm
from community.comments.just_said import say_at_the_head
from community.comments.screens.places import place_open_to
from community.facilitators import for_facilitators
from community.models.conversation import ConversationState
from community.unsent import member_of, typed_in


@for_facilitators
@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Close the conversation of a page, change the sentence that says why, or open it again.

    What a colleague did since the form was shown is told first, and what was typed stays.
    """
    member = member_of(request)
    page = place_open_to(page_pk, member)
    closed = closing.closing_of(page=page)
    form = CloseConversationForm(typed_in(request)[0], initial={"sentence": closed.sentence if closed else ""})
    try:
        if request.method == "POST" and "reopen" in request.POST:
            closing.reopen(page=page, by=member, seen=request.POST.get("seen"))
            return _back(request, page, _("La conversation est ouverte de nouveau."))
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data["sentence"]
            closing.close(page=page, by=member, sentence=said, seen=request.POST.get("seen"))
            return _back(request, page, _("La conversation est fermée. Ce qui a été dit reste en ligne."))
    except closing.StandsOtherwise as changed:
        closed = changed.now
        if "reopen" in request.POST:
            form = CloseConversationForm(initial={"sentence": closed.sentence if closed else ""})
        messages.warning(request, _what_changed(closed))
    context = {"page": page, "closed": closed, "form": form, "seen": closing.seen_in(closed)}
    return render(request, "community/comments/close.html", {**context, "way_back": _way_back(page)})


def _what_changed(closed: ConversationState | None) -> str:
    if closed is None:
        return _("Quelqu’un d’autre a rouvert cette conversation entre-temps. Relisez avant d’envoyer.")
    said = _("Quelqu’un d’autre a fermé cette conversation entre-temps : « %(sentence)s » Relisez avant d’envoyer.")
    return said % {"sentence": closed.sentence}


def _back(request: HttpRequest, page: Page, sentence: str) -> HttpResponse:
    say_at_the_head(request=request, sentence=sentence)
    return redirect(_way_back(page))


def _way_back(page: Page) -> str:
    return f"{page.get_absolute_url()}#conversation"
