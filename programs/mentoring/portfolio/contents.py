"""What a person takes along from their mentorships: their own words and hours (M13, D2).

Nothing of the partner's is in it: no word they wrote, no answer they gave, and not their name.
``docs/learner.md`` describes the format to whoever reads one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q

from people.models import Person
from programs.mentoring.goals.models import Goal, GoalEntry, GoalFile
from programs.mentoring.meetings.models import CheckIn, CheckInNote
from programs.mentoring.mentorships.models import ClosingWords, Mentorship
from programs.mentoring.mentorships.permissions import is_mentee_of
from programs.mentoring.reflection.models import JournalEntry

FORMAT = "alongside-portfolio"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes in: of one mentorship or of all, with or without one's notes and journal."""

    mentorship: Mentorship | None = None
    has_notes: bool = False
    has_journal: bool = False


@dataclass(frozen=True, slots=True)
class Portfolio:
    """``contents`` as plain data, days and moments not yet text; ``files`` by their names there."""

    contents: dict[str, Any]
    files: dict[str, GoalFile]


def portfolio_of(person: Person, choice: Choice, *, at: datetime) -> Portfolio:
    """Return what the person wrote and added, with the hours of their mentorships.

    For one mentorship: the goals under way while it ran, and the notes and journal of that
    time. The journal is its author's own and goes nowhere but into their own portfolio (M6).
    """
    mentorships = Mentorship.objects.of(person).begun()
    goals = Goal.objects.of(person)
    notes = CheckInNote.objects.filter(author=person)
    journal = JournalEntry.objects.of(person)
    if mentorship := choice.mentorship:
        mentorships = mentorships.filter(pk=mentorship.pk)
        goals = _under_way_during(goals, mentorship)
        notes = notes.filter(check_in__mentorship=mentorship)
        journal = journal.filter(
            written_at__range=(mentorship.began_at, mentorship.closed_at or at)
        )
    goals = list(_with_log(goals))
    files = _named_files(goals)
    names = {file.entry_id: name for name, file in files.items()}
    contents = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": at,
        "name": person.name,
        "mentorships": _mentorships(mentorships, person),
        "goals": [_goal(goal, names) for goal in goals],
        "notes": _texts(notes) if choice.has_notes else [],
        "journal": _texts(journal) if choice.has_journal else [],
    }
    return Portfolio(contents, files)


def _mentorships(rows, person):
    rows = rows.select_related("program", "learner", "mentor").order_by("began_at", "id")
    rows = list(rows)
    held = CheckIn.objects.held().filter(mentorship__in=rows)
    meetings = {}
    for check_in in held.order_by("starts_at", "id"):
        meetings.setdefault(check_in.mentorship_id, []).append(check_in)
    words = ClosingWords.objects.of(person).filter(mentorship__in=rows)
    words = {written.mentorship_id: written for written in words}
    return [_mentorship(row, meetings.get(row.pk, []), words.get(row.pk), person) for row in rows]


def _mentorship(mentorship, meetings, words, person):
    return {
        "program": mentorship.program.name,
        "as": "mentee" if is_mentee_of(person, mentorship) else "mentor",
        "style": mentorship.style,
        "began_on": mentorship.starts_on,
        "ended_at": mentorship.closed_at,
        "meeting_count": len(meetings),
        "minutes": sum(meeting.minutes for meeting in meetings),
        "meetings": [
            {"at": meeting.starts_at, "minutes": meeting.minutes, "medium": meeting.medium}
            for meeting in meetings
        ],
        "looking_back": {
            "achieved": words.achieved if words else "",
            "learned": words.learned if words else "",
            "unfinished": words.unfinished if words else "",
        },
    }


def _under_way_during(goals, mentorship):
    """Those that were neither over before it began nor written after it ended."""
    began_at, began_on = mentorship.began_at, mentorship.starts_on
    goals = goals.filter(Q(achieved_on=None) | Q(achieved_on__gte=began_on))
    goals = goals.filter(Q(archived_at=None) | Q(archived_at__gte=began_at))
    return goals.filter(created_at__lte=mentorship.closed_at) if mentorship.closed_at else goals


def _with_log(goals):
    log = GoalEntry.objects.order_by("logged_at", "id").select_related("file")
    return goals.order_by("created_at", "id").prefetch_related(
        "milestones", Prefetch("entries", queryset=log)
    )


def _named_files(goals):
    """The pictures and PDFs of the logs, by names that sort as they stand there."""
    named = {}
    for number, goal in enumerate(goals, start=1):
        for place, entry in enumerate(goal.entries.all(), start=1):
            if file := getattr(entry, "file", None):
                named[f"goal-{number:02}-entry-{place:03}.{file.kind}"] = file
    return named


def _goal(goal, file_names):
    return {
        "area": goal.area,
        "title": goal.title,
        "reason": goal.reason,
        "measure": goal.measure,
        "measure_text": goal.measure_text,
        "target_number": goal.target_number,
        "target_on": goal.target_on,
        "written_at": goal.created_at,
        "achieved_on": goal.achieved_on,
        "archived_at": goal.archived_at,
        "steps": [
            {"title": step.title, "due_on": step.due_on, "done_on": step.done_on}
            for step in goal.milestones.all()
        ],
        "log": [
            {
                "at": entry.logged_at,
                "text": entry.text,
                "progress": entry.progress,
                "number": entry.number,
                "file": file_names.get(entry.pk),
            }
            for entry in goal.entries.all()
        ],
    }


def _texts(rows):
    rows = rows.order_by("written_at", "id").values("written_at", "text")
    return [{"at": row["written_at"], "text": row["text"]} for row in rows]
