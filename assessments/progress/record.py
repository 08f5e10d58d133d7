"""The record of one competency: every signature, and how its levels are spread (P5)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from assessments.practice.models import PracticeNote
from assessments.progress import counting
from assessments.progress.checklist import Checklist
from assessments.progress.services import observation_of
from assessments.sign_offs.models import SignOff
from people.models import Person
from programs.frameworks.models import Competency, RatingLevel, RatingScale
from programs.preceptorships.models import PreceptorAssignment, Preceptorship


@dataclass(frozen=True)
class Record:
    """All signatures for one competency, newest first; revoked ones stay in it (P7)."""

    sign_offs: list[SignOff]

    @cached_property
    def comparable(self) -> list[SignOff]:
        """Those that stand, on the scale of the latest: levels of two scales do not compare."""
        standing = [signed for signed in self.sign_offs if signed.is_standing]
        latest = max(
            standing, key=lambda signed: (signed.observed_on, signed.signed_at), default=None
        )
        return [signed for signed in standing if signed.level.scale_id == latest.level.scale_id]

    @property
    def scale(self) -> RatingScale | None:
        return self.comparable[0].level.scale if self.comparable else None

    @cached_property
    def distribution(self) -> list[tuple[RatingLevel, int]]:
        """How often each level was given, the best first; never an average."""
        if not self.comparable:
            return []
        levels = sorted(self.scale.levels.all(), key=self._rank, reverse=True)
        given = counting.distribution([signed.level for signed in self.comparable], levels)
        return list(given.items())

    @property
    def latest(self) -> RatingLevel | None:
        newest = max(self.comparable, key=lambda signed: (signed.observed_on, signed.signed_at))
        return newest.level

    @property
    def best(self) -> RatingLevel | None:
        return max((signed.level for signed in self.comparable), key=self._rank)

    @property
    def median(self) -> RatingLevel | None:
        ranks = {self._rank(signed.level): signed.level for signed in self.comparable}
        middle = counting.median_rank([self._rank(signed.level) for signed in self.comparable])
        return ranks[middle]

    def _rank(self, level):
        return self.scale.rank(level.value)


def read_record(preceptorship: Preceptorship, competency: Competency) -> Record:
    sign_offs = SignOff.objects.filter(preceptorship=preceptorship, competency=competency)
    return Record(list(sign_offs.with_content().select_related("level__scale")))


@dataclass(frozen=True)
class Practice:
    """The other lane: notes that never count, as one reader may see them (P12)."""

    notes: list[PracticeNote]

    @property
    def own_view(self) -> PracticeNote | None:
        """The latest note in which the learner says how they see it themselves (P4)."""
        return next((note for note in self.notes if note.self_level_id), None)


def read_practice(
    preceptorship: Preceptorship, competency: Competency, *, reader: Person, on: date
) -> Practice:
    notes = PracticeNote.objects.visible_to(reader, on=on).with_author()
    return Practice(list(notes.filter(preceptorship=preceptorship, competency=competency)[:50]))


def practice_readers_of(preceptorship: Preceptorship, *, reader: Person, on: date) -> str:
    """Say who can read a practice note once it is shared: no coordinator is among them."""
    assigned = PreceptorAssignment.objects.on(on).filter(preceptorship=preceptorship)
    assigned = assigned.select_related("preceptor__person").order_by("-role")
    learner, guide = preceptorship.learner.person, preceptorship.program.guide_label
    later = (
        _("anyone who becomes your %(guide)s later")
        if learner == reader
        else _("anyone who becomes %(name)s's %(guide)s later")
    )
    readers = [
        _called(learner, reader),
        *(_called(assignment.preceptor.person, reader) for assignment in assigned),
        later % {"guide": guide, "name": learner.get_short_name()},
    ]
    return _said(readers)


def printed(checklist: Checklist, preceptorship: Preceptorship):
    """Yield each group with its lines, each with all its signatures, oldest first (P7)."""
    sign_offs = preceptorship.sign_offs.order_by("signed_at")
    found = defaultdict(list)
    read = ("level", "entry__content", "revoked_by", "confirmation")
    for sign_off in sign_offs.select_related(*read):
        found[sign_off.competency_id].append(sign_off)
    for group in checklist.groups:
        yield group, [(line, found[line.competency.pk]) for line in group.lines]


def readers_of(preceptorship: Preceptorship, *, reader: Person | None = None) -> str:
    """Say who can read what is signed here, to ``reader``: None for somebody without an account."""
    program, learner = preceptorship.program, preceptorship.learner.person
    assigned = (
        _("anyone assigned to you as %(guide)s")
        if learner == reader
        else _("anyone assigned to %(name)s as %(guide)s")
    )
    readers = [
        _called(learner, reader),
        assigned % {"guide": program.guide_label, "name": learner.get_short_name()},
        *(
            f"{_called(coordinator.person, reader)} ({coordinator.get_role_display().lower()})"
            for coordinator in program.coordinators.select_related("person")
        ),
        _("site administrators"),
    ]
    return _said(readers)


def _called(person, reader):
    return _("you") if person == reader else person.name


def _said(readers):
    listed = capfirst(get_text_list(readers, _("and")))
    return _("%(readers)s can read this.") % {"readers": listed}


def consequence(sign_off: SignOff) -> str:
    """Say what revoking this signature does to its competency."""
    state = sign_off.preceptorship.competency_states.get(competency=sign_off.competency_id)
    words = {"competency": sign_off.competency, "required": state.observations_required}
    if not sign_off.is_standing:
        return _("It isn't counting now, so the total stays the same.")
    if not sign_off.is_pass:
        return _("It was below the pass level, so the total stays the same.")
    if state.achieved_at is None:
        words["passes"] = state.passes - 1
        return _("It will no longer count: %(passes)s of %(required)s remain.") % words
    if _is_achieved_without(sign_off, state):
        return (
            _("It will no longer count, but “%(competency)s” is still signed off without it.")
            % words
        )
    return _("Without it, “%(competency)s” is no longer signed off.") % words


def _is_achieved_without(sign_off, state):
    others = SignOff.objects.standing().filter(
        preceptorship=sign_off.preceptorship_id, competency=sign_off.competency_id, is_pass=True
    )
    passes = others.exclude(pk=sign_off.pk).select_related("level__scale", "external")
    return counting.is_achieved(state.requirement, list(map(observation_of, passes)))
