from datetime import datetime

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from assessments.progress.course import sortable, with_preceptor_named
from assessments.progress.overview import something_overdue
from common.forms import PlainTextField
from people.forms.unit_list import UnitListForm
from programs.cohorts.models import Program
from programs.preceptorships.models import Preceptorship

BY_NAME = ("preceptorship__learner__person__sort_name", "preceptorship_id")


class ProgressListForm(UnitListForm):
    """Whose progress is shown, and in which order."""

    orders = {
        "name": BY_NAME,
        "week": ("-preceptorship__starts_on", "preceptorship_id"),
        "achieved": ("achieved", "preceptorship_id"),
        "critical": ("critical_achieved", "preceptorship_id"),
        # What these are called, ``course.sortable`` says.
        "preceptor": ("is_empty", "named", *BY_NAME),
        "unit": ("is_empty", "named", *BY_NAME),
        "review": ("on_day", *BY_NAME),
        "hours": ("worked", *BY_NAME),
        "note": ("on_day", *BY_NAME),
    }
    shows = [("overdue", _("Overdue"))]
    unit_of = "preceptorship__learner__person__unit"

    preceptor = PlainTextField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )

    def __init__(self, data: QueryDict, *, program: Program):
        super().__init__(data)
        self.fields["preceptor"].label = capfirst(program.guide_label)
        # By the names of the columns.
        self.sorts = [
            ("name", capfirst(program.learner_label)),
            ("preceptor", capfirst(program.guide_label)),
            ("unit", _("Unit")),
            ("week", _("Week")),
            ("achieved", _("Signed off")),
            ("critical", _("Critical")),
            ("review", _("Next review")),
            ("hours", _("Hours")),
            ("note", _("Last note")),
        ]

    @property
    def is_narrowed(self) -> bool:
        return super().is_narrowed or self.looks_for_somebody

    @property
    def looks_for_somebody(self) -> bool:
        return bool(self["unit"].value() or self["preceptor"].value())

    def narrowed(self, rows: QuerySet, at: datetime) -> QuerySet:
        """Return those asked for, with what their order needs."""
        if self.show_chosen == "overdue":
            late = Preceptorship.objects.open().filter(something_overdue(timezone.localdate(at)))
            rows = rows.filter(preceptorship__in=late)
        if words := self.cleaned_data.get("preceptor"):
            rows = with_preceptor_named(rows, words, at)
        return sortable(self.in_units(rows), self.sort_chosen, at)
