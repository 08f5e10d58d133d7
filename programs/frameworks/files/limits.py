"""When a file holds more than one framework, or far too much. Pure: no Django."""

from collections.abc import Sequence

from common.text_files import TextFileError
from programs.frameworks.files.tree import Choice

# More would be no framework but a mistake, and no screen would show it.
MAX_ITEMS = 20_000
# Of a table that holds many frameworks; each of them is held to the limit above.
MAX_ROWS = 200_000
# So many frameworks of one file are offered to choose from.
MAX_CHOICES = 200


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


class SeveralFrameworks(TextFileError):
    """The file holds several frameworks, and which one is meant was not said."""

    def __init__(self, choices: Sequence[Choice]):
        super().__init__(
            _("This file holds %(count)d frameworks. Say which one to import."),
            count=len(choices),
        )
        self.choices = tuple(choices[:MAX_CHOICES])


def refuse_too_many(count: int) -> None:
    """Refuse a file with more items than anybody could sign.

    :raises TextFileError: above ``MAX_ITEMS``.
    """
    if count > MAX_ITEMS:
        raise TextFileError(
            _("This file holds more than %(limit)d items. Split it into several frameworks."),
            limit=MAX_ITEMS,
        )
