"""The facilitators' screens: what waits, and one submission with what changed since it was last read."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BooleanField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.limits import LimitedField
from community.paging import page_asked
from community.unsent import member_of, typed_in
from practices.contributions.acts import drafts, refusals, review, states
from practices.contributions.queries import last_read_version, submission_of, waiting_for_review
from practices.contributions.screens.access import contribution_or_404, for_facilitators
from practices.contributions.screens.preview import read_in_place
from practices.contributions.screens.standing import labelled

MARKS = re.compile(r'<span class="(deletion|addition)">(.*?)</span>', re.DOTALL)


class ReviewForm(forms.Form):
    """A comment, which asking for changes requires, and the version that was read."""

    bound_field_class = LimitedField

    comment = forms.CharField(
        label=gettext_lazy("Votre message à l’équipe"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Indispensable pour demander des changements. L’équipe le reçoit par e-mail."),
    )
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].widget.attrs.pop("maxlength", None)


@for_facilitators
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a facilitator, the oldest first, twenty a page."""
    submissions = waiting_for_review(number=page_asked(request=request))
    return render(request, "practices/contributions/waiting.html", {"submissions": submissions})


@for_facilitators
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """One submission: its text, what changed, what is missing, and the answer, all on one page."""
    page, _kind = contribution_or_404(request, pk)
    form = ReviewForm(typed_in(request)[0], initial={"read": page.latest_revision_id})
    if request.method == "POST" and form.is_valid() and _answer(request, page, form):
        return redirect("contributions:waiting")
    draft = drafts.draft_of(page=page)
    context = read_in_place(request, draft) | {
        "state": states.state_of(page),
        "form": form,
        "missing": labelled(draft, drafts.missing_of(page=draft)),
        "changes": _changes(request, page, draft),
        "submission": submission_of(page=page),
    }
    return render(request, "practices/contributions/review.html", context)


def _answer(request: HttpRequest, page: Any, form: ReviewForm) -> bool:
    """Do what the button says; returns whether it is done. Otherwise the form says why."""
    said = {"page": page, "member": member_of(request), "comment": form.cleaned_data["comment"]}
    said["read"] = form.cleaned_data["read"]
    try:
        if request.POST.get("action") == "approve":
            review.approve(**said)
            messages.success(request, _("C’est publié. L’équipe est prévenue."))
        else:
            review.ask_for_changes(**said)
            messages.success(request, _("Votre message est parti : l’équipe reprend son texte."))
    except ValidationError as refusal:
        form.add_error("comment", refusal.messages)
    except refusals.Incomplete:
        form.add_error(None, _("Cette page ne peut pas être publiée tant qu’il lui manque ce qui est listé plus haut."))
    except refusals.Outdated:
        form.add_error(
            None, _("Une nouvelle version est arrivée pendant votre lecture : relisez-la avant de répondre.")
        )
        data: Any = form.data
        form.data = data = data.copy()
        data["read"] = page.latest_revision_id
    except refusals.NotAllowed as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def _changes(request: HttpRequest, page: Any, draft: Any) -> list[tuple[str, SafeString]]:
    """What differs from the version read before: Wagtail's own comparison, marked with <ins> and <del>."""
    former = last_read_version(page=page)
    if former is None:
        return []
    panel = type(draft).get_edit_handler().get_bound_panel(instance=draft, request=request, form=None)
    compared = [compare(former, draft) for compare in panel.get_comparison()]
    return [(field.field_label(), _difference(field)) for field in compared if field.has_changed()]


def _difference(compared: Any) -> SafeString:
    """Of a field, its texts; of rows below the page (documents joined), a line for each that came, went or changed."""
    if not compared.is_child_relation:
        return _told(compared)
    lines = []
    for row in compared.get_child_comparisons():
        said = [_told(field) for field in row.get_field_comparisons()]
        text = format_html_join(" · ", "{}", ((one,) for one in said if one))
        if row.is_addition():
            lines.append(format_html("<ins>{}</ins>", text))
        elif row.is_deletion():
            lines.append(format_html("<del>{}</del>", text))
        elif row.has_changed():
            lines.append(text)
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def _told(field: Any) -> SafeString:
    """A tick is « oui » or « non », in the words of the form and not in Python's."""
    html = str(field.htmldiff())
    if isinstance(field.field, BooleanField):
        html = html.replace("True", _("oui")).replace("False", _("non"))
    return _marked(html)


def _marked(html: str) -> SafeString:
    """The comparison's own HTML (it escapes the texts), with the marks that screen readers know."""
    names = {"deletion": "del", "addition": "ins"}
    return mark_safe(MARKS.sub(lambda found: f"<{names[found[1]]}>{found[2]}</{names[found[1]]}>", str(html)))
