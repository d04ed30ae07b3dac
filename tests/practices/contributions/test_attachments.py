"""The documents joined to a sheet: whose they may be, and that each is what its name says."""

import tracemalloc
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from community.models import SiteDocument
from community.uploads import DOCUMENTS, check_picture
from practices.contributions.acts import drafts
from practices.contributions.forms.attachments import EXTENSIONS, check_document
from practices.contributions.forms.consent import check_paper
from practices.contributions.forms.files import check_recording
from tests import factories
from tests.factories.small_files import MP3, PDF, package
from tests.practices.contributions.test_drafts import form_for, fresh

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sender", ["teammate", "pilot"])
def test_a_document_that_was_sent_is_joined_by_its_number_by_whoever_sent_it(
    sender: str, request: pytest.FixtureRequest, structure: Any, teammate: Any
) -> None:
    """A form that was refused names by their numbers the files it had received; a teammate's are theirs alone."""
    sent = factories.document()
    SiteDocument.objects.filter(pk=sent.pk).update(
        collection=structure.space.collection, uploaded_by_user=request.getfixturevalue(sender)
    )
    page = factories.sheet(structure=structure, live=False)
    drafts.save(page=page, member=teammate, form=form_for(page, structure, teammate, document=[str(sent.pk)]))
    joined = [row.document for row in drafts.draft_of(page=fresh(page)).attachments.all()]
    assert joined == ([sent] if sender == "teammate" else [])


def office(main: str, *others: str) -> bytes:
    """An office document of Microsoft's: the types of its parts say which."""
    types = "".join(
        f'<Override ContentType="application/vnd.openxmlformats-officedocument.{one}+xml"/>' for one in others
    )
    main_type = f'<Override ContentType="application/vnd.openxmlformats-officedocument.{main}.main+xml"/>'
    return package({"[Content_Types].xml": f"<Types>{types}{main_type}</Types>".encode(), "a.xml": b"<a/>"})


def open_document(kind: str) -> bytes:
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<office/>"})


SAID = "Prénom;Ville\r\nZoé;Béthune\r\n"
REAL = {
    "csv": SAID.encode("cp1252"),
    "docx": office("wordprocessingml.document", "wordprocessingml.styles", "spreadsheetml.sheet"),
    "odp": open_document("presentation"),
    "ods": open_document("spreadsheet"),
    "odt": open_document("text"),
    "pdf": PDF,
    "pptx": office("presentationml.presentation"),
    "rtf": rb"{\rtf1 Un banc}",
    "txt": SAID.encode("utf-16"),
    "xlsx": office("spreadsheetml.sheet"),
}
OTHER = {
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "a programme": b"MZ\x90\x00" + bytes(400),
    "a sound": MP3,
    "random after the mark of a wide text": b"\xff\xfe" + bytes(range(1, 256)) * 40,
    "an archive": package({"a.txt": b"x"}),
    "two main parts": office("spreadsheetml.sheet", "wordprocessingml.document.main"),
}


def is_taken(content: bytes, ending: str) -> bool:
    try:
        check_document(SimpleUploadedFile(f"a.{ending}", content))
    except ValidationError:
        return False
    return True


def test_every_ending_that_is_offered_is_known_by_its_content() -> None:
    assert set(EXTENSIONS) == set(DOCUMENTS) == set(REAL)


@pytest.mark.parametrize("ending", REAL)
def test_a_document_is_taken_under_its_own_name_and_no_other(ending: str) -> None:
    is_text = ending in ("csv", "txt")  # a list with commas is a text as well
    own = {"csv", "txt"} if is_text else {ending}
    assert {name for name, content in REAL.items() if is_taken(content, ending)} == own


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (office("wordprocessingml.template"), "docx"),
        (office("spreadsheetml.template"), "xlsx"),
        (office("presentationml.template"), "pptx"),
        (open_document("text-template"), "odt"),
        (open_document("spreadsheet-template"), "ods"),
        (open_document("presentation-template"), "odp"),
    ],
)
def test_a_document_made_to_be_filled_in_is_taken_under_the_name_that_its_owner_gave_it(
    content: bytes, ending: str
) -> None:
    """A « modèle » of a word processor is what people share; the program opens it under either ending."""
    assert [name for name in DOCUMENTS if is_taken(content, name)] == [ending]


@pytest.mark.parametrize("content", OTHER)
def test_what_is_no_document_is_taken_under_no_name(content: str) -> None:
    assert [ending for ending in DOCUMENTS if is_taken(OTHER[content], ending)] == []


@pytest.mark.parametrize(
    "said", ["BM;Ville", "MZ", "ID3;nom", "II*", "GIF87a", "été", "a\x0bb\x1d", "a\x07", "%", "😀" * 5000]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_a_text_whatever_its_first_letters(said: str, encoding: str) -> None:
    assert is_taken(said.encode(encoding), "csv")


@pytest.mark.parametrize("check", [check_recording, check_picture, check_paper])
def test_an_archive_is_not_opened_under_the_name_of_a_film_or_a_picture(check: Any) -> None:
    """Its list of parts, never read before its weight is looked at, would take the memory of the site."""
    parts = package({f"{number:05}": b"" for number in range(5_000)})
    name = "a.mp4" if check is check_recording else "a.png"
    sent = SimpleUploadedFile(name, parts)
    tracemalloc.start()
    try:
        with pytest.raises(ValidationError, match="n’est pas ce que son nom annonce"):
            check(sent)
        assert tracemalloc.get_traced_memory()[1] < 500_000
    finally:
        tracemalloc.stop()
