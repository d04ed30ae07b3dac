"""The photographs of a sheet: sent files become pictures of the structure at once, so that a refused form loses none.

As for the documents (`attachments`): hidden fields name those already kept, and one taken off a draft stays on the page
on line until another version is approved.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.models import Member, SiteImage, StructurePage
from community.paging import number_in
from community.typed_text.characters import is_blank
from community.uploads import KINDS, TAKEN, PictureUpload, keep_picture
from practices.models import PracticePage, PracticePicture
from practices.models.sheets import MOST_PICTURES, NOT_AGREED, NOT_DESCRIBED

SMALL = "max-165x165"  # as in the admin's lists: made once for both
PARTS = ("alt", "agreement")
OF_A_PICTURE = PracticePicture._meta.get_field("alt"), PracticePicture._meta.get_field("agreement")


class PictureFields:
    """The part of a sheet's form that keeps, orders, removes and receives photographs; mixed into a form."""

    fields: dict[str, forms.Field]
    data: Any
    cleaned_data: dict[str, Any]
    is_bound: bool
    instance: PracticePage
    structure: StructurePage
    member: Member
    errors: Any
    add_error: Callable[..., None]

    def add_picture_fields(self) -> None:
        """For each picture kept: what it shows, the agreement, a box to remove it; then the places for new ones."""
        self._rows = {row.image_id: row for row in self.instance.pictures.all()}
        self.pictures_kept = self._pictures_kept()
        self.new_pictures: list[PracticePicture] = []
        for place, image in enumerate(self.pictures_kept, start=1):
            self._add_fields_of(f"picture_{image.pk}", place=place, seen=image)
            self.fields[f"picture_{image.pk}_remove"] = forms.BooleanField(
                label=_("Photographie %(place)d : l’enlever de la fiche") % {"place": place}
            )
        if len(self.pictures_kept) > 1:
            self.fields["picture_first"] = forms.ChoiceField(
                label=gettext_lazy("La photographie qui ouvre la fiche"),
                choices=[
                    (str(image.pk), f"{place}. {self._name_of(image)}")
                    for place, image in enumerate(self.pictures_kept, start=1)
                ],
                initial=str(self.pictures_kept[0].pk),
            )
        for number in self._places():
            place = len(self.pictures_kept) + number
            self.fields[f"photo_{number}"] = PictureUpload(
                label=_("Photographie %(place)d à joindre") % {"place": place},
                help_text=self._help(number),
                widget=forms.FileInput(attrs={"accept": TAKEN}),
            )
            self._add_fields_of(f"photo_{number}", place=place)

    def picture_names(self) -> list[str]:
        """The names of these fields, in the order of the screen."""
        kept = [f"picture_{image.pk}_{part}" for image in self.pictures_kept for part in (*PARTS, "remove")]
        first = ["picture_first"] if "picture_first" in self.fields else []
        new = [f"photo_{number}{part}" for number in self._places() for part in ("", *(f"_{part}" for part in PARTS))]
        return kept + first + new

    def refuse_too_many(self) -> None:
        """A picture beyond the fourth is told beside its field; the others, and all that is typed, are kept."""
        left = MOST_PICTURES - len(self._still_wanted())
        for number in self._places():
            if self.cleaned_data.get(f"photo_{number}"):
                left -= 1
                if left < 0:
                    said = _("Quatre photographies au plus : enlevez-en une, puis joignez celle-ci de nouveau.")
                    self.add_error(f"photo_{number}", said)

    def store_pictures(self) -> None:
        """Make pictures of the valid files just sent, in the collection of the structure. Safe to call twice.

        One that the disk has no room for is told beside its field.
        """
        for number in self._places():
            file = self.cleaned_data.pop(f"photo_{number}", None)
            if not file:
                continue
            alt, agreement = (self.cleaned_data.get(f"photo_{number}_{part}") for part in PARTS)
            title = alt or Path(file.name).name
            try:
                image = keep_picture(file=file, title=title, structure=self.structure, member=self.member)
            except ValidationError as refusal:
                self.add_error(f"photo_{number}", refusal)
            else:
                self.new_pictures.append(PracticePicture(image=image, alt=alt or "", agreement=bool(agreement)))

    def carry_pictures(self, data: Any) -> None:
        """Name the pictures kept and just stored, so that the next form shows them; what was typed of others moves."""
        data.setlist("picture", [str(row.image_id) for row in self._wanted_pictures()])
        for row in self.new_pictures:
            data[f"picture_{row.image_id}_alt"] = row.alt
            if row.agreement:
                data[f"picture_{row.image_id}_agreement"] = "on"
        typed = [[data.get(f"photo_{number}_{part}") for part in PARTS] for number in self._refused_pictures()]
        for number in range(1, MOST_PICTURES + 1):
            for part in PARTS:
                data.pop(f"photo_{number}_{part}", None)
        for number, values in enumerate(typed, start=1):
            for part, value in zip(PARTS, values, strict=True):
                if value:
                    data[f"photo_{number}_{part}"] = value

    def carried_picture(self, name: str) -> str:
        """The empty places move up when some pictures were kept: a refusal follows its file."""
        for place, number in enumerate(self._refused_pictures(), start=1):
            if name == f"photo_{number}":
                return f"photo_{place}"
        return name

    def fill_pictures(self) -> None:
        """Give the page the pictures wanted; rows that stay are the same rows, so that a revision compares well."""
        wanted = self._wanted_pictures()
        for order, row in enumerate(wanted):
            row.sort_order = order
        self.instance.pictures.set(wanted)

    def tell_what_pictures_lack(self, sentence: str) -> None:
        """Beside each picture that lacks something, and above the form where no field is its own."""
        told = False
        for row in self.instance.pictures.all():
            for part, lacks, said in (
                ("alt", is_blank(row.alt), NOT_DESCRIBED),
                ("agreement", not row.agreement, NOT_AGREED),
            ):
                name = f"picture_{row.image_id}_{part}"
                if lacks and name in self.fields:
                    told = True
                    self.add_error(name, said)
        if not told:
            self.add_error(None, sentence)

    def _wanted_pictures(self) -> list[PracticePicture]:
        """In their order: the one chosen to be first, then the others."""
        first = str(self.cleaned_data.get("picture_first") or "")
        kept = [self._row_of(image) for image in self._still_wanted()]
        return sorted([*kept, *self.new_pictures], key=lambda row: str(row.image_id) != first)

    def _row_of(self, image: SiteImage) -> PracticePicture:
        row = self._rows.get(image.pk) or PracticePicture(image=image)
        row.alt = self.cleaned_data.get(f"picture_{image.pk}_alt", row.alt)
        row.agreement = self.cleaned_data.get(f"picture_{image.pk}_agreement", row.agreement)
        return row

    def _still_wanted(self) -> list[SiteImage]:
        return [image for image in self.pictures_kept if not self.cleaned_data.get(f"picture_{image.pk}_remove")]

    def _refused_pictures(self) -> list[int]:
        return [number for number in self._places() if f"photo_{number}" in self.errors]

    def _places(self) -> range:
        """One at least: whoever removes a picture may replace it at once."""
        return range(1, max(MOST_PICTURES - len(self.pictures_kept), 1) + 1)

    def _pictures_kept(self) -> list[SiteImage]:
        """The draft's pictures; in a form sent back, those it names among these and the member's own uploads."""
        own = {key: row.image for key, row in self._rows.items()}
        if not self.is_bound or "revision" not in self.data:
            return list(own.values())
        named = [pk for typed in self.data.getlist("picture")[:50] if (pk := number_in(typed)) is not None]
        others = SiteImage.objects.filter(
            pk__in=set(named) - own.keys(), collection=self.structure.space.collection, uploaded_by_user=self.member
        )
        found = own | {image.pk: image for image in others}
        return [found[pk] for pk in dict.fromkeys(named) if pk in found][: max(MOST_PICTURES, len(own))]

    def _add_fields_of(self, prefix: str, *, place: int, seen: SiteImage | None = None) -> None:
        """Numbered: two fields that bear one name are told apart by nobody who hears them."""
        alt, agreement = OF_A_PICTURE
        row = self._rows.get(seen.pk) if seen else None
        self.fields[f"{prefix}_alt"] = forms.CharField(
            label=_("Photographie %(place)d : ce qu’elle montre") % {"place": place},
            help_text=_beside(seen, alt.help_text),
            initial=row.alt if row else "",
            max_length=alt.max_length,
        )
        self.fields[f"{prefix}_agreement"] = forms.BooleanField(
            label=_("Photographie %(place)d : %(said)s") % {"place": place, "said": agreement.verbose_name},
            help_text=agreement.help_text,
            initial=bool(row and row.agreement),
        )

    def _name_of(self, image: SiteImage) -> str:
        row = self._rows.get(image.pk)
        return (row.alt if row else "") or image.title

    def _help(self, number: int) -> Any:
        if number > 1 or self.pictures_kept:
            return KINDS
        return format_html("{} {}", KINDS, _("La première ouvre la fiche, en grand, et sa carte dans les listes."))


def alternatives(pictures: Iterable[PracticePicture]) -> str:
    """What several pictures show, one a line, in their order."""
    return "\n".join(row.alt or row.image.title for row in pictures)


def _beside(image: SiteImage | None, help_text: Any) -> Any:
    """The picture itself, small, above what helps to describe it."""
    small = image.get_rendition(SMALL) if image else None
    if small is None or not small.width:
        return help_text
    return format_html(
        '<img src="{}" width="{}" height="{}" alt=""><br>{}', small.url, small.width, small.height, help_text
    )
