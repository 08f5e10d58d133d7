"""Who can read what is typed, by name, for the line that stands by each field."""

from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from programs.preceptorships.models import PreceptorAssignment, Preceptorship


def concern_readers(preceptorship: Preceptorship) -> str:
    """Of a concern: whoever raised it, and those named to run the program (P13)."""
    return _said([_("The person who raised it"), *_coordinators(preceptorship)])


def coordinators_alone(preceptorship: Preceptorship) -> str:
    return _said(_coordinators(preceptorship) or [_("The coordinators")])


def plan_readers(preceptorship: Preceptorship, *, on: date) -> str:
    """Of an open plan, and of a concern that was released."""
    return _said([preceptorship.learner.person.name, *_those_beside(preceptorship, on)])


def draft_readers(preceptorship: Preceptorship, *, on: date) -> str:
    """Of a draft: those who run the program, and all others once it is opened."""
    words = _("The coordinators, and once the plan is open: %(readers)s.")
    readers = [preceptorship.learner.person.name, *_those_beside(preceptorship, on)]
    return words % {"readers": get_text_list(readers, _("and"))}


def decision_readers(preceptorship: Preceptorship) -> str:
    """Of a decision: who proposes it and who runs the program, and the learner once told."""
    words = _(
        "You, %(coordinators)s and site administrators; %(learner)s once they were told in person."
    )
    names = _coordinators(preceptorship) or [_("the coordinators")]
    facts = {"coordinators": ", ".join(names), "learner": preceptorship.learner.person.name}
    return words % facts


def _those_beside(preceptorship, on):
    held = PreceptorAssignment.objects.on(on).filter(preceptorship=preceptorship)
    names = held.order_by("-role").values_list("preceptor__person__name", flat=True)
    later = _("anyone who becomes %(guide)s here later") % {
        "guide": preceptorship.program.guide_label
    }
    return [*names, later, *_coordinators(preceptorship), _("site administrators")]


def _coordinators(preceptorship):
    """The learner is none of them where it is about themselves."""
    named = preceptorship.program.coordinators.exclude(person=preceptorship.learner.person_id)
    return [
        f"{row.person.name} ({row.get_role_display().lower()})"
        for row in named.select_related("person")
    ]


def _said(readers):
    return _("%(readers)s can read this.") % {"readers": get_text_list(readers, _("and"))}
