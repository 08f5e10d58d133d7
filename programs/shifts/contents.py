"""What the pages of shifts show: a note with its ticks, a plan out of the last notes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from people.models import Person
from programs import registry
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship
from programs.shifts.models import Shift, ShiftNote, TaughtSkill

# How many skills stand in sight in a note's form.
NEAR = 6
LAST_NOTES = 3
# Of how many weeks the coaching plan speaks.
PLAN_WEEKS = 6


@dataclass(slots=True)
class Taught:
    """One skill of a note, with how it was taught."""

    skill: Competency
    ways: list[str] = field(default_factory=list)
    # Whether the learner says it, of themselves.
    is_own: bool = False

    @property
    def words(self) -> str:
        ways = [way for way in TaughtSkill.Way if way in self.ways]
        return ", ".join(str(way.as_learnt if self.is_own else way.label) for way in ways)


@dataclass(frozen=True, slots=True)
class Week:
    """What was to come next, by the week in which it was written."""

    monday: date
    notes: list[ShiftNote]


def taught_in(notes: Iterable[ShiftNote]) -> None:
    """Give each note ``lines``, its skills in their order, in one query for all.

    In the words of its author: whoever did not precept that day learnt.
    """
    learnt = {note.pk: note.author_id != note.shift.preceptor.person_id for note in notes}
    lines: dict[UUID, dict[UUID, Taught]] = {note.pk: {} for note in notes}
    ticks = TaughtSkill.objects.filter(note__in=lines).select_related("competency")
    for tick in ticks.order_by("competency__position"):
        own = lines[tick.note_id]
        own.setdefault(
            tick.competency_id, Taught(tick.competency, is_own=learnt[tick.note_id])
        ).ways.append(tick.way)
    for note in notes:
        note.lines = list(lines[note.pk].values())


def notes_of(preceptorship: Preceptorship, count: int = LAST_NOTES) -> list[ShiftNote]:
    """The last notes, with their authors and ticks."""
    rows = ShiftNote.objects.with_people().filter(shift__preceptorship=preceptorship)
    notes = list(rows.order_by("-shift__starts_at", "-written_at")[:count])
    taught_in(notes)
    return notes


def coaching_plan(preceptorship: Preceptorship, *, today: date) -> list[Week]:
    """ "Next time" of the last weeks, the latest first: what one goes on with."""
    since = today - timedelta(weeks=PLAN_WEEKS)
    rows = ShiftNote.objects.with_people().filter(
        shift__preceptorship=preceptorship, shift__day__gt=since
    )
    notes = list(rows.exclude(next_time="").order_by("-shift__starts_at"))
    return [
        Week(monday, list(of_week))
        for monday, of_week in groupby(notes, key=lambda note: _monday(note.shift.day))
    ]


def skills_for_note(preceptorship: Preceptorship, *, today: date) -> list[Competency]:
    """All skills of the record: those due, asked for and last worked on first, then in order."""
    version = preceptorship.framework_version_id
    skills = Competency.objects.filter(version=version, is_group=False).order_by("position")
    first = {pk: place for place, pk in enumerate(_pressing(preceptorship, today))}
    return sorted(skills, key=lambda skill: first.get(skill.pk, len(first)))


def sections_of(shift: Shift, reader: Person, *, today: date) -> list[registry.Section]:
    """What the rooms above say to this reader beside a shift."""
    return [part for hook in registry.shift_sections for part in hook(shift, reader, today)]


def has_worked_before(shift: Shift) -> bool:
    before = Shift.objects.standing().filter(
        preceptorship=shift.preceptorship_id,
        preceptor=shift.preceptor_id,
        starts_at__lt=shift.starts_at,
    )
    return before.exists()


def readers_words(preceptorship: Preceptorship, reader: Person, coordinators) -> list[str]:
    """Who reads a note, by name or part, as the sentence below its form says it."""
    names = [coordinator.person.name for coordinator in coordinators]
    learner = preceptorship.learner.person
    return [*([] if learner == reader else [learner.get_short_name()]), *names]


def _pressing(preceptorship, today):
    """Ids of skills in the order in which they matter today, each once."""
    named = [pk for hook in registry.pressing_skills for pk in hook(preceptorship, today)]
    last = TaughtSkill.objects.filter(note__shift__preceptorship=preceptorship)
    recent = last.order_by("-note__shift__starts_at").values_list("competency", flat=True)[:12]
    return list(dict.fromkeys([*named[: NEAR - 2], *recent, *named]))


def _monday(day):
    return day - timedelta(days=day.weekday())
