"""A member's page, for signed-in members only, and the form that writes to them without showing their address."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.contact.acts import TooManyMessages, may_be_written_to, pass_on_to
from community.contact.forms import ContactForm
from community.models import Member
from community.paging import page_asked
from community.people import page
from community.unsent import signed_in, typed_in
from community.visibility import reader


@signed_in
@never_cache
@require_safe
def member_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who somebody is here: what they do, where they belong, what they published and said that the reader may see."""
    member, person = _both(request, pk)
    context = {
        "person": person,
        "is_own": person.pk == member.pk,
        "may_write": may_be_written_to(person=person, sender=member),
        "places": page.places_of(person=person, member=member),
        "published": page.published_by(
            person=person, member=member, number=page_asked(request=request, name="publications")
        ),
        "said": page.said_by(person=person, member=member, number=page_asked(request=request, name="commentaires")),
    }
    return render(request, "community/people/member.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def write_to_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to a member; 404 for oneself and for a closed account."""
    member, person = _both(request, pk)
    if not may_be_written_to(person=person, sender=member):
        raise Http404
    form = ContactForm(typed_in(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            pass_on_to(person=person, sender=member, text=form.cleaned_data["text"], request=request)
        except TooManyMessages:
            form.add_error(
                "text",
                _("Vous avez écrit plusieurs messages dans l’heure : gardez celui-ci et renvoyez-le tout à l’heure."),
            )
        else:
            sentence = _("Votre message est parti. %(name)s vous répondra à votre adresse.")
            messages.success(request, sentence % {"name": person.display_name})
            return redirect("member", pk=person.pk)
    return render(request, "community/people/write.html", {"form": form, "person": person})


def _both(request: HttpRequest, pk: int) -> tuple[Member, Member]:
    """Who asks, and whom they ask about; 404 where they may not see them."""
    member = _member(request)
    person = page.found(pk=pk, member=member)
    if person is None:
        raise Http404
    return member, person


def _member(request: HttpRequest) -> Member:
    member = reader(request)
    assert member is not None  # noqa: S101 signed_in
    return member
