"""The words and the rules of a program, as one page for each kind: every number with its unit."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField
from programs.cohorts.forms.evaluation_rules import EvaluationRulesForm
from programs.cohorts.forms.numbers import DomainsField, NumbersField, PhasesField
from programs.cohorts.forms.program_words import WordsAndRulesForm
from programs.cohorts.forms.review_rules import ReviewRulesForm
from programs.cohorts.models import Instrument, MentorshipRules, PreceptorshipRules

DAYS, WEEKS, MONTHS, HOURS = _("days"), _("weeks"), _("months"), _("hours")
SKILLS, RHYTHMS, MINUTES = _("skills"), _("rhythms"), _("minutes")
MEETINGS = _("check-ins")


def _number(label, unit, help_text, *, low=0, high=3650, required=True):
    return forms.IntegerField(
        label=format_lazy("{} ({})", label, unit),
        min_value=low,
        max_value=high,
        required=required,
        help_text=help_text,
    )


def _rhythms(label, help_text):
    return forms.DecimalField(
        label=format_lazy("{} ({})", label, RHYTHMS),
        min_value=1,
        max_value=20,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.25"}),
        help_text=help_text,
    )


class PreceptorshipProgramForm(EvaluationRulesForm, ReviewRulesForm, WordsAndRulesForm):
    duration_weeks = _number(
        _("Length"), WEEKS, _("From the start to the final review."), low=1, high=520
    )
    minimum_weeks = _number(
        _("Support for at least"),
        WEEKS,
        _("The preceptor stays this long, even if everything is signed off earlier."),
        high=520,
    )
    phases = PhasesField(
        label=_("Phases"),
        help_text=_("One in a line with its weeks, such as “Supernumerary, 2”."),
    )
    review_days = NumbersField(
        label=format_lazy("{} ({})", _("Reviews after the start"), DAYS),
        low=1,
        high=3650,
        help_text=_("Such as “7, 28”. The first of them is the initial review."),
    )
    review_every_days = _number(
        _("Then a review every"),
        DAYS,
        _("Counted from the last of those above. Empty for no more of them."),
        low=1,
        required=False,
    )
    is_middle_reviewed = forms.BooleanField(label=_("Review half-way, too"), required=False)
    supernumerary_hours = _number(
        _("Supernumerary time"),
        HOURS,
        _("Working with the team without being counted in it. 0 for none."),
        high=5000,
    )
    logged_hours_required = _number(
        _("Hours to log"),
        HOURS,
        _("In all, until the end. Shown in the plan. 0 for none."),
        high=5000,
    )
    day_word = forms.ChoiceField(
        label=_("Work together is planned in"),
        choices=[
            (PreceptorshipRules.DayWord.SHIFT, _("shifts")),
            (PreceptorshipRules.DayWord.WORKING_DAY, _("working days")),
        ],
        help_text=_("The word on pages and in notices. Nothing else changes."),
    )
    hours_settle_days = _number(
        _("Hours count after"),
        DAYS,
        _("If neither side questions them. Confirmed hours count at once."),
        high=90,
    )
    needs_required_sessions = forms.BooleanField(
        label=_("Required sessions are needed for completion"),
        help_text=_("Someone who missed one can attend another date of it, or be excused."),
        required=False,
    )
    late_after_days = _number(
        _("A signature is late after"),
        DAYS,
        _("Counted from the day the skill was seen. A late one is marked, and counts."),
        high=365,
    )
    request_days = _number(
        _("A request for a sign-off lasts"), DAYS, _("Then it expires unanswered."), low=1, high=365
    )
    request_extension_days = _number(
        _("A request can be extended by"),
        DAYS,
        _("The learner can do this once. 0 for never."),
        high=365,
    )
    link_domains = DomainsField(
        label=_("Work e-mails accepted for signing by link"),
        help_text=_(
            "Such as “trust.example, university.example”, with all that end in them. Empty means "
            "any. Learners are told when they ask."
        ),
    )
    bulk_limit = _number(
        _("Maximum skills signed in one go"),
        SKILLS,
        _("Also the most that a learner can ask for in one go."),
        low=1,
        high=50,
    )
    protected_hours_per_year = _number(
        _("Preceptor's protected time"),
        HOURS,
        _("For each preceptor in a year. Shown in the plan. 0 for none."),
        high=2000,
    )
    revalidation_months = _number(
        _("A skill stays valid for"),
        MONTHS,
        _("Counted from when it was signed off. Shown in the record."),
        low=1,
        high=240,
    )
    repeat_after_days = _number(
        _("Second reminder of a review after"),
        DAYS,
        _("Counted from the due date. To the preceptor and the learner."),
        low=1,
        high=90,
    )
    escalate_after_days = _number(
        _("Tell the coordinator after"),
        DAYS,
        _("Counted from the due date, if the review still isn't done."),
        low=1,
        high=180,
    )
    appeal_text = PlainTextField(
        label=_("How to appeal"),
        help_text=_("To whom, how, by when. “Not completed” can't be decided without it."),
        rows=4,
        max_length=2000,
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        weeks, least = cleaned.get("duration_weeks"), cleaned.get("minimum_weeks")
        if weeks and least and least > weeks:
            self.add_error("minimum_weeks", _("This cannot be longer than the program itself."))
        return cleaned

    def parts(self):
        return [
            _part(
                gettext("Time"), "duration_weeks", "minimum_weeks", "supernumerary_hours", "phases"
            ),
            _part(
                gettext("Reviews"),
                "review_days",
                "review_every_days",
                "is_middle_reviewed",
                "repeat_after_days",
                "escalate_after_days",
                *ReviewRulesForm.base_fields,
            ),
            _part(
                gettext("Signing off"),
                "late_after_days",
                "bulk_limit",
                "revalidation_months",
                "request_days",
                "request_extension_days",
                "link_domains",
            ),
            _part(
                gettext("Hours and sessions"),
                "protected_hours_per_year",
                "logged_hours_required",
                "hours_settle_days",
                "day_word",
                "needs_required_sessions",
            ),
            _part(gettext("If it is not completed"), "appeal_text"),
            _part(gettext("Evaluation"), *EvaluationRulesForm.base_fields),
        ]

    @classmethod
    def initial_of(cls, program):
        return _initial(cls, program, program.preceptorship_rules)


class MentoringProgramForm(WordsAndRulesForm):
    style = forms.ChoiceField(
        label=_("Style"), choices=MentorshipRules.Style, widget=forms.RadioSelect
    )
    cadence_days = _number(
        _("From check-in to check-in"),
        DAYS,
        _("The rhythm. Each pair can agree on another one."),
        low=1,
        high=366,
    )
    meeting_minutes = _number(
        _("Length of a check-in"), MINUTES, _("Suggested when one is booked."), low=5, high=480
    )
    review_months = NumbersField(
        label=format_lazy("{} ({})", _("Look back after"), MONTHS),
        low=1,
        high=240,
        help_text=_("Such as “1, 3, 6, 9”, counted from the start."),
    )
    review_every_months = _number(
        _("Then look back every"),
        MONTHS,
        _("Counted from the last of those. 0 for no more."),
        high=60,
    )
    # Empty: as long as both wish (M1).
    planned_months = _number(
        _("Planned length"),
        MONTHS,
        _("Empty for as long as both want. They can go on for longer."),
        low=1,
        high=240,
        required=False,
    )
    trial_weeks = _number(_("Trial"), WEEKS, _("Counted from the start. 0 for none."), high=52)
    acceptance_days = _number(
        _("Time to answer a suggestion"),
        DAYS,
        _("It starts only if both say yes. 0 to start without asking them."),
        high=60,
    )
    first_meeting_days = _number(
        _("First check-in booked within"),
        DAYS,
        _("Counted from the start. Then we offer both help with finding a time."),
        low=1,
        high=90,
    )
    nothing_booked_days = _number(
        _("Next check-in booked within"),
        DAYS,
        _("Counted from the last one. Then we offer both help with finding a time."),
        low=1,
        high=180,
    )
    setup_days = _number(
        _("First meeting within"),
        DAYS,
        _("Counted from the start. Then the pair appears under “Who may need help”."),
        low=1,
        high=180,
    )
    missed_in_a_row = _number(
        _("Check-ins missed in a row"),
        MEETINGS,
        _("After this many, the pair appears under “Who may need help”."),
        low=1,
        high=10,
    )
    quiet_rhythms = _rhythms(
        _("Quiet after (times the usual gap)"),
        _("1.5 with a rhythm of 30 days means 45 days without contact."),
    )
    very_quiet_rhythms = _rhythms(
        _("Very quiet after (times the usual gap)"),
        _("Counted in the same way, and longer than “quiet”."),
    )
    is_pulse_asked = forms.BooleanField(
        label=_("Ask both how it's going"),
        help_text=_("After a month, then every two. Only groups of five or more are shown."),
        required=False,
    )
    instrument = forms.ModelChoiceField(
        label=_("By which questions"),
        queryset=Instrument.objects.all(),
        empty_label=_("The four that come with Alongside"),
        required=False,
    )
    winding_down_weeks = _number(
        _("The last weeks"),
        WEEKS,
        _("How long before the end the two are asked what comes next."),
        high=52,
    )
    lapse_after_days = _number(
        _("Ends without contact after"),
        DAYS,
        _("If nothing is booked either. 0 for never."),
        high=1000,
    )

    def parts(self):
        return [
            _part(gettext("Beginning"), "acceptance_days", "trial_weeks"),
            _part(gettext("Rhythm"), "style", "cadence_days", "meeting_minutes"),
            _part(
                gettext("Time"),
                "planned_months",
                "winding_down_weeks",
                "lapse_after_days",
                "review_months",
                "review_every_months",
            ),
            _part(gettext("Reminders to book"), "first_meeting_days", "nothing_booked_days"),
            _part(
                gettext("Who may need help"),
                "setup_days",
                "missed_in_a_row",
                "quiet_rhythms",
                "very_quiet_rhythms",
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


def program_form_of(program):
    """The form class for the program's kind."""
    return PreceptorshipProgramForm if program.is_preceptorship else MentoringProgramForm


def _part(legend, *fields):
    return Fieldset(legend, *fields, css_class="part")


def _initial(form, program, rules: PreceptorshipRules | MentorshipRules):
    return {
        name: getattr(program if name in form.OF_PROGRAM else rules, name)
        for name in form.base_fields
    }
