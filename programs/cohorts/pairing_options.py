"""The guides a coordinator chooses from: grouped, with load, and with the reason where blocked."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from people.models import Learner, Person
from programs.cohorts.best_guides import ELSEWHERE, SAME_SITE, SAME_UNIT, nearness
from programs.cohorts.eligibility import (
    Blocker,
    Eligibility,
    Guide,
    blocker_of_load,
    blockers_alone,
)

FREE, BY_EXCEPTION, BLOCKED = range(3)


def load_of(guide: Guide, *, drafted: int = 0) -> str:
    """Say how many places are taken: "1 of 2", "1 of 2, 1 more drafted"."""
    load = _("%(load)s of %(capacity)s") % {"load": guide.load, "capacity": guide.capacity}
    if not drafted:
        return load
    return _("%(load)s, %(drafted)s drafted") % {"load": load, "drafted": drafted}


def group_of(blockers: Sequence[Blocker]) -> int:
    if not blockers:
        return FREE
    return BY_EXCEPTION if all(blocker.can_be_overridden for blocker in blockers) else BLOCKED


def label_of(
    guide: Guide, blockers: Sequence[Blocker], *, drafted: int = 0, near: int = ELSEWHERE
) -> str:
    """The guide's name, where they are, and their load or what stands against the pair."""
    words = ", ".join(dict.fromkeys(blocker.text for blocker in blockers))
    parts = [guide.person.name, place_of(guide.person, near)]
    return " · ".join(filter(None, [*parts, words or load_of(guide, drafted=drafted)]))


def place_of(guide: Person, near: int) -> str:
    """Where a guide is, seen from a learner: "same unit", "Ward 5, same site", or "Ward 9"."""
    if near == SAME_UNIT:
        return _("same unit")
    unit = guide.unit.name if guide.unit else ""
    return _("%(unit)s, same site") % {"unit": unit} if near == SAME_SITE else unit


def standing_words(guide: Guide) -> list[str]:
    """What stands against a guide whoever the learner is, for lists of guides."""
    words = [blocker.text for blocker in blockers_alone(guide)]
    return [*words, _("over their capacity")] if guide.load > guide.capacity else words


class OptionCells:
    """The options of every select of a pairing table, as escaped HTML.

    A table of 25 rows and 200 guides would have 5,000 options: each row offers the guides that
    suit best (decision 0021), the nearest first, of them those with most places left. Most
    learners of a unit are offered the very same: their options are made once, and of the other
    rows each option that stood in one before.
    """

    def __init__(self, eligibility: Eligibility):
        self.eligibility = eligibility
        self._cells = {}
        self._made = {}

    def of(self, learner: Learner, offered: Sequence[Guide], *, chosen, drafted_here) -> str:
        """Return the options for one learner; ``drafted_here`` is who the draft names now."""
        likeness = self.eligibility.likeness(learner)
        unit = learner.person.unit_id
        key = (tuple(guide.pk for guide in offered), unit, likeness, chosen, drafted_here)
        if key not in self._cells:
            self._cells[key] = self._cell(learner, offered, chosen, drafted_here)
        return self._cells[key]

    def _cell(self, learner, offered, chosen, drafted_here):
        groups = ([], [], [])
        for near, guide in _nearest_first(learner, offered):
            # The row's own draft takes up no place that it does not have already.
            drafted = guide.drafted - (guide.pk == drafted_here)
            blockers = self.eligibility.blockers(guide, learner, more=drafted)
            group, option = self._option(guide, blockers, drafted, near, guide.pk == chosen)
            groups[group].append(option)
        names = (_("Free"), _("Needs a reason"), _("Not possible"))
        named = zip(names, groups, strict=True)
        return format_html_join(
            "",
            '<optgroup label="{}">{}</optgroup>',
            ((name, format_html_join("", "{}", options)) for name, options in named if options),
        )

    def _option(self, guide, blockers, drafted, near, is_chosen):
        key = (guide.pk, tuple(blockers), drafted, near, is_chosen)
        if key not in self._made:
            group = group_of(blockers)
            label = label_of(guide, blockers, drafted=drafted, near=near)
            why = "load" if list(blockers) == [blocker_of_load(guide, drafted)] else "rule"
            self._made[key] = group, (_option(guide.pk, label, group, why, is_chosen),)
        return self._made[key]


def _nearest_first(learner, offered):
    near = [(nearness(guide.person, learner.person), guide) for guide in offered]
    return sorted(near, key=lambda row: (row[0], row[1].load + row[1].drafted - row[1].capacity))


def _option(pk, label, group, why, is_chosen):
    # Where it is the load alone, the page counts it anew at each choice.
    marks = f' data-needs-reason="{why}"' if group == BY_EXCEPTION else ""
    if is_chosen:
        # Even if blocked by now: a choice that cannot be shown would be lost unseen.
        marks += " selected"
    elif group == BLOCKED:
        marks += " disabled"
    return format_html('<option value="{}"' + marks + ">{}</option>", pk, label)
