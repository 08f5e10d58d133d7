from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.external.services.signer import Identity
from assessments.permissions import can_say_outcome
from assessments.reviews.models import ReviewOutcome, ReviewPart
from assessments.reviews.services.review_outcome import Written
from assessments.reviews.services.signing import HAVE_TO_WRITE
from common.edit_form import OPENED, EditForm
from people.forms.fields import LineField, PersonEmailField, date_input
from people.forms.reauthentication import ConfirmedForm

Role = ReviewPart.Role
# The version of the record that is on the page: what is signed is what was seen.
SEEN = "seen"
SIGN = (
    '<p class="muted">{% load i18n %}{% translate "Your signature covers your part, the '
    'outcome and the next date." %}</p>'
)


def _words(rows):
    return forms.CharField(
        required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReviewPartForm(EditForm, ConfirmedForm):
    """One's part of a review. Saved by one button; saved and signed by the other."""

    text = _words(4)
    ahead = _words(2)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the outcome before you sign.")},
    )
    next_on = forms.DateField(
        label=gettext_lazy("Next review"), required=False, widget=date_input()
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, role, name, results, following, why_not, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_signing = bool({"sign", "send_code"} & set(self.data))
        # Why it cannot be signed yet, in words: then nothing on the page asks for a password.
        self.why_not = why_not
        if why_not and not self.is_signing:
            self.fields.pop("password", None)
        self.fields["text"].error_messages["required"] = _(
            "Write a few words first. They are what you sign."
        )
        for field, label in _questions(role, name).items():
            self.fields[field].label = label
            self.fields[field].readers = readers
        if role in (Role.COORDINATOR, Role.THIRD):
            del self.fields["ahead"]
        if not can_say_outcome(role):
            del self.fields["outcome"]
        else:
            self.fields["outcome"].choices = [(each.value, each.label) for each in results]
        if following is None or not can_say_outcome(role):
            del self.fields["next_on"]
        else:
            self.fields["next_on"].help_text = _(
                "Planned for %(day)s. If you agree on another day, the plan changes once everyone "
                "has signed."
            ) % {"day": date_format(following.due_on, "j F Y")}
        self.fields["text"].required = role in HAVE_TO_WRITE
        if self.is_bound and not self.is_signing:
            # What is missing can be written later; a signature is for what is there.
            for field in self.fields.values():
                field.required = False

    def clean_password(self):
        return super().clean_password() if self.is_signing else ""

    @property
    def written(self) -> Written:
        names = ("text", "ahead", "outcome", "next_on")
        given = {name: self.cleaned_data[name] for name in names if name in self.fields}
        # What was agreed on stays where there is nothing to choose any more.
        return Written(**{"next_on": self.initial["next_on"]} | given)

    def look_again(self, version: int) -> None:
        """Let the page that is shown now be what they have seen when they press once more."""
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN)] = version

    def _stored_names(self):
        """What is stored of a part: neither the password nor what the page itself carries."""
        return [name for name in super()._stored_names() if name != "password"]

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "review-form"
        fields = [name for name in ("text", "ahead") if name in self.fields]
        chips = [Field("outcome", wrapper_class="chips")] if "outcome" in self.fields else []
        days = ["next_on"] if "next_on" in self.fields else []
        foot = [] if self.why_not else [HTML(SIGN), *self.confirmation]
        helper.layout = Layout(OPENED, SEEN, *fields, *chips, *days, *foot)
        return helper


def _questions(role, name):
    questions = {
        Role.LEARNER: (_("How are you doing?"), _("What do you want to work on next?")),
        Role.PRECEPTOR: (
            _("How is %(name)s doing?") % {"name": name},
            _("What should come next?"),
        ),
        Role.COORDINATOR: (_("Anything to add?"), ""),
        Role.THIRD: (_("How do you see %(name)s?") % {"name": name}, ""),
    }
    return dict(zip(("text", "ahead"), questions[Role(role)], strict=True))


class ReviewLinkForm(forms.Form):
    """Who somebody without an account is, and what they have to say (P11, P27)."""

    text = _words(4)
    name = LineField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    role = LineField(
        label=gettext_lazy("Your role"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    registration_number = LineField(
        label=gettext_lazy("Your registration number"),
        help_text=gettext_lazy("With your professional body. Write “none” if you have none."),
        max_length=40,
    )
    email = PersonEmailField(
        label=gettext_lazy("Your work e-mail"),
        help_text=gettext_lazy("We e-mail you there. Your signature counts once you confirm it."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, learner, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _questions(Role.THIRD, learner.get_short_name())["text"]
        self.fields["text"].readers = readers

    @property
    def identity(self) -> Identity:
        return Identity(**{name: self.cleaned_data[name] for name in Identity.__slots__})

    def look_again(self, agreed: str) -> None:
        self.data = self.data.copy()
        self.data[SEEN] = agreed

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "review-link-form"
        return helper


class CorrectReviewForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What has to be corrected?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Please give a reason. It stays with the record.")
        },
    )

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].readers = readers

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "correct-review-form"
        return helper


def initial_of(part: ReviewPart, outcome: ReviewOutcome, following) -> dict:
    """What is stored of a part now; the calendar's day as long as nothing is agreed on."""
    proposed = following.due_on if following and not outcome.outcome else None
    return {
        "text": part.text,
        "ahead": part.ahead,
        "outcome": outcome.outcome,
        "next_on": outcome.next_on or proposed,
        SEEN: outcome.version,
    }
