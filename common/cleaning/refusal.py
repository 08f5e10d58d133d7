"""Why a file cannot be kept, as it crosses from the child. Pure: no Django."""

from common.refusal import Refusal
from common.text_files import Message


class FileRefusal(Refusal):
    """The file cannot be kept. ``message`` is translated where it is shown."""

    def __init__(self, template: str, **values: object):
        self.message = Message(template, values)
        super().__init__(str(self.message))
