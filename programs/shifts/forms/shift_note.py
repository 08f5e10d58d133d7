from collections.abc import Sequence
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField
from programs.frameworks.models import Competency
from programs.shifts.forms.shift import TimesForm
from programs.shifts.models import ShiftNote, TaughtSkill
from programs.shifts.services.shift_note import Words

TAUGHT = "taught-"


class ShiftNoteForm(EditForm):
    """A note in four taps and a sentence: how each skill was taught, and what comes next.

    ``skills`` are all of the record's, the ones that matter today first; the first ``near`` of
    them stand in sight, the others are unfolded. ``readers`` says who can read it; ``is_own``,
    that the learner writes it, who did it themselves.
    """

    next_time = PlainTextField(label=_("Next time"), max_length=1000, required=False, rows=2)
    went_well = PlainTextField(label=_("What went well"), max_length=1000, required=False, rows=2)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, data=None, *, skills: Sequence[Competency], near: int, readers, is_own, **options
    ):
        super().__init__(data, **options)
        ways = [(way.value, way.as_learnt if is_own else way.label) for way in TaughtSkill.Way]
        self.skills, self.near = skills, near
        self.fields["next_time"].help_text = _("One sentence is enough.")
        self.fields["went_well"].readers = readers
        for skill in skills:
            self.fields[f"{TAUGHT}{skill.pk}"] = forms.MultipleChoiceField(
                label=skill.title,
                choices=ways,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def lines_in_sight(self):
        return [self[f"{TAUGHT}{skill.pk}"] for skill in self.skills[: self.near]]

    @property
    def more_lines(self):
        return [self[f"{TAUGHT}{skill.pk}"] for skill in self.skills[self.near :]]

    @property
    def words(self) -> Words:
        ticks = [
            (skill.pk, TaughtSkill.Way(way))
            for skill in self.skills
            for way in self.cleaned_data[f"{TAUGHT}{skill.pk}"]
        ]
        return Words(
            taught=ticks,
            went_well=self.cleaned_data["went_well"],
            next_time=self.cleaned_data["next_time"],
        )

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(OPENED, "next_time", "went_well", "idempotency_key")
        return helper


class ReceivedNoteForm(forms.Form):
    """A note as a device sends it that had no network: ``taught`` has lines of skill and way."""

    shift = forms.UUIDField()
    idempotency_key = forms.UUIDField()
    next_time = PlainTextField(max_length=1000, required=False, rows=2)
    taught = forms.CharField(required=False, max_length=20_000)

    def clean_taught(self):
        pairs = [line.split() for line in self.cleaned_data["taught"].splitlines()]
        try:
            return [(UUID(skill), TaughtSkill.Way(way)) for skill, way in pairs]
        except ValueError as error:
            raise forms.ValidationError(_("These skills can't be read.")) from error

    @property
    def words(self) -> Words:
        return Words(taught=self.cleaned_data["taught"], next_time=self.cleaned_data["next_time"])


class NoteOfDayForm(ShiftNoteForm, TimesForm):
    """The same for a day of which no shift is known, which the times then make."""

    field_order = ["day", "starts", "ends", "break_minutes", "is_supernumerary"]

    @property
    def helper(self):
        helper = super().helper
        helper.layout = Layout("next_time", "went_well", "idempotency_key")
        return helper

    @property
    def times_helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(OPENED, "day", "starts", "ends", "break_minutes", "is_supernumerary")
        return helper


class AnswerForm(EditForm):
    answer = PlainTextField(label=_("Your answer"), max_length=300)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(OPENED, "answer")
        return helper


def words_of(note: ShiftNote) -> dict:
    """What stands in the form when a note is opened to be changed."""
    ticked: dict[UUID, list[str]] = {}
    for competency, way in note.taught.values_list("competency", "way"):
        ticked.setdefault(competency, []).append(way)
    return {
        "next_time": note.next_time,
        "went_well": note.went_well,
        "idempotency_key": note.idempotency_key,
        **{f"{TAUGHT}{competency}": ways for competency, ways in ticked.items()},
    }
