"""Which guides of a large pool a learner is offered first."""

from collections.abc import Sequence
from uuid import UUID

from people.models import Learner, Person
from programs.cohorts.eligibility import Guide, blocker_of_load, blockers_alone, site_of
from programs.cohorts.models import Program

SAME_UNIT, SAME_SITE, ELSEWHERE = range(3)
# A row offers as many, and all others when it is asked to.
OFFERED = 20


def nearness(guide: Person, learner: Person) -> int:
    """How near a guide is to a learner: in their unit, at their site, or elsewhere."""
    if guide.unit_id is None or learner.unit_id is None:
        return ELSEWHERE
    if guide.unit_id == learner.unit_id:
        return SAME_UNIT
    return SAME_SITE if site_of(guide) == site_of(learner) else ELSEWHERE


class BestGuides:
    """The guides of a program (from ``guides_of``, with the draft) by how well they suit.

    First those who may have the learner as far as site and level go, of them those against
    whom nothing stands, of them the nearest, of them those with most places left. No query.
    """

    def __init__(self, program: Program, guides: Sequence[Guide]):
        self.program = program
        self.guides = guides
        self._sites = {guide.pk: site_of(guide.person) for guide in guides}
        self._is_blocked = {
            guide.pk: bool(blockers_alone(guide) or blocker_of_load(guide, guide.drafted))
            for guide in guides
        }
        self._best = {}

    def for_learner(self, learner: Learner, *named: UUID | None) -> Sequence[Guide]:
        """Return those who suit best, and those named by their ids, in the order of names."""
        if len(self.guides) <= OFFERED:
            return self.guides
        best = self._best_for(learner)
        others = {pk for pk in named if pk} - {guide.pk for guide in best}
        return self._in_order(best, others) if others else best

    def _best_for(self, learner):
        """Worked out once for all learners of a unit and a level: the same guides suit them."""
        key = (learner.person.unit_id, learner.level)
        if key not in self._best:
            site = site_of(learner.person)
            best = sorted(self.guides, key=lambda guide: self._misfit(guide, learner, site))
            self._best[key] = self._in_order(best[:OFFERED])
        return self._best[key]

    def _in_order(self, best, others=()):
        wanted = {guide.pk for guide in best}.union(others)
        return [guide for guide in self.guides if guide.pk in wanted]

    def _misfit(self, guide, learner, site):
        is_at_site = site is not None and self._sites[guide.pk] == site
        is_in_unit = is_at_site and guide.person.unit_id == learner.person.unit_id
        is_out_of_reach = self.program.is_same_site_required and not is_at_site
        if self.program.is_preceptorship:
            is_out_of_reach |= not guide.may_assess(learner)
        return (
            is_out_of_reach,
            self._is_blocked[guide.pk],
            not is_in_unit,
            not is_at_site,
            guide.load + guide.drafted - guide.capacity,
        )
