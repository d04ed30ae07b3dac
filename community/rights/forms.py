"""The one choice of who leaves: what becomes of their comments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Departure


class LeavingForm(forms.Form):
    """Nothing is chosen in advance."""

    words = forms.ChoiceField(
        label=_("Vos commentaires"),
        choices=[
            (Departure.Words.KEPT, _("Les garder, sans mon nom : on lira « Une personne partie »")),
            (Departure.Words.ERASED, _("Les effacer : leur place reste, vide, et les réponses des autres aussi")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Dites ce que deviennent vos commentaires."),
            "invalid_choice": _("Choisissez l’une des deux réponses."),
        },
    )
