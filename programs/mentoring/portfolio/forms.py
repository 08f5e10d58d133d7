from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.mentoring.portfolio.contents import Choice

BUTTONS = """
<button type="submit" name="as" value="pdf" class="btn btn-plum">{label_pdf}</button>
<button type="submit" name="as" value="json" class="btn">{label_json}</button>
<button type="submit" name="as" value="zip" class="btn btn-quiet">{label_zip}</button>
"""


class PortfolioForm(forms.Form):
    """What goes into one's portfolio, and in which form: ``as`` is "pdf", "json" or "zip"."""

    mentorship = forms.ChoiceField(label=_("Which mentorship?"), required=False)
    has_notes = forms.BooleanField(
        label=_("With the notes that I wrote at check-ins"), required=False
    )
    has_journal = forms.BooleanField(
        label=_("With my journal"),
        required=False,
        help_text=_("Anyone you give the portfolio to will be able to read it too."),
    )

    def __init__(self, data=None, *, mentorships, person, **options):
        super().__init__(data, **options)
        self.mentorships = {str(row.pk): row for row in mentorships}
        named = [(key, _named(row, person)) for key, row in self.mentorships.items()]
        self.fields["mentorship"].choices = [("", _("All of them")), *named]

    @property
    def choice(self) -> Choice:
        chosen = self.mentorships.get(self.cleaned_data["mentorship"])
        return Choice(
            mentorship=chosen,
            has_notes=self.cleaned_data["has_notes"],
            has_journal=self.cleaned_data["has_journal"],
        )

    @property
    def helper(self):
        helper = FormHelper()
        # Each button makes another file of the same choice, and the page stays.
        helper.attrs = {"data-many": ""}
        buttons = BUTTONS.format(
            label_pdf=gettext("Download as PDF"),
            label_json=gettext("Download as JSON"),
            label_zip=gettext("With all files (ZIP)"),
        )
        helper.layout = Layout(
            "mentorship",
            "has_notes",
            "has_journal",
            Div(HTML(buttons), css_class="form-acts"),
        )
        return helper


def _named(mentorship, person):
    began = date_format(mentorship.starts_on, "M Y")
    return gettext("With %(name)s, since %(month)s") % {
        "name": mentorship.partner_of(person).name,
        "month": began,
    }
