"""« Mon compte »: the page, and what saves each of its blocks, alone, with or without JavaScript."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.home.addresses import asked_by
from community.accounts.home.beside import just_kept, say_beside
from community.accounts.home.blocks import BLOCKS, AccountBlock
from community.accounts.home.forms import BlockForm
from community.accounts.home.keeping import remove_photo
from community.accounts.home.queries import account_of
from community.models import Member
from community.unsent import signed_in, tell_lost, typed_in
from community.visibility import reader

BY_SCRIPT = "fetch"
"""What `static/js/alone.js` says in `X-Requested-With`: the block alone is answered, not the page."""


@signed_in
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everything that a member says of themselves, how they come in, where they belong."""
    return show_page(request, person(request))


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest, name: str) -> HttpResponse:
    """Save one block; refused, it comes back with what was typed and why."""
    block, member = BLOCKS[name], person(request)
    typed, lost = typed_in(request)
    form = block.form(typed, request.FILES or None, member=member)
    tell_lost(form, lost)
    if request.method == "POST" and form.is_valid():
        try:
            block.keep(member, form.cleaned_data)
        except ValidationError as refusal:  # the disk has no room
            form.add_error(None, refusal)
        else:
            return kept(request, block=block.name, sentence=str(block.kept))
    return show_block(request, member, block=block, form=form)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def take_photo_away(request: HttpRequest) -> HttpResponse:
    """Remove the photograph, at once: it is a click to put it back."""
    if request.method == "GET":  # who signed in on the way
        return redirect("account_home")
    remove_photo(member=person(request))
    return kept(request, block="photo", sentence=_("Votre photo est retirée."))


def person(request: HttpRequest) -> Member:
    """The member behind `signed_in`."""
    member = reader(request)
    assert member is not None  # noqa: S101 signed_in
    return member


def kept(request: HttpRequest, *, block: str, sentence: str) -> HttpResponse:
    """Back to the block, which says that it is saved; to a script, the block alone."""
    if is_by_script(request):
        return show_page(request, Member.objects.get(pk=person(request).pk), only=block, said={block: sentence})
    say_beside(request=request, block=block, sentence=sentence)
    return HttpResponseRedirect(f"{reverse('account_home')}#{block}")


def show_block(request: HttpRequest, member: Member, *, block: AccountBlock, form: BlockForm) -> HttpResponse:
    """The page with this block as it was typed; to a script, the block alone."""
    only = block.name if is_by_script(request) else ""
    return show_page(request, member, forms={block.name: form}, only=only)


def is_by_script(request: HttpRequest) -> bool:
    """Whether our script asks, which puts the answer in the place of the block."""
    return request.headers.get("X-Requested-With") == BY_SCRIPT


def show_page(
    request: HttpRequest,
    member: Member,
    *,
    forms: dict[str, BlockForm] | None = None,
    only: str = "",
    said: dict[str, str] | None = None,
) -> HttpResponse:
    """The page, or one block of it; `forms`: those that somebody has typed in; `said`: what is told beside a block."""
    filled = {name: block.form(member=member) for name, block in BLOCKS.items() if not only or only == name}
    context: dict[str, Any] = {
        "person": member,
        "forms": {**filled, **(forms or {})},
        "said": said if said is not None else just_kept(request=request),
    }
    if only:
        return render(request, f"account/blocks/{only}.html", {**context, "address_change": asked_by(member=member)})
    return render(request, "account/home.html", {**context, **account_of(member=member)})
