"""A pair with a secret in every confidential field, and everybody around it."""

from dataclasses import dataclass
from datetime import timedelta

from people.models import Person
from programs.mentoring.goals.models import Goal
from programs.mentoring.meetings.models import CheckInNote
from tests import factories as make
from tests.factories import NOON

DAY = timedelta(days=1)


@dataclass
class Pair:
    """``secrets`` names what is written where; ``own`` are those of the mentee alone."""

    mentee: Person
    mentor: Person
    other_mentor: Person
    former_mentor: Person
    coordinator: Person
    administrator: Person
    stranger: Person
    mentorship: object
    goal: Goal
    private_goal: Goal
    check_in: object
    secrets: dict[str, str]
    own: set[str]

    @property
    def outsiders(self):
        return {
            "other_mentor": self.other_mentor,
            "former_mentor": self.former_mentor,
            "coordinator": self.coordinator,
            "administrator": self.administrator,
            "stranger": self.stranger,
        }


def pair_with_secrets() -> Pair:
    """The goal went from a former mentor, who left, to the mentor of today."""
    mentee, coordinator = make.PersonFactory(name="Amara"), make.PersonFactory(name="Cole")
    program = make.MentoringProgramFactory(coordinator=coordinator)
    learner = make.LearnerFactory(person=mentee)
    mentor, former = make.MentorFactory(), make.MentorFactory()
    cohort = {"cohort": make.CohortFactory(program=program), "learner": learner}
    old = make.MentorshipFactory(mentor=former, closed=True, ending="early_one_side", **cohort)
    mentorship = make.MentorshipFactory(mentor=mentor, **cohort)
    secrets = {
        name: f"secret-{name}"
        for name in (
            "title",
            "reason",
            "measure",
            "step",
            "entry",
            "own_entry",
            "old_entry",
            "comment",
            "note",
            "own_note",
            "private_title",
            "private_entry",
        )
    }
    goal = make.GoalFactory(
        owner=mentee,
        title=secrets["title"],
        reason=secrets["reason"],
        measure=Goal.Measure.SCALE,
        measure_text=secrets["measure"],
        created_at=NOON - 90 * DAY,
    )
    make.GoalShareFactory(
        goal=goal, mentorship=old, shared_from=NOON - 90 * DAY, shared_until=NOON - 40 * DAY
    )
    make.GoalShareFactory(goal=goal, mentorship=mentorship, shared_from=NOON - 30 * DAY)
    shared, alone = Goal.Audience.MY_MENTOR, Goal.Audience.ONLY_ME
    _log(goal, secrets["entry"], shared, 2)
    _log(goal, secrets["own_entry"], alone, 1)
    _log(goal, secrets["old_entry"], shared, 60)
    make.MilestoneFactory(goal=goal, title=secrets["step"])
    make.GoalCommentFactory(
        goal=goal, mentorship=mentorship, text=secrets["comment"], written_at=NOON - DAY
    )
    private = make.GoalFactory(owner=mentee, title=secrets["private_title"], audience=alone)
    _log(private, secrets["private_entry"], alone, 3)
    check_in = make.CheckInFactory(
        mentorship=mentorship, starts_at=NOON - 3 * DAY, held_at=NOON - 3 * DAY
    )
    make.CheckInNoteFactory(check_in=check_in, text=secrets["note"])
    make.CheckInNoteFactory(
        check_in=check_in, text=secrets["own_note"], audience=CheckInNote.Audience.ONLY_ME
    )
    return Pair(
        mentee=mentee,
        mentor=mentor.person,
        other_mentor=make.MentorshipFactory(cohort=mentorship.cohort).mentor.person,
        former_mentor=former.person,
        coordinator=coordinator,
        administrator=make.AdministratorFactory(),
        stranger=make.PersonFactory(),
        mentorship=mentorship,
        goal=goal,
        private_goal=private,
        check_in=check_in,
        secrets=secrets,
        own={"own_entry", "old_entry", "own_note", "private_title", "private_entry"},
    )


def _log(goal, text, audience, days_ago):
    make.GoalEntryFactory(
        goal=goal, text=text, audience=audience, progress=50, logged_at=NOON - days_ago * DAY
    )
