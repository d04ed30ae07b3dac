"""The forms of the blocks: one field each, so that two tabs that save different blocks never meet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.limits import LimitedField
from community.models import Member
from community.models.addresses import AddressFormField
from community.typed_text.keywords import once_each, split
from community.uploads import KINDS, TAKEN, PortraitUpload

MOST_WORDS = 12  # subjects: what a colleague reads at a glance
LONGEST_WORD = 60  # characters


class BlockForm(forms.Form):
    """A form of one block, for one member. `kept` is what the block has to keep, by the names of the columns."""

    bound_field_class = LimitedField

    def __init__(self, data: Any = None, files: Any = None, *, member: Member, **kwargs: Any) -> None:
        super().__init__(data, files, initial=self.said_by(member), auto_id="compte-%s", **kwargs)
        self.member = member

    @staticmethod
    def said_by(member: Member) -> dict[str, Any]:
        """What the fields hold before anything is typed."""
        return {}


class NameForm(BlockForm):
    """The displayed name."""

    display_name = forms.CharField(
        label=_("Nom affiché"),
        max_length=80,
        help_text=_("Prénom et initiale, ou le nom que vous voulez montrer aux autres."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Écrivez le nom que les autres liront.")},
    )

    @staticmethod
    def said_by(member: Member) -> dict[str, Any]:
        return {"display_name": member.display_name}


class WorkForm(BlockForm):
    """What they do."""

    work = forms.CharField(
        label=_("En quelques mots"),
        max_length=120,
        required=False,
        help_text=_("Votre métier, votre rôle dans la structure. Exemple : coordinatrice de l’accueil, bénévole."),
    )

    @staticmethod
    def said_by(member: Member) -> dict[str, Any]:
        return {"work": member.work}


class HelpForm(BlockForm):
    """What they can help with: a subject a line, kept once each."""

    can_help = forms.CharField(
        label=_("Les sujets, un par ligne"),
        max_length=800,
        required=False,
        help_text=_("Chacun en un ou quelques mots. Exemple : accueil, réunions courtes, budget."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @staticmethod
    def said_by(member: Member) -> dict[str, Any]:
        return {"can_help": member.can_help}

    def clean_can_help(self) -> str:
        """The subjects, one a line. Raises ValidationError for too many, or for one as long as a sentence."""
        words = once_each(split(self.cleaned_data["can_help"]))
        if len(words) > MOST_WORDS:
            raise ValidationError(
                ngettext(
                    "Gardez %(most)d sujet au plus : vous en avez écrit %(count)d.",
                    "Gardez %(most)d sujets au plus : vous en avez écrit %(count)d.",
                    MOST_WORDS,
                )
                % {"most": MOST_WORDS, "count": len(words)}
            )
        if long := next((word for word in words if len(word) > LONGEST_WORD), ""):
            raise ValidationError(
                _("« %(word)s… » est trop long : %(most)d caractères au plus pour un sujet.")
                % {"word": long[:30], "most": LONGEST_WORD}
            )
        return "\n".join(words)


class PhotoForm(BlockForm):
    """A photograph, given as it will be kept. Nobody must have one; who sends the form has chosen one."""

    photo = PortraitUpload(
        label=_("Choisir une photo"),
        help_text=KINDS,
        required=False,
        widget=forms.FileInput(attrs={"accept": TAKEN}),
    )

    def clean_photo(self) -> Any:
        """Raises ValidationError where no file was chosen."""
        photo = self.cleaned_data["photo"]
        if not photo:
            raise ValidationError(_("Choisissez d’abord une photo."), code="required")
        return photo


class AddressForm(BlockForm):
    """The address that they would rather have. Whether somebody has it is looked at in the end only."""

    address = AddressFormField(
        label=_("Nouvelle adresse e-mail"), error_messages={"required": _("Écrivez votre nouvelle adresse.")}
    )

    def clean_address(self) -> str:
        """Raises ValidationError for the address that is theirs already."""
        address: str = self.cleaned_data["address"]
        if address == self.member.email:
            raise ValidationError(_("C’est déjà l’adresse de votre compte."))
        return address
