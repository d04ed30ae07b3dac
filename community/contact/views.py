"""The page where a member writes to a structure."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from community.contact.acts import NotContactable, TooManyMessages, pass_on, structure_to_write_to
from community.contact.forms import ContactForm
from community.unsent import signed_in, typed_in
from community.visibility import reader, visible_to


@signed_in
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Write to the structure behind a card or a sheet; 404 when it does not accept messages."""
    member = reader(request)
    assert member is not None  # noqa: S101 signed_in
    page = get_object_or_404(visible_to(Page.objects.all(), member), pk=page_pk).specific
    try:
        structure = structure_to_write_to(page=page, sender=member)
    except NotContactable:
        raise Http404 from None
    form = ContactForm(typed_in(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            pass_on(page=page, sender=member, text=form.cleaned_data["text"], request=request)
        except TooManyMessages:
            form.add_error(
                "text",
                _("Vous avez écrit plusieurs messages dans l’heure : gardez celui-ci et renvoyez-le tout à l’heure."),
            )
        else:
            messages.success(request, _("Votre message est parti. La structure vous répondra à votre adresse."))
            return redirect(page.get_url(request))
    return render(request, "community/contact/write.html", {"form": form, "page": page, "structure": structure})
