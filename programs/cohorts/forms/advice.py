from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from programs.cohorts.advice import (
    Answers,
    Confidence,
    End,
    Goals,
    Whom,
)

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
GOALS = [
    (Goals.LIST, _("A list of skills, the same for everyone")),
    (Goals.OWN, _("The person themself")),
    (Goals.BOTH, _("Partly a list, partly the person")),
]
END = [
    (End.DATE, _("At a date, with a decision")),
    (End.OPEN, _("When one of the two says so")),
    (End.UNDECIDED, _("Not decided yet")),
]
CONFIDENCE = [
    (Confidence.NO, _("No")),
    (Confidence.FIRST_DAY, _("Yes, from the first day")),
    (Confidence.LATER, _("Yes, once they have found their feet")),
]
WHOM = [
    (Whom.NEWLY_QUALIFIED, _("Someone newly qualified")),
    (Whom.STUDENT, _("A student on placement")),
    (Whom.APPRENTICE, _("An apprentice")),
    (Whom.LEADER, _("Someone who wants to lead")),
    (Whom.PEERS, _("Two colleagues as equals")),
    (Whom.SENIOR, _("Someone senior, to learn from someone new")),
    (Whom.OTHER, _("Someone else")),
]


def _question(label, choices):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the closest answer.")},
    )


class AdviceForm(forms.Form):
    """Six plain questions; sent by GET, so that an answer can be kept as a bookmark."""

    whom = _question(_("Who is it for?"), WHOM)
    must_be_able = _question(
        _("Is there work they must be able to do safely before they do it alone?"), YES_NO
    )
    is_judged = _question(_("Does someone have to sign that they can?"), YES_NO)
    goals = _question(_("Who says what is to be learned?"), GOALS)
    end = _question(_("When does it end?"), END)
    confidence = _question(
        _("Do they need someone to talk to in confidence, who does not judge them?"), CONFIDENCE
    )

    def answers(self) -> Answers:
        said = self.cleaned_data
        return Answers(
            must_be_able=said["must_be_able"] == "yes",
            is_judged=said["is_judged"] == "yes",
            goals=Goals(said["goals"]),
            end=End(said["end"]),
            confidence=Confidence(said["confidence"]),
            whom=Whom(said["whom"]),
        )

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_method = "get"
        helper.disable_csrf = True
        chips = [Field(name, wrapper_class="chips") for name in self.fields]
        helper.layout = Layout(*chips, Submit("", _("See what fits"), css_class="btn-go"))
        return helper
