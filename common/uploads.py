"""Uploads are held in memory or not at all, so that no file of anybody passes over the disk."""

from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class OnlyCounted(FileUploadHandler):
    """What is larger than any form takes is counted and thrown away, for the form to refuse.

    It comes after Django's handler that keeps a file in memory, which takes all that is smaller.
    A full disk thus costs nobody what they wrote beside the file, and nobody fills it.
    """

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return UploadedFile(BytesIO(), self.file_name, self.content_type, file_size, self.charset)
