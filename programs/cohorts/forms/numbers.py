"""Fields for short lists that people type: numbers with commas, phases line by line."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_NUMBERS = 60
MOST_PHASES = 20
LONGEST_NAME = 80
# With the weeks after the name; the pattern is never tried on more.
LONGEST_LINE = LONGEST_NAME + 40
PHASE = re.compile(r"^(?P<name>.+?)[\s,;:]+(?P<weeks>\d{1,3})\s*\w*\.?$")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"(?=.{{4,253}}$)(?:{LABEL}\.)+{LABEL}")


class NumbersField(forms.CharField):
    """Whole numbers within limits, whatever stands between them; sorted, none twice."""

    def __init__(self, *, low, high, **options):
        super().__init__(required=False, **options)
        self.low, self.high = low, high

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        parts = re.split(r"[\s,;]+", super().to_python(value).strip(" ,;\t\n"))
        numbers = sorted({self._number(part) for part in parts if part})
        if len(numbers) > MOST_NUMBERS:
            raise ValidationError(_("Please give %(most)d at most.") % {"most": MOST_NUMBERS})
        return numbers

    def _number(self, part):
        if not re.fullmatch(r"[0-9]{1,6}", part) or not self.low <= int(part) <= self.high:
            words = _("“%(part)s” is not a whole number from %(low)d to %(high)d.")
            raise ValidationError(words % {"part": part, "low": self.low, "high": self.high})
        return int(part)


class DomainsField(forms.CharField):
    """Domains of e-mail addresses, whatever stands between them; in lower case, none twice."""

    def __init__(self, **options):
        super().__init__(required=False, max_length=2000, **options)

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        parts = re.split(r"[\s,;]+", super().to_python(value).strip(" ,;\t\n").lower())
        domains = list(dict.fromkeys(part.lstrip("@").rstrip(".") for part in parts if part))
        for domain in domains:
            if not DOMAIN.fullmatch(domain):
                words = _("“%(part)s” is not a domain, such as “trust.example”.")
                raise ValidationError(words % {"part": domain})
        return domains


class PhasesField(forms.CharField):
    """Names with weeks, one in a line: ``[{"name": "Supernumerary", "weeks": 2}, …]``."""

    def __init__(self, **options):
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(required=False, widget=widget, **options)

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(f"{phase['name']}, {phase['weeks']}" for phase in value)

    def to_python(self, value):
        lines = [line.strip() for line in super().to_python(value).splitlines() if line.strip()]
        if len(lines) > MOST_PHASES:
            raise ValidationError(_("Please give %(most)d at most.") % {"most": MOST_PHASES})
        return [self._phase(line) for line in lines]

    def _phase(self, line):
        found = PHASE.match(line) if len(line) <= LONGEST_LINE else None
        if not found or int(found["weeks"]) < 1 or len(found["name"]) > LONGEST_NAME:
            words = _("“%(line)s” needs a name and a number of weeks, such as “Growing, 12”.")
            raise ValidationError(words % {"line": line[:80]})
        return {"name": found["name"].strip(" ,;:"), "weeks": int(found["weeks"])}
