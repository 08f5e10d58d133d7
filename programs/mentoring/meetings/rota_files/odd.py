"""What cannot be read: an entry by itself, or the whole file. Sentences are translated later."""

from dataclasses import dataclass

from common.refusal import Refusal
from common.text_files import Message


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


class RotaFileError(Refusal):
    """The file cannot be read as a rota. ``message`` says what may be done."""

    def __init__(self, template: str, **values: object):
        self.message = Message(template, values)
        super().__init__(str(self.message))


class OddEntry(Exception):
    """One entry says something that cannot be understood. ``reason`` is fit to show."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that was not understood: its place in the file, its begin as written, and why."""

    number: int
    begins: str
    reason: str


NO_BEGIN = _("it does not say when it begins")
TWO_BEGINS = _("it says more than once when it begins")
BAD_BEGIN = _("its begin is no date or time")
BAD_END = _("its end is no date or time")
END_FIRST = _("it ends before it begins")
BAD_RULE = _("how it repeats cannot be read")
BAD_DATES = _("the dates it adds or leaves out cannot be read")
MANY_DATES = _("it adds or leaves out thousands of dates")
BY_THE_MINUTE = _("it repeats by the minute, as no rota does")
NEVER_ON = _("it repeats without going on")
NEVER_FALLS = _("it repeats on a day that never comes")
TOO_OFTEN = _("it repeats too often")
NEVER_ENDS = _("the file breaks off inside it")
BAD_LINE = _("a line of it cannot be read")
