import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField
from people.models import Person

MOST_AT_ONCE = 500
WISHES_READERS = _("The coordinators who pair can read this")


class PeopleField(forms.CharField):
    """E-mail addresses, one in a line or however they were pasted; gives those of ``known``."""

    known = None

    def to_python(self, value):
        text = super().to_python(value).lower()
        words = re.split(r"[\s,;<>\"'()]+", text)
        emails = list(dict.fromkeys(word for word in words if "@" in word[1:-1]))
        if text and not emails:
            raise ValidationError(gettext("There is no e-mail address in this."))
        if len(emails) > MOST_AT_ONCE:
            raise ValidationError(
                gettext("Please give %(most)d at most in one go.") % {"most": MOST_AT_ONCE}
            )
        people = list(self.known.filter(email__in=emails))
        known = {person.email for person in people}
        unknown = [email for email in emails if email not in known]
        if unknown:
            raise ValidationError(
                gettext("Nobody here has the address %(emails)s. Add or import them first.")
                % {"emails": ", ".join(unknown[:10])}
            )
        return people


class EnrolmentForm(forms.Form):
    """Learners by their addresses, many at once."""

    people = PeopleField(
        label=_("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One in a line, or pasted from a spreadsheet or an e-mail."),
    )

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.fields["people"].known = Person.objects.visible_to(by)

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout("people", Submit("save", _("Enrol these"), css_class="btn-go"))
        return helper


class WishesForm(EditForm):
    """What is known about one learner before they are paired."""

    wishes = PlainTextField(label=_("Wishes"), rows=3, max_length=2000, required=False)
    has_priority = forms.BooleanField(label=_("Goes first when pairing"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["wishes"].readers = WISHES_READERS

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED, "wishes", "has_priority", Submit("save", _("Save"), css_class="btn-go")
        )
        return helper
