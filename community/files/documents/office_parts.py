"""Each part of an office document, without the names it holds: properties, comments, tracked changes, photographs.

The text itself is never touched, nor what comments say: only who wrote them.
"""

import re
from collections.abc import Callable
from io import BytesIO

from django.core.exceptions import ValidationError

from community.files.documents import photographs
from community.files.documents.refusals import Refused
from community.files.recordings.recording import MP4, forget_notes

SOMEBODY = b"Auteur"
PACKAGE = b"http://schemas.openxmlformats.org/"
XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EMPTY = {
    "docprops/core.xml": XML + b'<cp:coreProperties xmlns:cp="%spackage/2006/metadata/core-properties"/>' % PACKAGE,
    "docprops/app.xml": XML + b'<Properties xmlns="%sofficeDocument/2006/extended-properties"/>' % PACKAGE,
    "docprops/custom.xml": XML + b'<Properties xmlns="%sofficeDocument/2006/custom-properties"/>' % PACKAGE,
}
CORE = EMPTY["docprops/core.xml"]
EMPTY_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/>'
    b"</office:document-meta>"
)
# A picture of the first page as it once was, and the versions kept inside.
PRINTER = re.compile(r"^(xl|word|ppt)/printerSettings/", re.I)  # its name, in bytes that only its driver reads
DROPPED = re.compile(r"^(docProps/thumbnail\.\w+|Thumbnails/.*|Versions/.*|VersionList\.xml)$", re.I)
RECORDING = re.compile(rf"\.({'|'.join(MP4)}|webm|wav|mp3|oga|ogg|opus)$", re.I)
OPAQUE = re.compile(r"(^|/)embeddings/[^/]*\.(?!docx$|xlsx$|pptx$)\w+$", re.I)
LONGEST_LIST = 2 * 1024 * 1024  # bytes, of what a document is made of: ten thousand parts take half of it
# Each pattern below reads a part once, whatever is in it: `[^<>]` stops at the next tag, never at the end of the part.
QUOTED = rb"""(?:"[^"]*"|'[^']*')"""
# What is passed over on the way to an attribute: the text between tags, which may say « author="…" » too, and whatever
# holds signs that are not of the XML. The last two end with the part where nothing ends them.
TEXT = rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|>[^<]*"
Rule = tuple[re.Pattern[bytes], bytes | Callable[[re.Match[bytes]], bytes]]


def _attributes(*names: bytes) -> Rule:
    """Attributes of these names, whatever their prefix, give no name any more."""
    attribute = rb"(\s(?:[\w.-]+:)?(?:%s))\s*=\s*%s" % (b"|".join(names), QUOTED)
    pattern = re.compile(rb"%s|%s|%s" % (TEXT, attribute, QUOTED), re.DOTALL)
    return pattern, lambda found: found[0] if found[1] is None else b'%s="%s"' % (found[1], SOMEBODY)


def _elements(*names: bytes) -> Rule:
    """The text of these elements gives no name any more."""
    return re.compile(rb"(<((?:\w+:)?(?:%s))(?:\s[^<>]*)?>)[^<]+(</\2\s*>)" % b"|".join(names)), rb"\1%s\3" % SOMEBODY


def _removed(pattern: bytes) -> Rule:
    return re.compile(pattern), b""


def _removed_where(tag: bytes, said: bytes) -> Rule:
    """Tags of this name that say this somewhere: looked for in each tag apart, since a pattern would begin again."""
    found = re.compile(said)
    return re.compile(rb"<%s\b[^<>]*/>" % tag), lambda match: b"" if found.search(match[0]) else match[0]


WHO_CHANGED = _attributes(
    *(b"author", b"initials", b"userName", b"lastModifiedBy", b"refreshedBy", b"sourceFile", b"odcFile")
)
ON_A_DISK = rb"(?:file:|[a-zA-Z]:[\\/]|\\\\|/Users/|/home/)"  # paths, on somebody's computer


def _path(attribute: bytes) -> Rule:
    """An attribute that names a file of somebody's computer names none any more."""
    return re.compile(rb"""(\s%s\s*=\s*)(["'])%s[^"']*\2""" % (attribute, ON_A_DISK)), rb"\1\2file:///\2"


RULES: list[tuple[re.Pattern[str], list[Rule]]] = [
    (re.compile(r"^word/people\.xml$"), [_removed(rb"<w15:(?:person|presenceInfo)\b[^<>]*>|</w15:person>")]),
    (
        re.compile(r"^word/(glossary/)?[^/]+\.xml$"),
        [WHO_CHANGED, _removed(rb"<w:(?:connectString|query|udl)\b[^<>]*/>")],  # the list that a letter was sent to
    ),
    (re.compile(r"^customXml/item\d+\.xml$"), [_elements(b"DisplayName", b"creator", b"lastModifiedBy")]),
    (re.compile(r"^xl/persons/.*\.xml$"), [_attributes(b"displayName", b"userId", b"providerId")]),
    (re.compile(r"^xl/(comments[^/]*|comments/.*)\.xml$"), [_elements(b"author")]),
    (
        re.compile(r"^xl/(workbook|connections|revisions/.*|pivotCache/.*)\.xml$"),
        [WHO_CHANGED, _removed(rb"<x15ac:absPath\b[^<>]*/>")],
    ),
    (
        re.compile(r"^ppt/(commentAuthors|authors|changesInfos/.*)\.xml$"),
        [_attributes(b"name", b"initials", b"userId", b"providerId")],
    ),
    (
        re.compile(r"\.rels$"),
        [
            _removed_where(b"Relationship", rb"""/metadata/thumbnail["']"""),
            _path(b"Target"),
        ],
    ),
    (
        re.compile(r"(^|/)(content|styles)\.xml$"),
        [_elements(b"dc:creator", b"meta:creator-initials", b"loext:sender-initials"), _path(b"xlink:href")],
    ),
    (
        re.compile(r"(^|/)settings\.xml$"),
        [(re.compile(rb'(config:name="Printer(?:Name|Setup)"[^<>]{0,200}>)[^<]+'), rb"\1")],
    ),
    (
        re.compile(r"^META-INF/manifest\.xml$"),
        [_removed_where(b"manifest:file-entry", rb"""full-path=["'](?:Thumbnails/|Versions/|VersionList)""")],
    ),
]


def is_dropped(name: str) -> bool:
    """Whether a part is left out of the clean document."""
    return bool(DROPPED.match(name))


def clean_part(name: str, content: bytes) -> bytes:
    """The part without names. Raises Refused for a part that may hold some, and that cannot be read."""
    if OPAQUE.search(name):
        raise Refused("inside", name=name.rsplit("/", 1)[-1])
    if name.endswith(".psmdcp"):  # the same properties, as the programs of .NET name them
        return CORE
    if PRINTER.match(name):
        return bytes(len(content))
    if name.lower() in EMPTY:
        return EMPTY[name.lower()]
    if name.rsplit("/", 1)[-1] == "meta.xml":
        return EMPTY_META
    if RECORDING.search(name):
        return _recording(name, content)
    if name.endswith((".xml", ".rels")):
        return _xml(name, content)
    return photographs.without_notes(content)


def _xml(name: str, content: bytes) -> bytes:
    rules = [rule for where, found in RULES if where.search(name) for rule in found]
    if name.endswith((".rels", "manifest.xml")) and len(content) > LONGEST_LIST:
        raise Refused("too big")
    if rules and b"\0" in content[:64]:  # UTF-16, which no suite writes: our rules would not see the names
        raise Refused("damaged")
    for pattern, replacement in rules:
        content = pattern.sub(replacement, content)
    return content


def _recording(name: str, content: bytes) -> bytes:
    inside = BytesIO(content)
    try:
        forget_notes(file=inside, name=name)
    except ValidationError as error:
        raise Refused("inside", name=name.rsplit("/", 1)[-1]) from error
    return inside.getvalue()
