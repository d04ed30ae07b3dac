"""The file that somebody takes along: a page to read, the same as data, and their files, in one archive (ZIP).

It bears its name only once it is whole. What is text is made smaller; a film or a photograph is already.
"""

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone

from community.files.storing import NoRoom
from community.models import Member
from community.rights.what_we_keep import KeptPart, TakenFile

COPIED_AT_ONCE = 1024 * 1024  # bytes between two words of how far it is
FOR_THE_TEXTS = 16 * 1024 * 1024  # bytes of room asked for, beside the files


def folder() -> Path:
    """Where archives wait for their owners: beside the site's data, where no web server looks."""
    return Path(settings.DATA_DIR) / "archives"


def pack(*, member: Member, parts: list[KeptPart], name: str, tell: Callable[[int], None]) -> int:
    """Write the archive of these parts under this name; returns how many bytes it takes.

    `tell` is called with the number of files that are in; it may raise, to stop.

    Raises NoRoom where the disk is full, and leaves nothing behind.
    """
    files = [file for part in parts for file in part.files if default_storage.exists(file.stored)]
    place = folder() / name
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _check_room(sum(default_storage.size(file.stored) for file in files))
    try:
        with open(place, "wb", opener=_ours_only) as whole, zipfile.ZipFile(whole, "w", allowZip64=True) as archive:
            _write_texts(archive, member, parts)
            for done, file in enumerate(files):
                _write_file(archive, file, tell=partial(tell, done))
            tell(len(files))
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return place.stat().st_size


def _ours_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _check_room(size: int) -> None:
    if shutil.disk_usage(folder()).free < size + FOR_THE_TEXTS + settings.DISK_LEFT_FREE:
        raise NoRoom(28, "no room for an archive")


def _write_texts(archive: zipfile.ZipFile, member: Member, parts: list[KeptPart]) -> None:
    page = render_to_string("community/rights/archive.html", {"member": member, "parts": parts, "on": timezone.now()})
    data = json.dumps({part.key: part.rows for part in parts}, ensure_ascii=False, indent=2)
    for name, text in (("index.html", page), ("data.json", data)):
        archive.writestr(name, text, compress_type=zipfile.ZIP_DEFLATED)


def _write_file(archive: zipfile.ZipFile, file: TakenFile, *, tell: Callable[[], None]) -> None:
    with default_storage.open(file.stored) as source, archive.open(_stored(file), "w", force_zip64=True) as target:
        _copy(source, target, tell)


def _stored(file: TakenFile) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(file.called, date_time=timezone.localtime().timetuple()[:6])


def _copy(source: IO[bytes], target: IO[bytes], tell: Callable[[], None]) -> None:
    while chunk := source.read(COPIED_AT_ONCE):
        target.write(chunk)
        tell()
