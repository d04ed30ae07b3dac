"""Closing a conversation with a sentence, or opening it again: facilitators only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.comments import closing
from community.comments.forms import CloseConversationForm
from community.comments.just_said import say_at_the_head
from community.comments.screens.places import place_open_to
from community.facilitators import for_facilitators
from community.unsent import member_of, typed_in


@for_facilitators
@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Close the conversation of a page, change the sentence that says why, or open it again."""
    member = member_of(request)
    page = place_open_to(page_pk, member)
    closed = closing.closing_of(page=page)
    back = f"{page.get_absolute_url()}#conversation"
    if request.method == "POST" and "reopen" in request.POST:
        closing.reopen(page=page, by=member)
        say_at_the_head(request=request, sentence=_("La conversation est ouverte de nouveau."))
        return redirect(back)
    form = CloseConversationForm(typed_in(request)[0], initial={"sentence": closed.sentence if closed else ""})
    if request.method == "POST" and form.is_valid():
        closing.close(page=page, by=member, sentence=form.cleaned_data["sentence"])
        sentence = _("La conversation est fermée. Ce qui a été dit reste en ligne.")
        say_at_the_head(request=request, sentence=sentence)
        return redirect(back)
    context = {"page": page, "closed": closed, "form": form, "way_back": back}
    return render(request, "community/comments/close.html", context)
