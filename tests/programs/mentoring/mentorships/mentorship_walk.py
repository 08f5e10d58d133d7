"""Two people do whatever they like, in whichever order: the acts of a mentorship's life."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
)

from programs.mentoring.goals.models import Goal
from programs.mentoring.goals.services.goal import (
    GoalError,
    create_goal,
    make_goal_private,
    share_goal,
)
from programs.mentoring.goals.services.goal_comment import comment_on_goal
from programs.mentoring.goals.services.goal_entry import log_goal_entry
from programs.mentoring.meetings.models import CheckIn, CheckInNote
from programs.mentoring.meetings.services.agenda import AgendaError, add_to_agenda, take_on
from programs.mentoring.meetings.services.check_in import (
    CheckInError,
    hold_check_in,
    miss_check_in,
    plan_check_in,
)
from programs.mentoring.meetings.services.check_in_note import CheckInNoteError, write_check_in_note
from programs.mentoring.mentorships.models import Agreement, Mentorship, Topic
from programs.mentoring.mentorships.services.agreement import (
    AgreementError,
    accept_agreement,
    answer_agreement,
    write_agreement,
)
from programs.mentoring.mentorships.services.closing import (
    choose_next_step,
    end_mentorship,
    write_closing_words,
)
from programs.mentoring.mentorships.services.mentorship import (
    MentorshipError,
    leave_mentorship,
    pause_mentorship,
    resume_mentorship,
    wind_down_mentorship,
)
from programs.mentoring.mentorships.services.mentorship_opening import (
    accept_mentorship,
    decline_mentorship,
    open_mentorship,
    propose_mentorship,
)
from programs.mentoring.mentorships.services.mentorship_sweep import advance_mentorships
from programs.mentoring.reflection.models import PulseAsk
from programs.mentoring.reflection.services.journal import write_journal_entry
from programs.mentoring.reflection.services.pulse import (
    PulseError,
    answer_pulse,
    ask_pulses,
    instrument_of,
)
from programs.mentoring.reflection.services.well_being import WellBeingError, write_well_being
from tests.factories import (
    NOON,
    AbsenceFactory,
    AdministratorFactory,
    EnrolmentFactory,
    MentorFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    ProgramCoordinatorFactory,
)

REFUSALS = (
    AgendaError,
    AgreementError,
    CheckInError,
    CheckInNoteError,
    GoalError,
    MentorshipError,
    PulseError,
    WellBeingError,
)
SIDE = st.integers(0, 1)


class Walk(RuleBasedStateMachine):
    """Two people do whatever they like, the days go by, and the calendar does its part."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.at = NOON
        self.row = None
        self.met = 0
        self.answered = 0
        # What the mentor could read of entries when they were written: it never grows.
        self.for_mentor = {}

    @initialize(
        is_proposed=st.booleans(),
        trial_weeks=st.sampled_from([0, 4]),
        planned_months=st.sampled_from([None, 6]),
    )
    def begin(self, is_proposed, trial_weeks, planned_months):
        """Both are asked, or it begins at once; with and without a trial and a planned end."""
        program = MentoringProgramFactory(
            rules__trial_weeks=trial_weeks, rules__planned_months=planned_months
        )
        enrolment = EnrolmentFactory(cohort__program=program, cohort__starts_on=NOON.date())
        pair = {"enrolment": enrolment, "mentor": MentorFactory(eligible=True), "by": None}
        self.was_proposed = is_proposed
        begin = propose_mentorship if is_proposed else open_mentorship
        self.pk = begin(**pair, at=NOON, today=NOON.date()).pk
        self.outsiders = [
            AdministratorFactory(),
            ProgramCoordinatorFactory(program=program).person,
            MentorshipFactory(cohort=enrolment.cohort).mentor.person,
        ]

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @property
    def mentorship(self):
        """As it is in the database; asked anew after everything that could change it."""
        if self.row is None:
            self.row = Mentorship.objects.with_people().get(pk=self.pk)
        return self.row

    @property
    def mentee(self):
        return self.mentorship.both[0]

    @property
    def mentor(self):
        return self.mentorship.both[1]

    def attempt(self, act, **options):
        """Do it, or be refused with nothing changed."""
        self.row = None
        with suppress(*REFUSALS), transaction.atomic():
            return act(**options)
        return None

    @rule(days=st.sampled_from([1, 7, 31, 60, 200]))
    def time_passes(self, days):
        self.at += timedelta(days=days)
        advance_mentorships(today=self.at.date(), at=self.at)
        ask_pulses(today=self.at.date(), at=self.at)
        self.row = None

    @rule(side=SIDE)
    def say_yes(self, side):
        by, today = self.mentorship.both[side], self.at.date()
        self.attempt(accept_mentorship, mentorship=self.mentorship, by=by, at=self.at, today=today)

    @rule(side=SIDE)
    def say_no(self, side):
        by = self.mentorship.both[side]
        self.attempt(decline_mentorship, mentorship=self.mentorship, by=by, at=self.at)

    @rule(side=SIDE, act=st.sampled_from([pause_mentorship, resume_mentorship]))
    def rest(self, side, act):
        by = self.mentorship.both[side]
        self.attempt(act, mentorship=self.mentorship, by=by, at=self.at, today=self.at.date())

    @rule(side=SIDE, act=st.sampled_from([wind_down_mentorship, end_mentorship, leave_mentorship]))
    def close(self, side, act):
        by = self.mentorship.both[side]
        self.attempt(act, mentorship=self.mentorship, by=by, at=self.at)

    @rule(side=SIDE, choice=st.sampled_from(["end", "renew", "informal"]))
    def wish(self, side, choice):
        months = 3 if choice == "renew" else None
        by = self.mentorship.both[side]
        self.attempt(
            choose_next_step,
            mentorship=self.mentorship,
            by=by,
            choice=choice,
            months=months,
            at=self.at,
        )

    @rule(side=SIDE)
    def look_back(self, side):
        by = self.mentorship.both[side]
        words = {"learned": "own", "thanks": "given"}
        self.attempt(write_closing_words, mentorship=self.mentorship, by=by, at=self.at, **words)

    @rule(side=SIDE, is_done=st.booleans())
    def answer(self, side, is_done):
        self.attempt(
            answer_agreement,
            mentorship=self.mentorship,
            by=self.mentorship.both[side],
            answers={Topic.PURPOSE: "x"},
            is_done=is_done,
            at=self.at,
        )

    @rule(side=SIDE)
    def settle(self, side):
        """One writes the text, and the other says yes to it."""
        by, other = self.mentorship.both[side], self.mentorship.both[1 - side]
        draft = Agreement.objects.draft().filter(mentorship=self.pk).first()
        write = {"clauses": {"purpose": "x"}, "revision": draft.revision if draft else 0}
        draft = self.attempt(
            write_agreement, mentorship=self.mentorship, by=by, at=self.at, **write
        )
        if draft:
            self.attempt(
                accept_agreement,
                mentorship=self.mentorship,
                by=other,
                revision=draft.revision,
                at=self.at,
            )

    @rule(is_shared=st.booleans())
    def write_goal(self, is_shared):
        mentorship = self.mentorship if is_shared else None
        fields = {"area": "skills", "title": "x", "mentorship": mentorship}
        self.attempt(create_goal, owner=self.mentee, at=self.at, **fields)

    @rule(is_shared=st.booleans())
    def turn_goal(self, is_shared):
        goal = Goal.objects.of(self.mentee).first()
        if goal and is_shared:
            self.attempt(share_goal, goal=goal, mentorship=self.mentorship, at=self.at)
        elif goal:
            make_goal_private(goal=goal, at=self.at)

    @rule(is_shared=st.booleans())
    def log(self, is_shared):
        goal = Goal.objects.of(self.mentee).first()
        share = goal and goal.shares.in_force().first()
        readers = share.pk if share and is_shared else None
        if goal:
            entry = self.attempt(log_goal_entry, goal=goal, readers=readers, text="x", at=self.at)
            if entry:
                self.for_mentor[entry.pk] = readers is not None

    @rule(side=SIDE)
    def comment(self, side):
        goal = Goal.objects.of(self.mentee).first()
        share = goal and goal.shares.in_force().first()
        if goal:
            fields = {"goal": goal, "by": self.mentorship.both[side], "text": "x"}
            self.attempt(comment_on_goal, readers=share and share.pk, at=self.at, **fields)

    @rule(side=SIDE)
    def put_on_the_agenda(self, side):
        check_in = self.mentorship.check_ins.first()
        if check_in:
            fields = {"check_in": check_in, "by": self.mentorship.both[side], "text": "x"}
            self.attempt(add_to_agenda, at=self.at, **fields)

    @rule()
    def book(self):
        self.attempt(
            plan_check_in,
            mentorship=self.mentorship,
            starts_at=self.at + timedelta(days=3),
            minutes=45,
            medium=CheckIn.Medium.PHONE,
            by=self.mentee,
            at=self.at,
        )

    @rule(act=st.sampled_from([hold_check_in, miss_check_in]))
    def tell(self, act):
        check_in = self.mentorship.check_ins.planned().first()
        if check_in:
            self.attempt(act, check_in=check_in, at=self.at)

    @rule(side=SIDE, audience=st.sampled_from(CheckInNote.Audience))
    def note(self, side, audience):
        check_in = self.mentorship.check_ins.first()
        if check_in:
            by = self.mentorship.both[side]
            fields = {"check_in": check_in, "text": "x", "audience": audience}
            self.attempt(write_check_in_note, by=by, at=self.at, **fields)

    @rule(side=SIDE)
    def take_something_on(self, side):
        owner = self.mentorship.both[side]
        fields = {"mentorship": self.mentorship, "owner": owner}
        self.attempt(take_on, text="x", at=self.at, **fields)

    @rule(side=SIDE)
    def keep_a_journal(self, side):
        write_journal_entry(by=self.mentorship.both[side], text="x", at=self.at)

    @rule(is_given=st.booleans())
    def say_how_one_is(self, is_given):
        mentorship = self.mentorship if is_given else None
        fields = {"by": self.mentee, "energy": 3, "mentorship": mentorship}
        self.attempt(write_well_being, at=self.at, **fields)

    @rule(side=SIDE, value=st.integers(1, 5))
    def feel_the_pulse(self, side, value):
        by, today = self.mentorship.both[side], self.at.date()
        ask = PulseAsk.objects.waiting_for(by, today).first()
        if ask:
            instrument = instrument_of(ask.mentorship)
            fields = {"instrument": instrument, "values": [value] * 4, "today": today}
            if self.attempt(answer_pulse, ask=ask, by=by, **fields) is not None:
                self.answered += 1

    @rule(side=SIDE)
    def be_away(self, side):
        today = self.at.date()
        AbsenceFactory(
            person=self.mentorship.both[side],
            valid_from=today,
            valid_to=today + timedelta(days=10),
        )
