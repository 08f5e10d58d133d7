from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField, StepsField, date_input
from programs.mentoring.goals.models import Goal
from programs.mentoring.wall import readers

ONLY_ME = Goal.Audience.ONLY_ME.value


class ReadersForm(forms.Form):
    """Carries along who could read when the page was made, so that no other eyes will.

    The hidden field ``readers`` holds the id of the share in force, or nothing.
    """

    readers = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, share=None, who="", **options):
        initial = {"readers": share and share.pk, **options.pop("initial", {})}
        super().__init__(data, initial=initial, **options)
        self.share = share
        for name in self.confidential:
            self.fields[name].readers = who
            self.fields[name].readers_icon = "eye" if share else "lock"

    # The fields under which the readers are named.
    confidential = ()

    def name_readers_of_today(self):
        """For the answer to a refusal: what was typed stays, and the readers may have changed."""
        self.data = self.data.copy()
        self.data[self.add_prefix("readers")] = str(self.share.pk) if self.share else ""


class GoalWords(forms.Form):
    """What a goal says, whoever reads it."""

    area = forms.ChoiceField(
        label=_("Area of life"),
        choices=Goal.Area,
        widget=forms.RadioSelect,
        initial=Goal.Area.SKILLS,
    )
    title = PlainTextField(label=_("What do you want?"), max_length=200)
    reason = PlainTextField(
        label=_("Why does it matter to you?"), max_length=4000, required=False, rows=3
    )
    measure = forms.ChoiceField(
        label=_("How will you know you're there?"),
        choices=Goal.Measure,
        widget=forms.RadioSelect,
        initial=Goal.Measure.YES_NO,
    )
    measure_text = PlainTextField(
        label=_("What will you count or rate?"),
        help_text=_("For example: hours of sleep a night."),
        max_length=200,
        required=False,
    )
    target_number = forms.DecimalField(
        label=_("What number are you aiming for?"),
        max_digits=10,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    target_on = forms.DateField(
        label=_("By when?"),
        help_text=_("Leave empty for “someday”."),
        required=False,
        widget=date_input(),
    )

    def clean(self):
        cleaned = super().clean()
        # A number without a number to count is the browser's leftover of another choice.
        if cleaned.get("measure") != Goal.Measure.NUMBER:
            cleaned["target_number"] = None
        return cleaned

    @staticmethod
    def words_of(goal):
        return {name: getattr(goal, name) for name in GoalWords.base_fields}

    def words(self):
        """The cleaned values, by the names of the service."""
        return {name: self.cleaned_data[name] for name in GoalWords.base_fields}

    @staticmethod
    def layout():
        return [
            Field("title"),
            Field("area", wrapper_class="chips plum"),
            Field("reason"),
            Div(
                Field("measure", wrapper_class="chips plum"),
                Div("measure_text", "target_number", css_class="if-measured"),
                css_class="measure",
            ),
            Field("target_on"),
        ]


class GoalForm(GoalWords):
    """A new goal. ``mentorships`` are those in which it can be shared."""

    audience = forms.ChoiceField(label=_("Who can read it?"), widget=forms.RadioSelect)
    steps = StepsField(label=_("First small steps"), required=False)

    def __init__(self, data=None, *, mentorships=(), idea=None, **options):
        super().__init__(data, initial=_begun_from(idea), **options)
        self.mentorships = {str(mentorship.pk): mentorship for mentorship in mentorships}
        if idea is None:
            # Steps are written down one by one later, unless an idea brings some along.
            del self.fields["steps"]
        audience = self.fields["audience"]
        audience.choices = audience_choices(mentorships)
        audience.initial = audience.choices[0][0]
        audience.help_text = _(
            "You can change this at any time. Sharing applies to what you write from then on; "
            "making it private applies to everything."
        )
        for name in {"title", "reason", "measure_text", "steps"} & set(self.fields):
            self.fields[name].readers = _readers_to_choose(mentorships)
            self.fields[name].readers_icon = "chosen" if mentorships else "lock"

    @property
    def first_steps(self):
        return self.cleaned_data.get("steps", [])

    @property
    def mentorship(self):
        """The mentorship to share it in, or None to keep it to oneself."""
        return self.mentorships.get(self.cleaned_data["audience"])

    @property
    def helper(self):
        helper = FormHelper()
        steps = ["steps"] if "steps" in self.fields else []
        helper.layout = Layout(
            Field("audience", wrapper_class="chips plum"),
            *self.layout(),
            *steps,
            Submit("save", _("Save goal"), css_class="btn-plum"),
        )
        return helper


class GoalUpdateForm(EditForm, ReadersForm, GoalWords):
    confidential = ("title", "reason", "measure_text")

    @staticmethod
    def words_of(goal):
        """With the aim as it was typed: 7, not 7.00."""
        words = GoalWords.words_of(goal)
        if goal.target_number is not None:
            words["target_number"] = Decimal(f"{goal.target_number.normalize():f}")
        return words

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED, "readers", *self.layout(), Submit("save", _("Save goal"), css_class="btn-plum")
        )
        return helper


class GoalAudienceForm(forms.Form):
    audience = forms.ChoiceField(label=_("From now on"), widget=forms.RadioSelect)
    is_confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, mentorships=(), **options):
        super().__init__(data, **options)
        self.mentorships = {str(mentorship.pk): mentorship for mentorship in mentorships}
        self.fields["audience"].choices = audience_choices(mentorships)

    @property
    def mentorship(self):
        return self.mentorships.get(self.cleaned_data["audience"])

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            Field("audience", wrapper_class="chips plum"),
            Submit("save", _("Choose this"), css_class="btn-plum"),
        )
        return helper


class MilestoneForm(ReadersForm):
    confidential = ("title",)

    title = PlainTextField(label=_("Next step"), max_length=200)
    due_on = forms.DateField(label=_("By"), required=False, widget=date_input())


class AchievementForm(forms.Form):
    """What a program is told: the title, in words chosen for it, and the date.

    ``mentorships`` are those whose programs can be told, the newest first; each program is
    offered once.
    """

    program = forms.ChoiceField(label=_("Which program?"), widget=forms.RadioSelect)
    title = PlainTextField(
        label=_("What the program reads"),
        help_text=_("Change the words if you like. Your goal itself stays the same."),
        max_length=200,
    )
    is_confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, mentorships, **options):
        super().__init__(data, **options)
        self.mentorships = {}
        for mentorship in mentorships:
            self.mentorships.setdefault(str(mentorship.program_id), mentorship)
        field = self.fields["program"]
        field.choices = [
            (key, mentorship.program.name) for key, mentorship in self.mentorships.items()
        ]
        field.initial = field.choices[0][0]
        if len(field.choices) == 1:
            field.widget = forms.HiddenInput()
            who = readers.of_achievement(mentorships[0].program)
        else:
            who = readers.of_achievement_somewhere()
        self.fields["title"].readers = who

    @property
    def mentorship(self):
        return self.mentorships[self.cleaned_data["program"]]

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            Field("program", wrapper_class="chips plum"),
            "title",
            Submit("go", _("Preview"), css_class="btn-plum"),
        )
        return helper


def _begun_from(idea):
    names = ("area", "title", "measure", "measure_text", "steps")
    return {name: getattr(idea, name) for name in names} if idea else {}


def audience_choices(mentorships):
    """Return the choices by exact names, the mentor first: that is the default of M4."""
    shared = [
        (str(mentorship.pk), gettext("You and %(name)s") % {"name": mentorship.mentor.person.name})
        for mentorship in mentorships
    ]
    return [*shared, (ONLY_ME, gettext("Only you"))]


def _readers_to_choose(mentorships):
    names = [mentorship.mentor.person.name for mentorship in mentorships]
    if not names:
        return readers.only_you()
    return readers.as_chosen(names[0] if len(names) == 1 else gettext("the mentor you chose above"))
