"""What every form says of a field that is wrong, unless the field itself says more."""

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

REQUIRED = {
    forms.Field: _("Please fill this in."),
    forms.BooleanField: _("Please tick this box."),
    forms.ChoiceField: _("Please choose one."),
    forms.MultipleChoiceField: _("Please choose at least one."),
    forms.ModelChoiceField: _("Please choose one."),
    forms.ModelMultipleChoiceField: _("Please choose at least one."),
    forms.FileField: _("Please choose a file."),
}


def set_field_words() -> None:
    """Say it in our words, in the forms of other packages too; once, when the site starts."""
    for field, words in REQUIRED.items():
        own = vars(field).get("default_error_messages", {})
        field.default_error_messages = {**own, "required": words}
    MinValueValidator.message = _("Enter %(limit_value)s or more.")
    MaxValueValidator.message = _("Enter %(limit_value)s or less.")
    MaxLengthValidator.message = _(
        "Use at most %(limit_value)d characters (it has %(show_value)d)."
    )
