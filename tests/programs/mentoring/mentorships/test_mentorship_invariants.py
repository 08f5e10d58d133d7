"""What holds of a mentorship whatever the two do and in whichever order: M1 to M15, by name.

M7 and M14 are kept before a pair begins: test_eligibility.py walks through them, and here
only that no manager can be made of the mentor.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis.stateful import (
    invariant,
    run_state_machine_as_test,
)

from people.services.line_management import LineManagementError, set_managers
from programs.cohorts.models import Exclusion, MentorshipRules
from programs.mentoring.care.need import in_need_of_care
from programs.mentoring.goals.models import Goal, GoalComment, GoalEntry, GoalShare
from programs.mentoring.meetings.models import ActionItem, AgendaItem, CheckIn, CheckInNote
from programs.mentoring.mentorships.models import (
    Agreement,
    AgreementAnswer,
    ClosingWords,
    Mentorship,
)
from programs.mentoring.reflection.models import (
    JournalEntry,
    PulseAnswer,
    PulseAsk,
    WellBeing,
)
from tests.examples import examples
from tests.programs.mentoring.mentorships.mentorship_walk import Walk

Ending = Mentorship.Ending


class Life(Walk):
    """After each act of the walk, all of this holds."""

    @invariant()
    def looks_anew(self):
        """First of all: what is asked below is as it stands after the last act."""
        self.row = None

    @invariant()
    def m1_without_a_planned_end_the_calendar_ends_nothing_but_silence(self):
        mentorship = self.mentorship
        if not mentorship.is_open and mentorship.closed_by_id is None:
            planned = mentorship.planned_end_on is not None
            assert planned or mentorship.ending in (Ending.LAPSED, Ending.NOT_BEGUN)

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
    def m5_what_is_at_hand_is_asked_with_the_same_result(self):
        """What pages ask by a mentorship or check-in at hand is what ``readable_by`` says."""
        pair = self.mentorship
        for person in (*pair.both, *self.outsiders):
            for kind in (Agreement, ActionItem):
                short = kind.objects.in_mentorship(pair, person)
                assert set(short) == set(kind.objects.readable_by(person).filter(mentorship=pair))
            notes = CheckInNote.objects.readable_by(person).filter(check_in__mentorship=pair)
            assert set(CheckInNote.objects.in_mentorship(pair, person)) == set(notes)
            for check_in in CheckIn.objects.filter(mentorship=pair):
                check_in.mentorship = pair
                for kind in (AgendaItem, CheckInNote):
                    short = kind.objects.in_check_in(check_in, person)
                    asked = kind.objects.readable_by(person).filter(check_in=check_in)
                    assert set(short) == set(asked)
            shares = GoalShare.objects.in_force().filter(mentorship=pair)
            shared = Goal.objects.readable_by(person).filter(shares__in=shares)
            assert set(Goal.objects.shared_in(pair, person)) == set(shared)

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
        has_left = mentorship.ending == Ending.EARLY_ONE_SIDE
        # Of a proposal: whoever let it lapse may be asked again, who said no is not.
        said_no = mentorship.ending == Ending.NOT_BEGUN and mentorship.closed_by_id is not None
        assert bool(is_barred) == (has_left or said_no)

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
    def m15_nothing_begins_before_both_have_said_yes(self):
        mentorship = self.mentorship
        if mentorship.is_proposed or mentorship.ending == Ending.NOT_BEGUN:
            assert mentorship.began_at is None
            assert not mentorship.check_ins.exists()
            assert not mentorship.goal_shares.exists()
        elif self.was_proposed:
            assert mentorship.mentor_accepted_at is not None
            assert mentorship.mentee_accepted_at is not None

    @invariant()
    def m15_history_holds_every_step_and_only_declared_ones(self):
        changes = list(self.mentorship.changes.values_list("from_status", "to_status"))
        assert all(after in Mentorship.STEPS[before] for before, after in changes)
        if changes:
            assert changes[-1][1] == self.mentorship.status


@pytest.mark.django_db
def test_any_life_of_a_mentorship_keeps_m1_to_m15():
    run_state_machine_as_test(
        Life,
        settings=examples(2, stateful_step_count=20, suppress_health_check=list(HealthCheck)),
    )
