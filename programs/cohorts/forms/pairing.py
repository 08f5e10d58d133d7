"""What comes back from the pairing table: a guide, a reason and what was seen, per enrolment."""

import re
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Unit
from programs.cohorts.models import Cohort, Enrolment, PairingChoice
from programs.cohorts.services.pairing_draft import Pick

GUIDE = re.compile(r"guide-(?P<enrolment>[0-9a-f-]{36})")
# A page has fewer rows; whoever sends more did not use it.
MOST_ROWS = 100
LONGEST_REASON = PairingChoice._meta.get_field("override_reason").max_length


class WaitingFilterForm(forms.Form):
    """Who of those that wait is shown, and in which order; what means nothing is left out."""

    search = forms.CharField(label=_("Name"), required=False, max_length=80)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("All units")
    )
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[("", _("waiting time")), ("unit", _("unit")), ("name", _("name"))],
    )

    def __init__(self, data, *, cohort: Cohort):
        super().__init__(data)
        waiting = Enrolment.objects.waiting().filter(cohort=cohort)
        units = Unit.objects.filter(pk__in=waiting.values("learner__person__unit"))
        self.fields["unit"].queryset = units.order_by("sort_name", "pk")
        self.fields["search"].widget.input_type = "search"
        for name, css in (
            ("search", "form-control"),
            ("unit", "form-select"),
            ("sort", "form-select"),
        ):
            self.fields[name].widget.attrs["class"] = css
        self.is_valid()

    @property
    def wanted(self):
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    @property
    def is_narrowed(self):
        return bool(self.wanted["search"] or self.wanted["unit"])


class RowForm(forms.Form):
    """One row, whose fields end in the enrolment's id."""

    guide = forms.UUIDField(required=False)
    reason = forms.CharField(required=False, max_length=LONGEST_REASON)
    seen = forms.UUIDField(required=False)

    def __init__(self, data, *, enrolment_id: UUID):
        super().__init__(data)
        self.enrolment_id = enrolment_id

    def add_prefix(self, field_name):
        return f"{field_name}-{self.enrolment_id}"

    def pick(self) -> Pick:
        return Pick(
            enrolment_id=self.enrolment_id,
            guide_id=self.cleaned_data["guide"],
            reason=" ".join(self.cleaned_data["reason"].split()),
            seen=self.cleaned_data["seen"],
        )

    def unread(self) -> Pick:
        """What was typed where it cannot be read, to be shown again and never saved."""
        return Pick(
            enrolment_id=self.enrolment_id,
            guide_id=self.cleaned_data.get("guide"),
            reason=self["reason"].value(),
            seen=self.cleaned_data.get("seen"),
        )


def read_table(posted) -> tuple[list[Pick], dict[UUID, Pick], dict[UUID, str]]:
    """Return the rows as picks, and by enrolment what cannot be read and why."""
    picks, unread, problems = [], {}, {}
    for enrolment_id in _enrolments(posted)[:MOST_ROWS]:
        form = RowForm(posted, enrolment_id=enrolment_id)
        if form.is_valid():
            picks.append(form.pick())
            continue
        unread[enrolment_id] = form.unread()
        problems[enrolment_id] = " ".join(
            error for errors in form.errors.values() for error in errors
        )
    return picks, unread, problems


def _enrolments(posted) -> list[UUID]:
    found = (GUIDE.fullmatch(name) for name in posted)
    ids = []
    for match in filter(None, found):
        try:
            ids.append(UUID(match["enrolment"]))
        except ValueError:
            continue
    return ids
