"""Forms of a program: its name and words, the rules of its kind, its framework."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField
from programs.cohorts.forms.numbers import NumbersField, PhasesField
from programs.cohorts.models import Instrument, MentorshipRules, PreceptorshipRules
from programs.frameworks.models import FrameworkVersion, RatingScale

WORDS = ("name", "description", "guide_word", "learner_word", "record_word")


class ProgramForm(forms.Form):
    """The name and a few lines on a new program; everything else comes from its preset."""

    name = PlainTextField(label=_("Name"), max_length=120)
    description = PlainTextField(
        label=_("What is it for?"), rows=3, max_length=2000, required=False
    )

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "name", "description", Submit("save", _("Create the program"), css_class="btn-go")
        )
        return helper


class _RulesForm(EditForm, ProgramForm):
    """Words and rules together, as one page; subclasses add the rules of a kind."""

    guide_word = PlainTextField(label=_("Word for the guide"), max_length=40, required=False)
    learner_word = PlainTextField(label=_("Word for the learner"), max_length=40, required=False)
    record_word = PlainTextField(label=_("Word for the record"), max_length=40, required=False)
    help_contacts = PlainTextField(
        label=_("Who to contact when someone is not well"),
        help_text=_(
            "Such as the staff counsellor, with a number and hours. Shown next to the questions "
            "about well-being, whatever the answers are."
        ),
        rows=3,
        max_length=2000,
        required=False,
    )
    is_same_site_required = forms.BooleanField(
        label=_("Pair only within the same site"), required=False
    )

    # Fields of Program; every other one is a field of the rules.
    OF_PROGRAM = (*WORDS, "is_same_site_required", "help_contacts")

    def words(self):
        return {name: self.cleaned_data[name] for name in self.OF_PROGRAM}

    def rules(self):
        return {
            name: value for name, value in self.cleaned_data.items() if name not in self.OF_PROGRAM
        }

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED,
            "name",
            "description",
            "help_contacts",
            Fieldset(
                gettext("Its own words"),
                HTML(f'<p class="muted">{gettext("Empty means ours, such as “preceptor”.")}</p>'),
                Div("guide_word", "learner_word", "record_word", css_class="fields-in-line"),
                css_class="part",
            ),
            *self.parts(),
            Fieldset(gettext("Pairing"), "is_same_site_required", css_class="part"),
            Submit("save", _("Save words and rules"), css_class="btn-go"),
        )
        return helper


def _number(label, *, low=0, high=3650, required=True, help_text=""):
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, required=required, help_text=help_text
    )


def _rhythms(label):
    return forms.DecimalField(
        label=label,
        min_value=1,
        max_value=20,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.25"}),
    )


class PreceptorshipProgramForm(_RulesForm):
    duration_weeks = _number(_("Length in weeks"), low=1, high=520)
    minimum_weeks = _number(_("Support at least (weeks)"), high=520)
    phases = PhasesField(
        label=_("Phases"),
        help_text=_("One in a line with its weeks, such as “Supernumerary, 2”."),
    )
    review_days = NumbersField(
        label=_("Reviews, in days after the start"),
        low=1,
        high=3650,
        help_text=_("Such as “7, 28”. The first of them is the initial review."),
    )
    review_every_days = _number(_("Then every so many days"), low=1, required=False)
    is_middle_reviewed = forms.BooleanField(label=_("And half-way"), required=False)
    supernumerary_hours = _number(_("Supernumerary hours"), high=5000)
    logged_hours_required = _number(_("Hours to log"), high=5000)
    late_after_days = _number(_("Late after (days)"), high=365)
    request_days = _number(_("A request waits (days)"), low=1, high=365)
    request_extension_days = _number(_("Longer by, once (days)"), high=365)
    bulk_limit = _number(_("Signed at once, at most"), low=1, high=50)
    protected_hours_per_year = _number(_("Protected hours a year"), high=2000)
    revalidation_months = _number(_("Valid for (months)"), low=1, high=240)
    repeat_after_days = _number(_("Remind again after (days)"), low=1, high=90)
    escalate_after_days = _number(_("Escalate after (days)"), low=1, high=180)

    def clean(self):
        cleaned = super().clean()
        weeks, least = cleaned.get("duration_weeks"), cleaned.get("minimum_weeks")
        if weeks and least and least > weeks:
            self.add_error("minimum_weeks", _("This cannot be longer than the program itself."))
        return cleaned

    def parts(self):
        return [
            _part(
                gettext("Time"),
                _line("duration_weeks", "minimum_weeks", "supernumerary_hours"),
                "phases",
            ),
            _part(
                gettext("Reviews"),
                "review_days",
                "is_middle_reviewed",
                _line("review_every_days", "repeat_after_days", "escalate_after_days"),
            ),
            _part(
                gettext("Signing off"),
                _line("late_after_days", "bulk_limit", "revalidation_months"),
                _line("request_days", "request_extension_days"),
            ),
            _part(gettext("Hours"), _line("protected_hours_per_year", "logged_hours_required")),
        ]

    @classmethod
    def initial_of(cls, program):
        return _initial(cls, program, program.preceptorship_rules)


class MentoringProgramForm(_RulesForm):
    style = forms.ChoiceField(
        label=_("Style"), choices=MentorshipRules.Style, widget=forms.RadioSelect
    )
    cadence_days = _number(_("Days from check-in to check-in"), low=1, high=366)
    meeting_minutes = _number(_("Minutes for each"), low=5, high=480)
    review_months = NumbersField(
        label=_("Look back after so many months"),
        low=1,
        high=240,
        help_text=_("Such as “1, 3, 6, 9”."),
    )
    review_every_months = _number(_("Then every so many months"), high=60)
    # Empty: as long as both wish (M1).
    planned_months = _number(_("Planned length in months"), low=1, high=240, required=False)
    trial_weeks = _number(_("Trial in weeks"), high=52)
    acceptance_days = _number(_("Days to answer (0 to start without asking)"), high=60)
    first_meeting_days = _number(_("First one booked in (days)"), low=1, high=90)
    nothing_booked_days = _number(_("Next one booked in (days)"), low=1, high=180)
    setup_days = _number(_("First meeting within (days)"), low=1, high=180)
    missed_in_a_row = _number(_("Missed in a row"), low=1, high=10)
    quiet_rhythms = _rhythms(_("Quiet after (rhythms)"))
    very_quiet_rhythms = _rhythms(_("Very quiet after (rhythms)"))
    is_pulse_asked = forms.BooleanField(
        label=_("Ask both now and then how it goes"),
        help_text=_("After a month, then every two. Only groups of five or more are shown."),
        required=False,
    )
    instrument = forms.ModelChoiceField(
        label=_("By which questions"),
        queryset=Instrument.objects.all(),
        empty_label=_("The four that come with Alongside"),
        required=False,
    )
    winding_down_weeks = _number(_("Closing begins (weeks)"), high=52)
    lapse_after_days = _number(
        _("Expires after this many days without contact (0 for never)"), high=1000
    )

    def parts(self):
        return [
            _part(gettext("Beginning"), _line("acceptance_days", "trial_weeks")),
            _part(gettext("Rhythm"), "style", _line("cadence_days", "meeting_minutes")),
            _part(
                gettext("Time"),
                _line("planned_months", "winding_down_weeks", "lapse_after_days"),
                "review_months",
                "review_every_months",
            ),
            _part(gettext("Nudges"), _line("first_meeting_days", "nothing_booked_days")),
            _part(
                gettext("Care queue"),
                _line("setup_days", "missed_in_a_row"),
                _line("quiet_rhythms", "very_quiet_rhythms"),
            ),
            _part(gettext("Pulse"), "is_pulse_asked", "instrument"),
        ]

    def clean(self):
        cleaned = super().clean()
        quiet, very = cleaned.get("quiet_rhythms"), cleaned.get("very_quiet_rhythms")
        if quiet and very and very <= quiet:
            self.add_error("very_quiet_rhythms", _("This has to be longer than “quiet”."))
        return cleaned

    @property
    def helper(self):
        helper = super().helper
        helper["style"].wrap(Div, css_class="chips plum")
        return helper

    @classmethod
    def initial_of(cls, program):
        return _initial(cls, program, program.mentorship_rules)


class FrameworkChoiceForm(forms.Form):
    """Which published version a program teaches, and on which scale it is judged."""

    version = forms.ModelChoiceField(
        label=_("Framework"), queryset=FrameworkVersion.objects.none(), empty_label=_("Choose…")
    )
    scale = forms.ModelChoiceField(
        label=_("Rating scale"), queryset=RatingScale.objects.all(), empty_label=_("Choose…")
    )

    def __init__(self, *args, versions, **options):
        super().__init__(*args, **options)
        self.fields["version"].queryset = versions

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "version", "scale", Submit("save", _("Use these"), css_class="btn-go")
        )
        return helper


def program_form_of(program):
    """The form class for the program's kind."""
    return PreceptorshipProgramForm if program.is_preceptorship else MentoringProgramForm


def _part(legend, *fields):
    return Fieldset(legend, *fields, css_class="part")


def _line(*fields):
    return Div(*fields, css_class="fields-in-line")


def _initial(form, program, rules: PreceptorshipRules | MentorshipRules):
    return {
        name: getattr(program if name in form.OF_PROGRAM else rules, name)
        for name in form.base_fields
    }
