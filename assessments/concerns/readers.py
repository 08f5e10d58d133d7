"""Who can read what is typed, by name, for the line that stands by each field."""

from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from people.models import Person
from programs.preceptorships.models import PreceptorAssignment, Preceptorship


def concern_readers(preceptorship: Preceptorship) -> str:
    """Of a concern: whoever raised it, and those named to run the program (P13)."""
    return _said([_("The person who raised it"), *_coordinators(preceptorship)])


def coordinators_alone(preceptorship: Preceptorship) -> str:
    return _said(_coordinators(preceptorship) or [_("The coordinators")])


def plan_readers(preceptorship: Preceptorship, *, on: date) -> str:
    """Of an open plan, and of a concern that was released."""
    learner, preceptors = preceptorship.learner.person.name, _preceptors(preceptorship, on)
    return _said([learner, *preceptors, *_running(preceptorship)])


def draft_readers(preceptorship: Preceptorship, *, on: date) -> str:
    """Of a draft: those who run the program, and its other readers once it is opened."""
    words = _("%(now)s can read this; once the plan is open also %(later)s.")
    later = [preceptorship.learner.person.name, *_preceptors(preceptorship, on)]
    names = {"now": _running(preceptorship), "later": later}
    return words % {key: get_text_list(people, _("and")) for key, people in names.items()}


def decision_readers(preceptorship: Preceptorship, *, proposed_by: Person) -> str:
    """Of a decision: who proposes it and who runs the program, and the learner once told."""
    words = _("%(now)s can read this; %(learner)s once they have been told in person.")
    names = get_text_list([proposed_by.name, *_running(preceptorship, proposed_by)], _("and"))
    return words % {"now": names, "learner": preceptorship.learner.person.name}


def _preceptors(preceptorship, on):
    held = PreceptorAssignment.objects.on(on).filter(preceptorship=preceptorship)
    names = held.order_by("-role").values_list("preceptor__person__name", flat=True)
    later = _("anyone who becomes %(guide)s here later") % {
        "guide": preceptorship.program.guide_label
    }
    return [*names, later]


def _running(preceptorship, *but):
    """Whoever sees all that isn't a concern."""
    return [*_coordinators(preceptorship, *but), _("site administrators")]


def _coordinators(preceptorship, *but):
    """The learner is none of them where it is about themselves."""
    aside = [preceptorship.learner.person, *but]
    named = preceptorship.program.coordinators.exclude(person__in=aside)
    return [
        f"{row.person.name} ({row.get_role_display().lower()})"
        for row in named.select_related("person")
    ]


def _said(readers):
    return _("%(readers)s can read this.") % {"readers": get_text_list(readers, _("and"))}
