from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from programs.evaluation.models import EvaluationPart
from programs.evaluation.services import Values
from programs.evaluation.statements import LEVELS, statements_about


class EvaluationForm(forms.Form):
    """A few statements about each part of an ask, every one of which may be left out."""

    def __init__(self, data=None, *, parts: Sequence[EvaluationPart], **options):
        super().__init__(data, **options)
        self.parts = parts
        for place, part in enumerate(parts):
            for statement in statements_about(part.preceptor):
                self.fields[_name(place, statement)] = _statement_field(statement)

    def values(self) -> Values:
        return {
            part: {
                statement.code: self.cleaned_data[_name(place, statement)]
                for statement in statements_about(part.preceptor)
            }
            for place, part in enumerate(self.parts)
        }

    @property
    def helper(self):
        helper = FormHelper()
        parts = [self._part(place, part) for place, part in enumerate(self.parts)]
        helper.layout = Layout(*parts, Submit("send", _("Send"), css_class="btn-go"))
        return helper

    def _part(self, place, part):
        names = [_name(place, statement) for statement in statements_about(part.preceptor)]
        fields = [Field(name, wrapper_class="chips") for name in names]
        return Fieldset(_legend(part), *fields, css_class="part")


def _legend(part):
    about = part.preceptor.person if part.preceptor else part.program
    return _("About %(about)s") % {"about": about}


def _statement_field(statement):
    field = forms.TypedChoiceField(
        label=statement.text,
        choices=LEVELS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _lazy("Choose one of the five answers.")},
    )
    # Its page says it of all of them.
    field.is_optional_said = True
    return field


def _name(place, statement):
    return f"{statement.code}_{place}"
