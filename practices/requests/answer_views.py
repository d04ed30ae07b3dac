"""What is pressed below an answer: « Cela m’a aidé », « En faire une fiche »."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.comments.just_said import say_beside
from community.models import PeerComment
from community.unsent import member_of, signed_in
from community.visibility import may_read
from practices.contributions.queries import contribution_of
from practices.requests import answers, sheets


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark an answer as one that helped, or take the mark back; opened, it leads to the answer."""
    comment = _answer_or_404(request, pk)
    if request.method == "POST":
        act = answers.unmark if request.POST.get("undo") else answers.mark
        try:
            act(comment=comment, member=member_of(request))
        except answers.NotMarked:
            raise Http404 from None
        sentence = (
            _("La marque est enlevée : cette réponse a repris sa place.")
            if act is answers.unmark
            else _("C’est noté : cette réponse se lit maintenant en premier.")
        )
        say_beside(request=request, comment=comment, sentence=sentence)
    return redirect(comment.get_absolute_url())


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def make_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the draft that an answer makes; opened, the address leads to the answer."""
    comment = _answer_or_404(request, pk)
    if request.method == "GET":
        return redirect(comment.get_absolute_url())
    try:
        sheet = sheets.make_sheet(comment=comment, member=member_of(request))
    except sheets.NoSheet:
        raise Http404 from None
    if contribution_of(member=member_of(request), pk=sheet.pk) is None:  # begun in another structure of its author
        messages.info(
            request,
            _("Une autre structure de la personne qui a écrit cette réponse en fait déjà une fiche : écrivez-lui."),
        )
        return redirect(comment.get_absolute_url())
    messages.success(
        request, _("Voici un brouillon, avec les mots de la réponse à leur place. Complétez-le, puis soumettez-le.")
    )
    return redirect("contributions:edit", pk=sheet.pk)


def _answer_or_404(request: HttpRequest, pk: int) -> PeerComment:
    """An answer that this person reads: where it leads says the title of its question."""
    comment: PeerComment | None = PeerComment.objects.filter(id=pk, is_public=True, is_removed=False).first()
    if comment is None or not answers.is_below_a_question(comment=comment):
        raise Http404
    question = comment.content_object
    if question is None or not may_read(page=question, member=member_of(request)):
        raise Http404
    return comment
