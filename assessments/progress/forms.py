from django.utils.translation import gettext_lazy as _

from assessments.progress.overview import something_overdue
from people.forms.unit_list import UnitListForm
from programs.preceptorships.models import Preceptorship


class ProgressListForm(UnitListForm):
    """Whose progress is shown, and in which order."""

    orders = {
        "name": ("preceptorship__learner__person__sort_name", "preceptorship_id"),
        "week": ("-preceptorship__starts_on", "preceptorship_id"),
        "achieved": ("achieved", "preceptorship_id"),
        "critical": ("critical_achieved", "preceptorship_id"),
    }
    shows = [("overdue", _("Overdue"))]
    unit_of = "preceptorship__learner__person__unit"

    def narrowed(self, rows, today):
        if self.show_chosen == "overdue":
            late = Preceptorship.objects.open().filter(something_overdue(today))
            rows = rows.filter(preceptorship__in=late)
        return self.in_units(rows)
