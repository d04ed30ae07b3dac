"""An office document with a wrong byte, wherever it is: refused in words or taken, never a fault of the site."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from community.files.documents import office


@pytest.mark.parametrize("squeezed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_byte_that_is_wrong_anywhere_in_a_package_is_no_fault_of_ours(squeezed: int) -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", squeezed) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>" * 9)
        packed.writestr("word/document.xml", "<w:t>Un banc devant la porte.</w:t>")
    for place in range(len(whole.getvalue())):
        content = bytearray(whole.getvalue())
        content[place] ^= 0xFF
        for ask in (office.without_notes, office.media_type):
            with suppress(ValidationError):
                ask(BytesIO(content))
