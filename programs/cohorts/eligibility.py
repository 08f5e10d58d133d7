"""Who may guide whom, and if not, why: for many guides and learners in a few queries."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.models import valid_on
from people.models import GuidePause, GuideRole, Learner, LineManagement, Mentor, Person, Preceptor
from people.standing import Lack, lacks_of
from programs import registry
from programs.cohorts.models import Exclusion, PairingChoice, Program

# Rules marked ◇: a coordinator may set them aside and says why. No other may be.
OVERRIDABLE = frozenset({"P8", "P16"})

Guide: TypeAlias = Preceptor | Mentor


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why a guide cannot have a learner: the rule's number, and words fit to show."""

    rule: str
    text: str

    @property
    def can_be_overridden(self) -> bool:
        return self.rule in OVERRIDABLE


def guides_with_standing(model: type[Guide], *, on: date):
    """Guides with all that ``Eligibility`` asks about themselves as columns.

    To the standing on ``on`` are added ``load`` (open pairings of that kind across all
    programs, P16) and ``resting_until`` (None where no end is known).
    """
    of_guide = {"person": OuterRef("person"), "role": model.role}
    pauses = GuidePause.objects.on(on).filter(**of_guide).order_by("-valid_to")
    return (
        model.objects.with_standing(on)
        .annotate(load=_load(model, on), resting_until=Subquery(pauses.values("valid_to")[:1]))
        .select_related("person__unit__parent__parent")
    )


def guides_of(program: Program, *, on: date, drafted_in=None):
    """The pool of a program in the order of names, each with standing and load.

    With a cohort in ``drafted_in`` also ``drafted``: how often its draft names the guide.
    """
    model = Preceptor if program.is_preceptorship else Mentor
    guides = guides_with_standing(model, on=on).filter(programs=program, person__is_active=True)
    if drafted_in is not None:
        guides = guides.annotate(drafted=_drafted(model, drafted_in))
    return guides.order_by("person__sort_name", "pk")


def unable_guides(program: Program, *, on: date) -> int:
    """How many of a pool lack an approval, a training or a licence on a day."""
    model = Preceptor if program.is_preceptorship else Mentor
    pool = model.objects.with_standing(on).filter(programs=program, person__is_active=True)
    lacking = Q(is_approved=False) | Q(is_trained=False) | Q(is_licence_lapsed=True)
    return pool.filter(lacking).count()


def blockers_for(
    *, program: Program, guides: Sequence[Guide], learners: Sequence[Learner], on: date
) -> "Eligibility":
    """Load, in a fixed number of queries, whether each guide may have each learner on a day."""
    return Eligibility(program=program, guides=guides, learners=learners, on=on)


class Eligibility:
    """The answers for some guides (from ``guides_with_standing``) and some learners.

    Queries: two, whatever the numbers.
    """

    def __init__(self, *, program: Program, guides, learners, on: date):
        self.program = program
        self._alone = {}
        self._sites = {}
        self._relations = _relations(program, guides, learners, on=on)
        guiding = {guide.person_id for guide in guides}
        learning = {learner.person_id for learner in learners}
        self._barred = Exclusion.objects.barred_among(guiding, learning)
        # Learners of whom something is known with one of the guides.
        self._singular = guiding & learning | {
            learner for _guide, learner in (*self._relations, *self._barred)
        }

    def blockers(self, guide: Guide, learner: Learner, *, more: int = 0) -> Sequence[Blocker]:
        """Return every reason against the pair, those that cannot be overridden first.

        ``more``: pairings of the guide beyond the published ones, such as those drafted.
        """
        alone = self._blockers_alone(guide, more)
        together = list(self._blockers_together(guide, learner))
        if not together:
            return alone
        return sorted([*together, *alone], key=lambda blocker: blocker.can_be_overridden)

    def likeness(self, learner: Learner) -> Hashable:
        """Return what is equal for two learners only if all guides have the same blockers for both.

        Nearly all learners of a unit and a level are alike.
        """
        if learner.person_id in self._singular:
            return learner.person_id
        return (
            self.program.is_same_site_required and self._site(learner.person),
            self.program.is_preceptorship and learner.level,
        )

    def _blockers_alone(self, guide, more) -> tuple[Blocker, ...]:
        """What stands against the guide whoever the learner is: worked out once for a table."""
        if (guide.pk, more) not in self._alone:
            every = [*blockers_alone(guide), blocker_of_load(guide, more)]
            found = [blocker for blocker in every if blocker]
            found.sort(key=lambda blocker: blocker.can_be_overridden)
            self._alone[guide.pk, more] = tuple(found)
        return self._alone[guide.pk, more]

    def _blockers_together(self, guide, learner) -> Iterable[Blocker]:
        pair = (guide.person_id, learner.person_id)
        if guide.person_id == learner.person_id:
            yield Blocker("P4", _("is the same person"))
        yield from self._relations.get(pair, ())
        if pair in self._barred:
            # Nobody is told that a mentorship ended early, nor by whom (M8).
            yield Blocker("M8", _("not available"))
        if self.program.is_same_site_required and not self._is_same_site(guide, learner):
            yield Blocker("X1", _("not at the same site"))
        if self.program.is_preceptorship and not guide.may_assess(learner):
            text = _("level %(guide)s, the learner is at %(learner)s")
            yield Blocker("P8", text % {"guide": guide.level, "learner": learner.level})

    def _is_same_site(self, guide, learner) -> bool:
        here, there = self._site(guide.person), self._site(learner.person)
        return here is not None and here == there

    def _site(self, person) -> UUID | None:
        if person.pk not in self._sites:
            self._sites[person.pk] = site_of(person)
        return self._sites[person.pk]


def site_of(person: Person) -> UUID | None:
    """The unit at the top of the person's own."""
    unit = person.unit
    while unit is not None and unit.parent is not None:
        unit = unit.parent
    return unit and unit.pk


def refusal(guide: Guide, blockers: Sequence[Blocker], *, reason: str) -> str:
    """Return why the pair may not be, in one sentence, or nothing where it may.

    A reason sets aside the rules marked ◇, and only those.
    """
    if not blockers:
        return ""
    words = ", ".join(dict.fromkeys(blocker.text for blocker in blockers))
    facts = {"guide": guide.person.name, "words": words}
    if not all(blocker.can_be_overridden for blocker in blockers):
        return _("Not possible with %(guide)s: %(words)s.") % facts
    return "" if reason else _("%(guide)s needs a reason: %(words)s.") % facts


def _load(model, on):
    """Open pairings of the kind that a guide of ``model`` guides in on a day."""
    places = registry.pairing_kinds[model.role].places(on)
    return _count(places.filter(**{model.role: OuterRef("pk")}), model.role)


def _drafted(model, cohort):
    choices = PairingChoice.objects.filter(enrolment__cohort=cohort)
    return _count(choices.filter(**{model.role: OuterRef("pk")}), model.role)


def _count(rows, field):
    counted = rows.order_by().values(field).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted), 0)


def blockers_alone(guide: Guide) -> tuple[Blocker, ...]:
    """Return what stands against the guide whoever the learner is, load aside.

    Worked out once for a guide: three parts of the pairing table ask.
    """
    if not hasattr(guide, "_blockers_alone"):
        found = [_blocker_of_lack(lack, guide) for lack in lacks_of(guide)]
        if guide.is_resting:
            found.append(Blocker("P16", _resting(guide.resting_until)))
        guide._blockers_alone = tuple(found)
    return guide._blockers_alone


_WORDS_OF_LACK = {
    Lack.TRAINING: gettext_lazy("training missing or expired"),
    Lack.APPROVAL: gettext_lazy("not approved"),
    Lack.LICENCE: gettext_lazy("licence expired"),
}


def _blocker_of_lack(lack, guide):
    rule = "P8"
    if isinstance(guide, Mentor):
        # A mentor without training gets nobody (M14); a preceptor by exception (P8).
        rule = "M14" if lack is Lack.TRAINING else "P16"
    return Blocker(rule, str(_WORDS_OF_LACK[lack]))


def _resting(until: date | None) -> str:
    if until is None:
        return _("resting")
    return _("on a break until %(day)s") % {"day": date_format(until, "j M Y")}


def blocker_of_load(guide: Guide, more: int = 0) -> Blocker | None:
    if guide.load + more < guide.capacity:
        return None
    text = _("full (%(load)s of %(capacity)s)")
    return Blocker("P16", text % {"load": guide.load + more, "capacity": guide.capacity})


def _relations(program, guides, learners, *, on) -> dict[tuple[UUID, UUID], list[Blocker]]:
    """Return what stands between the two of a pair already, by their persons (M7)."""
    guiding = [guide.person_id for guide in guides]
    learning = [learner.person_id for learner in learners]
    mentoring = registry.pairing_kinds[GuideRole.MENTOR].between(guiding, learning, on)
    if program.is_preceptorship:
        return _worded(mentoring, _WORDS_OF_PRECEPTORSHIP)

    assessing = registry.pairing_kinds[GuideRole.PRECEPTOR].between(guiding, learning, on)
    managed = LineManagement.objects.filter(valid_on(on))
    managing = managed.filter(manager__in=guiding, person__in=learning).values_list(
        "manager", "person", Value("manages")
    )
    managed_by = managed.filter(manager__in=learning, person__in=guiding).values_list(
        "person", "manager", Value("is_managed")
    )
    rows = mentoring.union(assessing, managing.order_by(), managed_by.order_by())
    return _worded(rows, _WORDS_OF_MENTORSHIP)


def _worded(rows, words):
    found = {}
    for guide, learner, relation in rows:
        rule, text = words[relation]
        found.setdefault((guide, learner), []).append(Blocker(rule, str(text)))
    return found


_WORDS_OF_PRECEPTORSHIP = {"mentors": ("M7", gettext_lazy("is their mentor, in confidence"))}
_WORDS_OF_MENTORSHIP = {
    "mentors": ("X1", gettext_lazy("is their mentor already")),
    "assesses": ("M7", gettext_lazy("assesses them now")),
    "manages": ("M7", gettext_lazy("manages them")),
    "is_managed": ("M7", gettext_lazy("is managed by them")),
}
