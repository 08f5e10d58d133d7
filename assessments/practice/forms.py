from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.fields import date_input
from programs.frameworks.models import RatingLevel

ONLY_ME, SHARED = "only_me", "shared"


class OwnLevelField(forms.ModelChoiceField):
    """The levels in the words of whoever judges themselves."""

    def label_from_instance(self, level):
        return level.as_own


class PracticeNoteForm(forms.Form):
    """What one practised or saw. ``readers`` are those of a shared note, in words."""

    text = forms.CharField(
        label=_("What happened, and what comes next?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words first.")},
    )
    practised_on = forms.DateField(label=_("Which day?"), widget=date_input())
    self_level = OwnLevelField(
        RatingLevel.objects.none(),
        help_text=_("This is your own view. It won't affect the sign-off."),
        required=False,
        empty_label=_("Prefer not to say"),
    )
    audience = forms.ChoiceField(
        label=_("Who can read it?"),
        choices=[(ONLY_ME, _("Only me")), (SHARED, _("Me and the people who sign me off"))],
        initial=ONLY_ME,
        widget=forms.RadioSelect,
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, is_own, scale, readers, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["practised_on"].widget.attrs["max"] = today.isoformat()
        if is_own:
            self.fields["self_level"].queryset = scale.levels.all()
            self.fields["self_level"].label = scale.own_question
            self.fields["audience"].help_text = _("Shared: %(readers)s") % {"readers": readers}
            return
        # What a preceptor writes is feedback: the learner reads it, and no level is given.
        del self.fields["self_level"], self.fields["audience"]
        self.fields["text"].readers = readers

    @property
    def facts(self) -> dict:
        facts = dict(self.cleaned_data)
        return facts | {"is_shared": facts.pop("audience", SHARED) == SHARED}

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "practice-note-form"
        own = ["self_level", Field("audience", wrapper_class="chips")]
        helper.layout = Layout(
            "text",
            "practised_on",
            *(own if "audience" in self.fields else []),
            "idempotency_key",
        )
        return helper
