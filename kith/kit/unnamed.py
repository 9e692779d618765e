"""Files that are sent to us lie in the data folder without a name while they are looked at: nothing of them can be left behind."""

from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Unnamed(FileUploadHandler):
    """Django's own keeps small files in memory and gives large ones a name that outlives a power cut."""

    def new_file(self, *given: Any, **more: Any) -> None:
        super().new_file(*given, **more)
        there = TemporaryFile(dir=settings.DATA)  # noqa: SIM115 - Django closes it with the request
        self.file = UploadedFile(there, self.file_name, self.content_type, 0)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
