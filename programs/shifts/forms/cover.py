from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from programs.shifts.cover_options import Option


class CoverForm(forms.Form):
    """Who takes the day, each with what speaks for them."""

    preceptor = forms.TypedChoiceField(label=_("Who"), coerce=UUID, widget=forms.RadioSelect)

    def __init__(self, data=None, *, options: list[Option], **more):
        super().__init__(data, **more)
        self._by_id = {option.preceptor.pk: option.preceptor for option in options}
        self.fields["preceptor"].choices = [
            (str(option.preceptor.pk), _name(option)) for option in options
        ]

    @property
    def chosen(self):
        return self._by_id[self.cleaned_data["preceptor"]]

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "preceptor", Submit("save", _("Give it to them"), css_class="btn-go")
        )
        return helper


def _name(option):
    return " · ".join(filter(None, [option.preceptor.person.name, option.reason]))
