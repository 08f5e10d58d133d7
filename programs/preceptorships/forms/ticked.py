import hashlib

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.cohorts.models import Program
from programs.preceptorships.forms.preceptorship import NewEndForm
from programs.preceptorships.models import Preceptorship


class NewEndsForm(NewEndForm):
    """The same end for several; whose, a TickedForm judges."""

    ticked = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *arguments, preceptorships, **options):
        self.preceptorships = preceptorships
        super().__init__(*arguments, **options)

    def _fingerprint(self):
        ends = sorted(f"{each.pk}={each.ends_on}" for each in self.preceptorships)
        return hashlib.sha256("\n".join(ends).encode()).hexdigest()[:16]

    def _show_both(self):
        self.add_error(
            None,
            _(
                "Someone moved one of these end dates after you opened this page. The list shows "
                "them as they are now. Send this again to move them to your date."
            ),
        )


class TickedForm(forms.Form):
    """Those ticked in a list of a program's preceptorships that are open."""

    ticked = forms.ModelMultipleChoiceField(
        queryset=Preceptorship.objects.none(),
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, data, *, program: Program):
        super().__init__(data)
        found = Preceptorship.objects.open().filter(program=program).with_people()
        self.fields["ticked"].queryset = found.order_by("learner__person__sort_name", "pk")
