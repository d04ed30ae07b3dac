"""A file on its way in: a disk without room for it loses the file alone, not the text sent with it."""

from contextlib import suppress
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LostFile(UploadedFile):
    """What stands in the form for a file that could not be received: its name and its weight, nothing to read."""

    was_lost = True


class PatientUploadHandler(TemporaryFileUploadHandler):
    """Django's, which writes large files to the disk; but that a full disk takes the file, not the text beside it."""

    is_lost = False  # a sending may also be cut before any file of it begins

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.is_lost = False
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self._lose()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.is_lost:
            return
        try:
            self.file.write(raw_data)
        except OSError:
            self._lose()

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.is_lost:
            try:
                return super().file_complete(file_size)
            except OSError:  # what had waited in memory
                self._lose()
        return LostFile(BytesIO(), self.file_name, self.content_type, file_size, self.charset)

    def upload_interrupted(self) -> None:
        if not self.is_lost:
            super().upload_interrupted()

    def _lose(self) -> None:
        self.is_lost = True
        if file := self.__dict__.pop("file", None):
            with suppress(OSError):  # it tries to write once more what it holds, and is removed all the same
                file.close()
