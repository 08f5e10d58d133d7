"""What holds of a mentorship whatever the two do and in whichever order: M1 to M15, by name.

M7 and M14 are kept before a pair begins: tests/programs/test_eligibility.py walks through them,
and here only that no manager can be made of the mentor.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from people.services.line_management import LineManagementError, set_managers
from programs.care import in_need_of_care
from programs.models import (
    ActionItem,
    AgendaItem,
    Agreement,
    AgreementAnswer,
    CheckIn,
    CheckInNote,
    ClosingWords,
    Exclusion,
    Goal,
    GoalComment,
    GoalEntry,
    JournalEntry,
    Mentorship,
    MentorshipRules,
    PulseAnswer,
    PulseAsk,
    Topic,
    WellBeing,
)
from programs.services.agenda import AgendaError, add_to_agenda, take_on
from programs.services.agreement import (
    AgreementError,
    accept_agreement,
    answer_agreement,
    write_agreement,
)
from programs.services.check_in import CheckInError, hold_check_in, miss_check_in, plan_check_in
from programs.services.check_in_note import CheckInNoteError, write_check_in_note
from programs.services.closing import choose_next_step, end_mentorship, write_closing_words
from programs.services.goal import GoalError, create_goal, make_goal_private, share_goal
from programs.services.goal_comment import comment_on_goal
from programs.services.goal_entry import log_goal_entry
from programs.services.journal import write_journal_entry
from programs.services.mentorship import (
    MentorshipError,
    leave_mentorship,
    pause_mentorship,
    resume_mentorship,
    wind_down_mentorship,
)
from programs.services.mentorship_sweep import advance_mentorships
from programs.services.pulse import PulseError, answer_pulse, ask_pulses, instrument_of
from programs.services.well_being import WellBeingError, write_well_being
from tests.factories import NOON, AbsenceFactory, AdministratorFactory, MentorshipFactory

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
Status, Ending = Mentorship.Status, Mentorship.Ending


class Walk(RuleBasedStateMachine):
    """Two people do whatever they like, the days go by, and the calendar does its part."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.at = NOON
        self.row = None
        self.pk = MentorshipFactory(starts_on=NOON.date()).pk
        self.outsiders = [
            AdministratorFactory(),
            self.mentorship.program.coordinators.create(
                person=AdministratorFactory(is_administrator=False)
            ).person,
            MentorshipFactory(cohort=self.mentorship.cohort).mentor.person,
        ]
        self.met = 0
        self.answered = 0
        # What the mentor could read of entries when they were written: it never grows.
        self.for_mentor = {}

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

    @invariant()
    def looks_anew(self):
        """First of all: what is asked below is as it stands after the last act."""
        self.row = None

    @invariant()
    def m1_without_a_planned_end_the_calendar_ends_nothing_but_silence(self):
        mentorship = self.mentorship
        if not mentorship.is_open and mentorship.closed_by_id is None:
            planned = mentorship.planned_end_on is not None
            assert planned or mentorship.ending == Ending.LAPSED

    @invariant()
    def m2_it_has_a_style(self):
        assert self.mentorship.style in MentorshipRules.Style.values

    @invariant()
    def m3_answers_meet_once_both_are_done_and_what_holds_was_accepted_by_both(self):
        sides = self.mentorship.agreement_sides.count()
        theirs = AgreementAnswer.objects.readable_by(self.mentor).filter(author=self.mentee)
        assert not theirs.exists() or (sides == 2 and self.mentorship.is_open)
        held = Agreement.objects.in_force().filter(mentorship=self.pk)
        assert not held.filter(mentor_accepted_at=None).exists()
        assert not held.filter(mentee_accepted_at=None).exists()

    @invariant()
    def m4_a_mentor_reads_what_was_shared_and_no_entry_that_was_not(self):
        goals = Goal.objects.of(self.mentee)
        mine = goals.filter(shares__mentorship=self.pk, shares__shared_until=None)
        read = Goal.objects.shared_with(self.mentor).filter(owner=self.mentee)
        assert set(read) == (set(mine) if self.mentorship.is_open else set())
        entries = GoalEntry.objects.readable_by(self.mentor).values_list("pk", flat=True)
        assert all(self.for_mentor[pk] for pk in entries)

    @invariant()
    def m5_nobody_outside_reads_a_word(self):
        kinds = (
            Goal,
            GoalEntry,
            GoalComment,
            CheckInNote,
            AgendaItem,
            ActionItem,
            Agreement,
            AgreementAnswer,
        )
        for person in self.outsiders:
            assert not any(kind.objects.readable_by(person).exists() for kind in kinds)

    @invariant()
    def m5_a_comment_is_read_with_the_goal_it_is_about(self):
        read = Goal.objects.shared_with(self.mentor)
        assert not GoalComment.objects.readable_by(self.mentor).exclude(goal__in=read).exists()

    @invariant()
    def m8_afterwards_each_keeps_their_own_words_alone(self):
        if not self.mentorship.is_open:
            for person in self.mentorship.both:
                for kind in (AgendaItem, CheckInNote):
                    assert not kind.objects.readable_by(person).exclude(author=person).exists()

    @invariant()
    def m6_a_journal_is_its_authors(self):
        everybody = [*self.mentorship.both, *self.outsiders]
        for person in everybody:
            assert not JournalEntry.objects.of(person).exclude(author=person).exists()

    @invariant()
    def m7_nobody_manages_whom_they_listen_to(self):
        if self.mentorship.is_open:
            with transaction.atomic(), pytest.raises(LineManagementError):
                set_managers({self.mentee.pk: self.mentor.pk}, today=self.at.date())

    @invariant()
    def m8_who_left_is_never_proposed_again(self):
        mentorship = self.mentorship
        is_barred = Exclusion.objects.barred_among([self.mentee.pk], [self.mentor.pk])
        assert bool(is_barred) == (mentorship.ending == Ending.EARLY_ONE_SIDE)

    @invariant()
    def m9_no_signal_in_a_rest_or_after_the_end(self):
        pairs = Mentorship.objects.filter(pk=self.pk)
        listed = in_need_of_care(pairs, at=self.at).exists()
        resting = pairs.with_contact(self.at).get().resumed_on
        is_away = resting is not None and resting > self.at.date()
        assert not listed or (self.mentorship.is_running and not is_away)

    @invariant()
    def m10_as_many_answers_as_were_given_and_none_of_anybody(self):
        program = self.mentorship.program
        assert PulseAnswer.objects.filter(program=program).count() == self.answered
        assert PulseAsk.objects.filter(is_answered=True).count() == self.answered

    @invariant()
    def m11_how_one_is_stays_with_oneself_unless_given(self):
        given = WellBeing.objects.shared_with(self.mentor)
        own = WellBeing.objects.filter(shared_with=self.pk)
        assert set(given) == (set(own) if self.mentorship.is_open else set())

    @invariant()
    def m12_what_was_held_stays_held_and_nothing_is_booked_in_a_rest(self):
        held = self.mentorship.check_ins.held().count()
        assert held >= self.met
        self.met = held
        booked = self.mentorship.check_ins.upcoming(self.at)
        assert self.mentorship.is_running or not booked.exists()

    @invariant()
    def m13_only_thanks_are_read_by_the_other(self):
        for words in ClosingWords.objects.thanks_to(self.mentor):
            assert words.get_deferred_fields() == {"achieved", "learned", "unfinished"}

    @invariant()
    def m15_history_holds_every_step_and_only_declared_ones(self):
        changes = list(self.mentorship.changes.values_list("from_status", "to_status"))
        assert all(after in Mentorship.STEPS[before] for before, after in changes)
        if changes:
            assert changes[-1][1] == self.mentorship.status


@pytest.mark.django_db
def test_any_life_of_a_mentorship_keeps_m1_to_m15():
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
