"""The photographs of a sheet, in its form: four at most, each described and agreed before it is submitted."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.models import SiteImage
from practices.contributions.acts import drafts
from practices.contributions.acts.leftovers import delete_files, files_only_of
from practices.models import PracticePage, PracticePicture
from practices.models.sheets import NOT_AGREED, NOT_DESCRIBED
from tests import factories
from tests.attacks.files.makers_pictures import cut, noted, painted
from tests.practices.contributions.screens import complete, edit_at, text_of

pytestmark = pytest.mark.django_db
ALT = "Deux personnes épluchent des légumes."


def photo(kind: str = "JPEG", name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, noted(kind))


def pictured(sheet: Any, structure: Any, count: int = 1, **fields: Any) -> list[PracticePicture]:
    """The draft of a sheet with photographs, as the team left it."""
    draft = drafts.draft_of(page=fresh(sheet))
    rows = [
        PracticePicture(image=factories.picture(structure=structure), sort_order=order, **fields)
        for order in range(count)
    ]
    draft.pictures.set(rows)
    draft.save_revision(clean=False)
    if not draft.live:
        draft.save()
    return list(drafts.draft_of(page=fresh(sheet)).pictures.all())


def fresh(page: Any) -> Any:
    return PracticePage.objects.get(pk=page.pk)


def sent(client: Client, page: Any, **values: Any) -> Any:
    """The form as a browser sends it back: each photograph kept, with what it says, unless `values` say otherwise."""
    rows = list(drafts.draft_of(page=fresh(page)).pictures.all())
    kept: dict[str, Any] = {"title": "Le jardin partagé", "picture": [row.image_id for row in rows]}
    for row in rows:
        kept[f"picture_{row.image_id}_alt"] = row.alt
        if row.agreement:
            kept[f"picture_{row.image_id}_agreement"] = "on"
    return client.post(edit_at(page), {**kept, "revision": fresh(page).latest_revision_id, **values})


def rows_of(page: Any) -> list[Any]:
    return list(drafts.draft_of(page=fresh(page)).pictures.all())


@pytest.mark.parametrize(
    ("kind", "name"),
    [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif"), ("HEIF", "IMG_2.HEIC")],
)
def test_a_photograph_of_any_usual_kind_is_kept_with_its_words_and_no_note(
    signed_in: Client, draft: Any, structure: Any, kind: str, name: str
) -> None:
    answer = sent(signed_in, draft, photo_1=photo(kind, name), photo_1_alt=ALT, photo_1_agreement="on")
    assert answer.status_code == 302
    (row,) = rows_of(draft)
    assert (row.alt, row.agreement) == (ALT, True)
    assert row.image.collection == structure.space.collection
    with row.image.file.open() as file:
        assert b"Telephone" not in file.read()


def test_a_refused_photograph_loses_nothing_else_and_says_why(signed_in: Client, draft: Any) -> None:
    broken = SimpleUploadedFile("a.jpg", cut(painted("JPEG")))
    answer = sent(
        signed_in,
        draft,
        pitfalls="Le froid.",
        photo_1=photo(),
        photo_1_alt=ALT,
        photo_2=broken,
        photo_2_alt="La table",
        photo_2_agreement="on",
    )
    form = answer.context["form"]
    assert list(form.errors) == ["photo_1"]  # the place moved up: the first one is kept
    assert "abîmée ou incomplète" in form.errors["photo_1"][0]
    assert form["photo_1_alt"].value() == "La table"
    assert form["photo_1_agreement"].value() is True
    assert [row.alt for row in rows_of(draft)] == [ALT]
    assert fresh(draft).pitfalls == "Le froid."


@pytest.mark.parametrize("content", [b"%PDF-1.4\n%%EOF", b"<html><script>alert(1)</script></html>", b""])
def test_what_is_no_picture_is_refused_whatever_its_name(signed_in: Client, draft: Any, content: bytes) -> None:
    answer = sent(signed_in, draft, photo_1=SimpleUploadedFile("a.jpg", content))
    assert "photo_1" in answer.context["form"].errors
    assert not SiteImage.objects.exists()


def test_a_fifth_photograph_is_refused_and_told_beside_its_field(signed_in: Client, draft: Any, structure: Any) -> None:
    pictured(draft, structure, count=4, alt=ALT, agreement=True)
    answer = sent(signed_in, draft, photo_1=photo(), photo_1_alt="La cinquième")
    assert "Quatre photographies au plus" in answer.context["form"].errors["photo_1"][0]
    assert len(rows_of(draft)) == 4
    assert SiteImage.objects.count() == 4


def test_one_may_take_the_place_of_another_in_one_go(signed_in: Client, draft: Any, structure: Any) -> None:
    rows = pictured(draft, structure, count=4, alt=ALT, agreement=True)
    removed = {f"picture_{rows[0].image_id}_remove": "on"}
    assert sent(signed_in, draft, photo_1=photo(), photo_1_alt="La nouvelle", **removed).status_code == 302
    kept = rows_of(draft)
    assert [row.image_id for row in kept[:3]] == [row.image_id for row in rows[1:]]
    assert kept[3].alt == "La nouvelle"


def test_another_one_may_open_the_sheet(signed_in: Client, draft: Any, structure: Any) -> None:
    rows = pictured(draft, structure, count=3, alt=ALT, agreement=True)
    sent(signed_in, draft, picture_first=rows[2].image_id)
    assert [row.image_id for row in rows_of(draft)] == [rows[2].image_id, rows[0].image_id, rows[1].image_id]


def test_saving_without_a_change_adds_no_version(signed_in: Client, draft: Any, structure: Any) -> None:
    pictured(draft, structure, count=2, alt=ALT, agreement=True)
    before = fresh(draft).latest_revision_id
    sent(signed_in, draft, pitfalls="Le froid.")
    once = fresh(draft).latest_revision_id
    sent(signed_in, draft, pitfalls="Le froid.")
    assert before != once == fresh(draft).latest_revision_id


@pytest.mark.parametrize(
    ("fields", "part", "words"),
    [({"agreement": True}, "alt", NOT_DESCRIBED), ({"alt": ALT}, "agreement", NOT_AGREED)],
)
def test_a_photograph_without_words_or_without_agreement_is_not_submitted(
    signed_in: Client, draft: Any, structure: Any, fields: dict[str, Any], part: str, words: Any
) -> None:
    (row,) = pictured(draft, structure, **fields)
    answer = sent(signed_in, draft, **complete(revision=fresh(draft).latest_revision_id), action="submit")
    assert answer.status_code == 200
    assert answer.context["form"].errors[f"picture_{row.image_id}_{part}"] == [str(words)]
    assert fresh(draft).current_workflow_state is None
    # The folded part opens, and the picture stands beside what is asked of it.
    page = text_of(answer)
    assert str(words) in page
    assert row.image.get_rendition("max-165x165").url in page


def test_a_described_and_agreed_photograph_is_submitted_and_reviewed(
    signed_in: Client, draft: Any, structure: Any, facilitator: Any
) -> None:
    pictured(draft, structure, alt=ALT, agreement=True)
    sent(signed_in, draft, **complete(revision=fresh(draft).latest_revision_id), action="submit")
    assert fresh(draft).current_workflow_state is not None
    client = Client()
    client.force_login(facilitator)
    answer = client.get(reverse("contributions:review", args=[draft.pk]))
    assert answer.status_code == 200
    assert f'alt="{ALT}"' in text_of(answer)


def test_what_changed_in_photographs_is_shown_to_who_reviews(
    signed_in: Client, sheet: Any, structure: Any, facilitator: Any
) -> None:
    pictured(sheet, structure, alt=ALT, agreement=True)
    drafts.submit(page=fresh(sheet), member=structure.space.group.user_set.first())
    client = Client()
    client.force_login(facilitator)
    answer = client.get(reverse("contributions:review", args=[sheet.pk]))
    told = dict(answer.context["changes"])["Photographie"]
    assert ALT in told
    assert "oui" in told
    assert "True" not in told


def test_five_photographs_are_too_many_however_they_came(draft: Any, structure: Any) -> None:
    pictured(draft, structure, count=5, alt=ALT, agreement=True)
    assert "4 photographies au plus" in drafts.missing_of(page=drafts.draft_of(page=fresh(draft)))["pictures"]


def test_the_other_version_of_a_conflict_names_its_photographs(
    signed_in: Client, draft: Any, structure: Any, pilot: Any
) -> None:
    opened = fresh(draft).latest_revision_id
    pictured(draft, structure, alt="Une serre", agreement=True)
    answer = signed_in.post(edit_at(draft), {"title": "Le jardin", "revision": opened})
    assert answer.status_code == 409
    assert ("Photographies", "Une serre") in answer.context["conflict"]["differences"]


def test_a_picture_of_another_team_is_not_taken_by_its_number(signed_in: Client, draft: Any, outsider: Any) -> None:
    elsewhere = factories.picture(structure=factories.structure())
    sent(signed_in, draft, picture=[elsewhere.pk])
    assert rows_of(draft) == []


def test_a_draft_thrown_away_takes_its_photographs_with_it(draft: Any, structure: Any) -> None:
    (row,) = pictured(draft, structure, alt=ALT)
    found = files_only_of(page=fresh(draft))
    assert found.rows == [row.image]
    delete_files(found)
    assert not SiteImage.objects.filter(pk=row.image_id).exists()


def test_the_address_of_a_photograph_says_neither_its_day_nor_who_is_on_it(signed_in: Client, draft: Any) -> None:
    for name in ("IMG_20250412_153012.jpg", "Marie-Dupont.jpg"):
        sent(signed_in, draft, photo_1=photo(name=name), photo_1_alt=ALT)
    images = [row.image for row in rows_of(draft)]
    stored = [name for image in images for name in (image.file.name, image.get_rendition("width-60").url)]
    assert len(stored) == 4
    assert not [name for name in stored if "2025" in name or "dupont" in name.lower()]
