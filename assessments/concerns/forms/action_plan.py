from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.concerns.forms.concern import ReadForm
from assessments.concerns.models import ActionPlan, PlanAim
from common.edit_form import EditForm
from common.forms import PlainTextField, date_input
from people.forms.reauthentication import ConfirmedForm
from programs.preceptorships.forms.preceptorship import ConfirmForm


class _PlanWords(ReadForm):
    reason = PlainTextField(
        label=_("What needs to change, and why?"),
        help_text=_("To the learner. Say what was seen, and leave out who said it."),
        rows=5,
        max_length=4000,
    )
    ends_on = forms.DateField(label=_("The plan ends on"), widget=date_input())


class PlanForm(_PlanWords):
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class PlanUpdateForm(EditForm, _PlanWords):
    """The same of a draft, which somebody else may have changed meanwhile."""


class AimForm(ReadForm):
    """One thing that can be checked, who helps, and what will show it."""

    text = PlainTextField(
        label=_("The aim"),
        help_text=_(
            "Something two people could check, such as “gives a handover in five minutes”."
        ),
        rows=2,
        max_length=1000,
    )
    support = PlainTextField(label=_("What help will they get?"), rows=2, max_length=1000)
    supported_by = PlainTextField(label=_("Who gives it?"), max_length=120)
    evidence = PlainTextField(label=_("What will show it?"), rows=2, max_length=1000)
    due_on = forms.DateField(label=_("By when?"), widget=date_input())
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class CheckAimForm(EditForm, ReadForm):
    result = forms.ChoiceField(
        label=_("Is it met?"), choices=PlanAim.Result, widget=forms.RadioSelect
    )
    note = PlainTextField(label=_("What shows it?"), rows=3, max_length=1000, required=False)


class MeetingForm(ConfirmForm):
    meets_on = forms.DateField(label=_("When?"), widget=date_input())
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class HoldMeetingForm(ReadForm):
    held_on = forms.DateField(label=_("When did you meet?"), widget=date_input())
    notes = PlainTextField(label=_("What was said and agreed?"), rows=5, max_length=4000)


class ReadingForm(ConfirmedForm):
    """The learner's signature that they read the version they were shown."""

    version = forms.IntegerField(min_value=1, max_value=32767, widget=forms.HiddenInput)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "reading-form"
        helper.layout = Layout("version", *self.confirmation)
        return helper


class ExtendPlanForm(ReadForm):
    ends_on = forms.DateField(label=_("New end of the plan"), widget=date_input())
    text = PlainTextField(label=_("Why is it extended?"), rows=4, max_length=4000)


class EndPlanForm(ReadForm):
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=ActionPlan.Outcome, widget=forms.RadioSelect
    )
    text = PlainTextField(label=_("What shows it?"), rows=4, max_length=4000)
