from django.utils.translation import gettext_lazy as _

from people.forms.absence import AbsenceForm
from people.forms.fields import LineField


class ProgramBreakForm(AbsenceForm):
    name = LineField(label=_("Name"), max_length=80, help_text=_("Such as “Summer holidays”."))

    field_order = ["name", "valid_from", "valid_to"]
    button = "btn-plum"
