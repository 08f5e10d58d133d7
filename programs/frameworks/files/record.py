"""One record of a file, read field by field; whatever is odd is reported. Pure: no Django."""

from collections.abc import Mapping
from dataclasses import dataclass

from common.text_files import Message
from programs.frameworks.files import values
from programs.frameworks.files.findings import Findings
from programs.frameworks.files.plain_text import plain_text

# What publishers write with marks, in either format; identifiers and addresses have none.
WORDED = {
    *("statement", "short_statement", "notes", "group", "framework"),
    *("fullStatement", "abbreviatedStatement", "title", "description", "licenseText"),
}


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Record:
    """A JSON object or a row of a table, and where it stands."""

    fields: Mapping[str, object]
    where: Message
    findings: Findings

    def line(self, *names: str, limit: int) -> str:
        """Return the first of these fields that says something, as one line of text."""
        for name in names:
            text = " ".join(self._text(name).split())
            if text:
                return self._cut(name, text, limit)
        return ""

    def prose(self, *names: str) -> str:
        """The same, with its line breaks."""
        for name in names:
            text = self._text(name)
            if text:
                return self._cut(name, text, values.PROSE)
        return ""

    def uri(self, *names: str) -> str:
        """Return an address. One that is too long is left out: half of it leads nowhere."""
        text = self.line(*names, limit=values.PROSE)
        if len(text) <= values.URI:
            return text
        self.findings.warning(
            _("The address in “%(field)s” is longer than %(limit)d characters and was left out."),
            self.where,
            field=names[0],
            limit=values.URI,
        )
        return ""

    def _text(self, name: str) -> str:
        text = values.to_text(self.fields.get(name))
        if text is None:
            self.findings.warning(
                _("“%(field)s” holds something other than text and was left out."),
                self.where,
                field=name,
            )
            return ""
        if not values.is_clean(text):
            self.findings.warning(
                _("Control characters were taken out of “%(field)s”."), self.where, field=name
            )
        return values.clean(plain_text(text) if name in WORDED else text)

    def _cut(self, name: str, text: str, limit: int) -> str:
        if len(text) > limit:
            self.findings.warning(
                _("“%(field)s” was cut after %(limit)d characters."),
                self.where,
                field=name,
                limit=limit,
            )
        return values.shorten(text, limit)
