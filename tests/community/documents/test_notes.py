"""A document says nothing besides its text: not who wrote it, nor with what, nor where its photographs were taken."""

import zipfile
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from community.files.documents import office, photographs
from community.files.documents import pdf as pdf_door
from community.files.documents.document import without_notes
from community.files.documents.office_parts import clean_part
from community.models import SiteDocument
from practices.contributions.forms.attachments import check_document
from tests.factories.boxes import film
from tests.factories.small_files import PDF, package, pdf

pytestmark = pytest.mark.django_db

WHO = b"Nadia Bensaid"
CORE = b"<cp:coreProperties><dc:creator>Nadia Bensaid</dc:creator></cp:coreProperties>"
CHANGED = b"<w:document><w:ins w:author='Nadia Bensaid' w:date='x'/><w:t>Un banc devant la porte.</w:t></w:document>"


def photograph(kind: str = "JPEG") -> bytes:
    notes = Image.Exif()
    notes[0x010F] = WHO.decode()
    content = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(content, kind, exif=notes)
    return content.getvalue()


def word(**parts: bytes) -> bytes:
    """A text of Word; each argument is a part, `__` for a slash and `_` for a point."""
    named = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    return package({"[Content_Types].xml": b"<Types/>", "word/document.xml": CHANGED, **named})


def open_document(**parts: bytes) -> bytes:
    named = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    return package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>", **named})


def cleaned(ending: str, content: bytes) -> bytes:
    clean = without_notes(file=BytesIO(content), ending=ending)
    assert clean is not None
    kept = clean.read()
    assert without_notes(file=BytesIO(kept), ending=ending) is None, "clean once, clean for ever"
    return kept


def everything_in(content: bytes) -> bytes:
    """All parts of a package, opened."""
    with zipfile.ZipFile(BytesIO(content)) as opened:
        assert opened.testzip() is None
        return b"\n".join(name.encode() + b"\n" + opened.read(name) for name in opened.namelist())


WORD = {
    "core": {"docProps__core_xml": CORE},
    "app": {"docProps__app_xml": b"<Properties><Company>Nadia Bensaid SARL</Company></Properties>"},
    "custom": {"docProps__custom_xml": b"<Properties>Nadia Bensaid</Properties>"},
    "comments": {"word__comments_xml": b'<w:comment w:author="Nadia Bensaid" w:initials="NB">Oui</w:comment>'},
    "people": {
        "word__people_xml": b'<w15:people><w15:person w15:author="Nadia Bensaid"><a/></w15:person></w15:people>'
    },
    "template": {"word___rels__settings_xml_rels": b'<Relationship Target="file:///C:/Users/Nadia Bensaid/a.dotx"/>'},
    "picture": {"word__media__image1_jpg": photograph()},
    "drawing": {"word__media__image1_png": photograph("PNG")},
    "first page": {"docProps__thumbnail_jpeg": WHO},
    "figures inside": {"word__embeddings__a_xlsx": word(docProps__core_xml=CORE)},
}


@pytest.mark.parametrize("case", WORD)
def test_a_text_of_word_names_nobody(case: str) -> None:
    sent = word(**WORD[case])
    kept = everything_in(cleaned("docx", sent))
    if "figures" in case:
        with zipfile.ZipFile(BytesIO(cleaned("docx", sent))) as opened:
            kept += everything_in(opened.read("word/embeddings/a.xlsx"))
    assert WHO not in kept
    assert b"Un banc devant la porte." in kept


@pytest.mark.parametrize(
    "text",
    [
        'une balise &lt;meta author="Jean"&gt;',
        "l'attribut author='Jean'",
        '<![CDATA[ l\' author="Jean" ]]>',
        "a > b author='Jean'",
    ],
)
def test_a_text_that_speaks_of_authors_is_not_changed(text: str) -> None:
    """What stands between tags is what somebody wrote, whatever it looks like; after it, names still go."""
    part = f"""<w:t xml:space='preserve'>{text}</w:t><!-- l'essai --><w:ins w:title="a>b" w:author="Nadia"/>"""
    kept = clean_part("word/document.xml", part.encode()).decode()
    assert kept == part.replace("Nadia", "Auteur")


def test_sheets_and_slides_name_nobody() -> None:
    sheet = word(
        xl__comments1_xml=b"<authors><author>Nadia Bensaid</author></authors>",
        xl__persons__person_xml=b'<person displayName="Nadia Bensaid" id="{1}" userId="n@b" providerId="AD"/>',
        xl__workbook_xml=b'<x15ac:absPath url="/Users/Nadia Bensaid/"/><fileSharing userName="Nadia Bensaid"/>',
        xl__tables__table1_xml=b'<table displayName="Liste"/>',
    )
    slides = word(ppt__commentAuthors_xml=b'<p:cmAuthor id="0" name="Nadia Bensaid" initials="NB"/>')
    assert WHO not in everything_in(cleaned("xlsx", sheet))
    assert b'displayName="Liste"' in everything_in(cleaned("xlsx", sheet))
    assert WHO not in everything_in(cleaned("pptx", slides))


def test_a_text_of_libreoffice_names_nobody() -> None:
    sent = open_document(
        meta_xml=b"<dc:creator>Nadia Bensaid</dc:creator>",
        content_xml=b"<office:annotation><dc:creator>%s</dc:creator><text:p>Un banc</text:p></office:annotation>" % WHO,
        settings_xml=b'<config:config-item config:name="PrinterName" config:type="string">%s</config:config-item>'
        % WHO,
        Thumbnails__thumbnail_png=WHO,
        Pictures__1_jpg=photograph(),
        Versions__Version1=WHO,
    )
    kept = everything_in(cleaned("odt", sent))
    assert WHO not in kept
    assert b"Un banc" in kept
    assert b"Thumbnails" not in kept
    assert kept.startswith(b"mimetype"), "it stands first, or the file is not known for what it is"


def test_a_film_in_slides_is_cleaned_too() -> None:
    with zipfile.ZipFile(BytesIO(cleaned("pptx", word(ppt__media__film_mp4=film())))) as opened:
        assert b"+50.6292" not in opened.read("ppt/media/film.mp4")


def test_a_photograph_keeps_every_point() -> None:
    sent = photograph()
    with zipfile.ZipFile(BytesIO(cleaned("docx", word(word__media__a_jpg=sent)))) as opened:
        kept = opened.read("word/media/a.jpg")
    with Image.open(BytesIO(sent)) as before, Image.open(BytesIO(kept)) as after:
        assert before.tobytes() == after.tobytes()
        assert not after.getexif()


def test_when_each_part_was_saved_is_not_told() -> None:
    with zipfile.ZipFile(BytesIO(cleaned("docx", word(docProps__core_xml=CORE)))) as opened:
        assert {part.date_time[0] for part in opened.infolist()} == {1980}


def test_a_rich_text_names_nobody_and_keeps_its_words() -> None:
    sent = (
        rb"{\rtf1{\info{\author Nadia Bensaid}{\company {\b Nadia Bensaid}}}{\*\revtbl {Unknown;}{Nadia Bensaid;}}"
        rb"{\*\atnauthor Nadia Bensaid}\b Un banc \{devant\} la porte, \information utile.}"
    )
    kept = cleaned("rtf", sent)
    assert WHO not in kept
    assert rb"Un banc \{devant\} la porte, \information utile.}" in kept
    assert kept.count(b"{Auteur;}") == 2


def test_a_pdf_names_nobody() -> None:
    xmp = b"4 0 obj\n<</Type/Metadata/Subtype/XML/Length 13>>stream\nNadia Bensaid\nendstream\nendobj\n"
    remark = b"5 0 obj\n<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(Nadia Bensaid)/Contents(Oui)>>\nendobj\n"
    sent = pdf(trailer=b"/Info<</Author(Nadia Bensaid)/Producer(Word)>>", more=xmp + remark)
    sent = sent.replace(b"/Type/Catalog", b"/Type/Catalog/Metadata 4 0 R").replace(
        b"/Type/Page/", b"/Type/Page/Annots[5 0 R]/"
    )
    kept = cleaned("pdf", sent)
    assert WHO not in kept
    assert b"(Oui)" in kept


def test_what_a_pdf_was_before_it_was_changed_goes() -> None:
    older = PDF + PDF.replace(b"%PDF-1.4\n", b"% Nadia Bensaid\n")
    assert WHO not in cleaned("pdf", older)


def test_a_photograph_in_a_pdf_loses_its_notes() -> None:
    sent = photograph()
    image = (
        b"4 0 obj\n<</Type/XObject/Subtype/Image/Width 40/Height 20/BitsPerComponent 8/ColorSpace/DeviceRGB"
        b"/Filter/DCTDecode/Length %d>>stream\n%s\nendstream\nendobj\n" % (len(sent), sent)
    )
    page = b"/Type/Page/Resources<</XObject<</I 4 0 R>>>>/"
    kept = cleaned("pdf", pdf(more=image).replace(b"/Type/Page/", page))
    assert WHO not in kept
    assert b"/DCTDecode" in kept


@pytest.mark.parametrize(("ending", "content"), [("txt", b"Nadia"), ("csv", b"a;b"), ("vtt", b"WEBVTT"), ("pdf", PDF)])
def test_a_clean_file_is_kept_to_the_byte(ending: str, content: bytes, site: Any) -> None:
    document = SiteDocument.objects.create(title="Un texte", file=ContentFile(content, name=f"a.{ending}"))
    with document.file.open() as file:
        assert file.read() == content


def test_what_is_stored_is_what_was_cleaned(site: Any) -> None:
    sent = ContentFile(word(docProps__core_xml=CORE), name="a.docx")
    document = SiteDocument(title="Un texte", file=sent)
    document._set_document_file_metadata()
    before = document.file_hash
    document.save()
    with document.file.open() as file:
        assert WHO not in everything_in(file.read())
    assert document.file_size == document.file.size
    assert document.file_hash not in ("", before)


REFUSED = {
    "archive": ("a.zip", package({"a.txt": b"x"}), "archive zip"),
    "locked office": ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(500), "mot de passe"),
    "locked odt": (
        "a.odt",
        open_document(**{"META-INF__manifest_xml": b"<manifest:encryption-data/>"}),
        "mot de passe",
    ),
    "signed": ("a.docx", package({"[Content_Types].xml": b"", "_xmlsignatures/sig1.xml": b"x"}), "signature"),
    "signed odt": ("a.odt", open_document(**{"META-INF__documentsignatures_xml": b"x"}), "signature"),
    "object": ("a.docx", word(word__embeddings__oleObject1_bin=b"x"), "oleObject1.bin"),
    "not office": ("a.docx", package({"a.txt": b"x"}), "abîmé"),
    "cut": ("a.docx", word()[:-30], "abîmé"),
    "cut pdf": ("a.pdf", b"%PDF-1.4 rien", "abîmé"),
    "attached": (
        "a.pdf",
        pdf(more=b"9 0 obj\n<</Type/Filespec/F(a.txt)/EF<</F 3 0 R>>>>\nendobj\n").replace(
            b"/Type/Catalog", b"/Type/Catalog/Names<</EmbeddedFiles<</Names[(a)9 0 R]>>>>"
        ),
        "en contient un autre",
    ),
    "signed pdf": (
        "a.pdf",
        PDF.replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</SigFlags 3/Fields[]>>"),
        "signature",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_cleaned_is_refused_and_says_why(case: str) -> None:
    name, content, words = REFUSED[case]
    with pytest.raises(ValidationError, match=words):
        check_document(SimpleUploadedFile(name, content))


def test_a_member_who_sends_an_archive_is_told_what_to_do(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    file = SimpleUploadedFile("documents.zip", package({"a.txt": b"x"}))
    answer = client.post("/partager/fiche/", {"title": "Le parrainage", "action": "save", "upload_1": file})
    assert "Joignez les documents un par un" in answer.content.decode()
    assert not SiteDocument.objects.exists()


@pytest.mark.parametrize("name", ["wagtaildocs:add", "wagtaildocs:add_multiple"])
def test_the_doors_of_the_admin_clean_or_refuse_too(name: str, client: Any, facilitator: Any) -> None:
    client.force_login(facilitator)
    field = "files[]" if "multiple" in name else "file"
    root = facilitator._meta.apps.get_model("wagtailcore", "Collection").get_first_root_node()
    for sent, words in ((word(docProps__core_xml=CORE), None), (REFUSED["signed"][1], "signature")):
        file = SimpleUploadedFile("a.docx", sent)
        answer = client.post(reverse(name), {"title": "Un texte", field: file, "collection": root.pk})
        told = answer.content.decode()
        assert ("qui nomme une personne" in told) == bool(words), told
    with SiteDocument.objects.get().file.open() as file:
        assert WHO not in everything_in(file.read())


@pytest.mark.parametrize(("limit", "value"), [("MOST_BYTES", 200), ("LARGEST_PART", 50), ("MOST_PARTS", 1)])
def test_a_document_that_swells_when_opened_is_refused(limit: str, value: int, monkeypatch: Any) -> None:
    monkeypatch.setattr(office, limit, value)
    with pytest.raises(ValidationError, match="trop gros"):
        without_notes(file=BytesIO(word(word__media__a_bmp=bytes(1000))), ending="docx")


@pytest.mark.parametrize(("limit", "value"), [("MEMORY", 50_000_000), ("SECONDS", 0)])
def test_a_pdf_that_takes_too_much_is_refused_and_the_site_lives(limit: str, value: int, monkeypatch: Any) -> None:
    monkeypatch.setattr(pdf_door, limit, value)
    with pytest.raises(ValidationError, match=r"abîmé|trop gros"):
        without_notes(file=BytesIO(PDF + b"%" + bytes(15_000_000)), ending="pdf")


PARTS_THAT_NAME = {
    "package/services/metadata/core-properties/1a2b.psmdcp": CORE,
    "docprops/Core.xml": CORE,
    "customXml/item1.xml": b"<p><UserInfo><DisplayName>Nadia Bensaid</DisplayName></UserInfo></p>",
    "word/glossary/document.xml": b'<w:ins w:author="Nadia Bensaid"/>',
    "word/settings.xml": b'<w:mailMerge><w:connectString w:val="Data Source=C:\\Nadia Bensaid"/></w:mailMerge>',
    "xl/pivotCache/pivotCacheDefinition1.xml": b'<pivotCacheDefinition refreshedBy="Nadia Bensaid"/>',
    "xl/connections.xml": b'<connection odcFile="C:\\Users\\Nadia Bensaid\\a.odc"/>',
    "xl/printerSettings/printerSettings1.bin": b"Imprimante de Nadia Bensaid",
    "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationship Target="/Users/Nadia Bensaid/a.xlsx"/>',
    "xl/worksheets/_rels/sheet1.xml.rels": b'<Relationship Target="C:\\Users\\Nadia Bensaid\\a.xlsx"/>',
    "ppt/changesInfos/changesInfo1.xml": b'<pc:chgData name="Nadia Bensaid" userId="S::nadia"/>',
    "word/media/a.webp": photograph("WEBP"),
}


@pytest.mark.parametrize("name", PARTS_THAT_NAME)
def test_no_part_of_an_office_document_names_who_made_it(name: str) -> None:
    content = package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", name: PARTS_THAT_NAME[name]})
    assert WHO in PARTS_THAT_NAME[name]
    assert WHO not in everything_in(cleaned("docx", content))


def test_the_second_picture_of_a_telephone_goes_with_its_notes() -> None:
    second = BytesIO()
    notes = Image.Exif()
    notes[0x010F] = WHO.decode()
    first, other = Image.new("RGB", (40, 30), "teal"), Image.new("RGB", (40, 30), "red")
    first.save(second, "MPO", save_all=True, append_images=[other], exif=notes)
    kept = photographs.without_notes(second.getvalue())
    assert WHO not in kept
    assert kept.count(b"\xff\xd8\xff") == 1
    with Image.open(BytesIO(kept)) as picture:
        picture.load()


def test_where_a_text_was_linked_on_a_computer_is_forgotten() -> None:
    content = open_document(content_xml=b'<draw:image xlink:href="file:///home/Nadia Bensaid/a.png"/>')
    assert WHO not in everything_in(cleaned("odt", content))


def test_a_file_hidden_in_a_pdf_is_refused_even_where_no_list_names_it() -> None:
    with pikepdf.open(BytesIO(PDF)) as made:
        made.Root.AF = made.make_indirect(pikepdf.Dictionary(EF=pikepdf.Dictionary(F=made.make_stream(WHO))))
        content = BytesIO()
        made.save(content)
    with pytest.raises(ValidationError) as refusal:
        without_notes(file=content, ending="pdf")
    assert refusal.value.error_list[0].code == "inside"
