"""Who signs a review, and when a missing signature is the coordinator's to chase (P27)."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField


class ReviewRulesForm(forms.Form):
    """Part of the rules of a preceptorship program."""

    review_third_signer = PlainTextField(
        label=_("Who else signs a review"),
        help_text=_(
            "Such as “ward manager” or “employer”. They sign by a link and need no account. Empty "
            "for nobody."
        ),
        max_length=60,
        required=False,
    )
    review_unsigned_days = forms.IntegerField(
        label=format_lazy(
            "{} ({})", _("Tell the coordinator of missing signatures after"), _("days")
        ),
        help_text=_("Counted from the day of the review."),
        min_value=1,
        max_value=180,
    )
