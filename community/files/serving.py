"""Sending a stored file: whole or by the piece a player asks for, by ourselves or by the web server in front."""

import mimetypes
import re
from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, http_date
from django.views.static import was_modified_since

from community.files.access import GivenFile

READ_AT_ONCE = 64 * 1024  # bytes
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")  # longer numbers are in no file; Python refuses some
# Shown in place; anything else is downloaded, whatever its owner: an uploaded page or drawing could carry a script.
SHOWN = ("image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "audio/", "video/", "text/vtt")

mimetypes.add_type("text/vtt", ".vtt")
mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("audio/ogg", ".opus")


def send(*, request: HttpRequest, given: GivenFile) -> HttpResponseBase:
    """The response for a file that this person may have. Raises Http404 when the storage has lost it."""
    if not default_storage.exists(given.name):
        raise Http404
    content_type = mimetypes.guess_type(given.name)[0] or "application/octet-stream"
    modified = default_storage.get_modified_time(given.name)
    if settings.SENDFILE_PREFIX:
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        # In %XX, which nginx decodes: a header holds no accents.
        response["X-Accel-Redirect"] = f"{settings.SENDFILE_PREFIX}/{quote(given.name)}"
    elif not was_modified_since(request.headers.get("If-Modified-Since"), modified.timestamp()):
        response = HttpResponse(status=304)
    else:
        response = _content(request=request, name=given.name, content_type=content_type)
    shown = content_type.startswith(SHOWN) and not given.as_attachment
    filename = given.name.rsplit("/", 1)[-1]
    response["Content-Disposition"] = content_disposition_header(not shown, filename) or "inline"
    response["Last-Modified"] = http_date(modified.timestamp())
    # Asked again each time: a consent withdrawn a minute ago must stop the film now, in every cache.
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _content(*, request: HttpRequest, name: str, content_type: str) -> HttpResponseBase:
    """The whole file, or the one range asked for (a player that seeks); a range past the end is refused with 416."""
    size = default_storage.size(name)
    wanted = RANGE.fullmatch(request.headers.get("Range", ""))
    if not wanted or wanted.groups() == ("", "") or size == 0:
        response: HttpResponseBase = FileResponse(default_storage.open(name), content_type=content_type)
        response["Accept-Ranges"] = "bytes"
        return response
    first, last = wanted.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    response = StreamingHttpResponse(
        _piece(default_storage.open(name), start=start, length=end - start + 1), status=206, content_type=content_type
    )
    response["Content-Length"] = str(end - start + 1)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Accept-Ranges"] = "bytes"
    return response


def _piece(file: IO[bytes], *, start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0 and (chunk := file.read(min(READ_AT_ONCE, length))):
            length -= len(chunk)
            yield chunk
