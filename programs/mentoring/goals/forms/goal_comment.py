from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField
from programs.mentoring.goals.forms.goal import ReadersForm


class GoalCommentForm(ReadersForm):
    confidential = ("text",)

    text = PlainTextField(label=_("Add a comment"), max_length=4000, rows=2)

    def __init__(self, data=None, *, goal, **options):
        super().__init__(data, **options)
        self.goal = goal

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "comment-form"
        helper.form_action = reverse("programs:goal-comment", args=[self.goal.pk])
        helper.layout = Layout(
            "readers", "text", Submit("comment", _("Comment"), css_class="btn-plum")
        )
        return helper
