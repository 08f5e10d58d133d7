from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm, with_version
from people.forms.fields import LineField, LongSelect, time_zone_choices
from people.forms.unit_fields import UnitField
from people.models import Unit


class UnitForm(forms.Form):
    """A place in the organisation; ``label`` names the act."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind, widget=forms.RadioSelect)
    name = LineField(label=_("Name"), max_length=120)
    parent = UnitField(
        label=_("Belongs to"),
        required=False,
        help_text=_(
            "Type its name, or its path: Northfield › Medicine. A site is at the top and belongs "
            "to nothing else."
        ),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        widget=LongSelect,
        help_text=_("For a site: things are due by the end of the day there."),
    )

    def __init__(self, data=None, *, label, **options):
        super().__init__(data, **options)
        self.label = label
        parent = self.initial.get("parent")
        self.fields["parent"].kept = parent if isinstance(parent, Unit) else None
        self.fields["time_zone"].choices = [("", _("Each person's own")), *time_zone_choices()]

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "kind", "name", "parent", "time_zone", Submit("save", self.label, css_class="btn-go")
        )
        return helper


class UnitUpdateForm(EditForm, UnitForm):
    @property
    def helper(self):
        return with_version(super().helper)
