"""Goals and who reads them (M4, DESIGN 16)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from people.notices.models import Notice
from programs.mentoring.goals.models import (
    Goal,
    GoalComment,
    GoalEntry,
    GoalShare,
    SharedAchievement,
)
from programs.mentoring.goals.services import goal as services
from programs.mentoring.goals.services.goal_comment import comment_on_goal
from programs.mentoring.goals.services.goal_entry import log_goal_entry, make_goal_entry_private
from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from tests.factories import (
    NOON,
    TODAY,
    GoalCommentFactory,
    GoalEntryFactory,
    GoalFactory,
    GoalShareFactory,
    LearnerFactory,
    MentorshipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def mentorship_for(goal, **fields):
    learner = getattr(goal.owner, "learner", None) or LearnerFactory(person=goal.owner)
    return MentorshipFactory(learner=learner, **fields)


def mentor_of(share):
    return share.mentorship.mentor.person


def can_read(person, goal):
    return goal in Goal.objects.readable_by(person)


def create(owner, **fields):
    fields = {"area": Goal.Area.SKILLS, "title": "Lead a handover"} | fields
    return services.create_goal(owner=owner, at=NOON, **fields)


def test_m4_a_goal_is_its_owners_alone_until_it_is_shared():
    goal = create(PersonFactory())

    assert (goal.audience, goal.shares.count()) == (Goal.Audience.ONLY_ME, 0)
    assert can_read(goal.owner, goal)
    assert not can_read(PersonFactory(), goal)


def test_m4_create_goal_shares_it_with_the_mentor_from_that_moment_on():
    mentorship = MentorshipFactory()

    goal = create(mentorship.learner.person, mentorship=mentorship)

    goal.refresh_from_db()
    assert goal.audience == Goal.Audience.MY_MENTOR
    assert goal.shares.get().shared_from == NOON
    assert can_read(mentorship.mentor.person, goal)


@pytest.mark.parametrize("fields", [{"closed": True}, {"paused": True}, {"status": "proposed"}])
def test_m4_a_goal_is_shared_only_where_a_mentorship_runs(fields):
    mentorship = MentorshipFactory(**fields)

    with pytest.raises(services.GoalError):
        create(mentorship.learner.person, mentorship=mentorship)

    assert not Goal.objects.exists()


def test_m4_a_goal_is_shared_only_in_a_mentorship_of_its_owner():
    goal = GoalFactory()

    with pytest.raises(services.GoalError):
        services.share_goal(goal=goal, mentorship=MentorshipFactory(), at=NOON)

    assert not GoalShare.objects.exists()


def test_m4_sharing_never_widens_what_was_written_before():
    goal = GoalFactory(audience=Goal.Audience.ONLY_ME)
    GoalEntryFactory(goal=goal, logged_at=NOON - DAY)
    mentorship = mentorship_for(goal)

    services.share_goal(goal=goal, mentorship=mentorship, at=NOON)

    assert can_read(mentorship.mentor.person, goal)
    assert not GoalEntry.objects.readable_by(mentorship.mentor.person).exists()


def test_m4_even_an_entry_for_another_mentor_stays_with_its_time():
    goal = GoalFactory()
    GoalEntryFactory(goal=goal, audience=Goal.Audience.MY_MENTOR, logged_at=NOON - DAY)
    share = GoalShareFactory(goal=goal, shared_from=NOON)

    assert not GoalEntry.objects.readable_by(mentor_of(share)).exists()


def test_m4_the_mentor_reads_what_is_logged_from_the_share_on():
    share = GoalShareFactory(shared_from=NOON)
    entry = log_goal_entry(goal=share.goal, readers=share.pk, text="Led one.", at=NOON)

    assert list(GoalEntry.objects.readable_by(mentor_of(share))) == [entry]


def test_m4_an_entry_for_oneself_stays_with_oneself():
    share = GoalShareFactory()
    entry = log_goal_entry(goal=share.goal, readers=None, text="I was afraid.", at=NOON)

    assert not GoalEntry.objects.readable_by(mentor_of(share)).exists()
    assert list(GoalEntry.objects.readable_by(share.goal.owner)) == [entry]


def test_m4_narrowing_works_at_once_for_the_goal_its_log_and_its_comments():
    share = GoalShareFactory()
    GoalEntryFactory(goal=share.goal, audience=Goal.Audience.MY_MENTOR)
    GoalCommentFactory(goal=share.goal, mentorship=share.mentorship)
    mentor = mentor_of(share)

    services.make_goal_private(goal=share.goal, at=NOON + HOUR)

    assert not can_read(mentor, share.goal)
    assert not GoalEntry.objects.readable_by(mentor).exists()
    assert not GoalComment.objects.readable_by(mentor).exists()
    assert GoalComment.objects.readable_by(share.goal.owner).exists()


def test_m4_sharing_again_starts_anew():
    share = GoalShareFactory()
    GoalEntryFactory(goal=share.goal, audience=Goal.Audience.MY_MENTOR)
    GoalCommentFactory(goal=share.goal, mentorship=share.mentorship)
    services.make_goal_private(goal=share.goal, at=NOON + HOUR)

    services.share_goal(goal=share.goal, mentorship=share.mentorship, at=NOON + DAY)

    mentor = mentor_of(share)
    assert can_read(mentor, share.goal)
    assert not GoalEntry.objects.readable_by(mentor).exists()
    assert not GoalComment.objects.readable_by(mentor).exists()


def test_m4_one_entry_can_be_taken_back():
    share = GoalShareFactory()
    entry = GoalEntryFactory(goal=share.goal, audience=Goal.Audience.MY_MENTOR)

    make_goal_entry_private(entry=entry)

    assert not GoalEntry.objects.readable_by(mentor_of(share)).exists()


def test_m4_sharing_with_another_mentor_takes_it_from_the_first():
    share = GoalShareFactory()
    other = mentorship_for(share.goal)

    services.share_goal(goal=share.goal, mentorship=other, at=NOON)

    assert not can_read(mentor_of(share), share.goal)
    assert can_read(other.mentor.person, share.goal)
    assert list(share.goal.shares.in_force()) == [GoalShare.objects.get(mentorship=other)]


def test_m4_sharing_twice_with_the_same_mentor_changes_nothing():
    share = GoalShareFactory()

    services.share_goal(goal=share.goal, mentorship=share.mentorship, at=NOON)

    assert list(share.goal.shares.all()) == [share]
    assert not Notice.objects.exists()


def test_m4_a_new_mentor_never_reads_what_was_written_for_an_old_one():
    share = GoalShareFactory()
    entry = GoalEntryFactory(goal=share.goal, audience=Goal.Audience.MY_MENTOR)
    owner = share.goal.owner
    leave_mentorship(mentorship=share.mentorship, by=owner, at=NOON)
    new = mentorship_for(share.goal)

    assert not can_read(new.mentor.person, share.goal)
    services.share_goal(goal=share.goal, mentorship=new, at=NOON + DAY)

    assert not GoalEntry.objects.readable_by(new.mentor.person).exists()
    assert list(GoalEntry.objects.readable_by(owner)) == [entry]


def test_m8_a_former_mentor_reads_nothing_of_a_goal():
    share = GoalShareFactory()
    GoalEntryFactory(goal=share.goal, audience=Goal.Audience.MY_MENTOR)
    GoalCommentFactory(goal=share.goal, mentorship=share.mentorship)

    leave_mentorship(mentorship=share.mentorship, by=mentor_of(share), at=NOON + HOUR)

    mentor = mentor_of(share)
    assert not can_read(mentor, share.goal)
    assert not GoalEntry.objects.readable_by(mentor).exists()
    assert not GoalComment.objects.readable_by(mentor).exists()


def test_m8_a_share_left_open_by_mistake_ends_with_its_mentorship():
    share = GoalShareFactory(mentorship__closed=True)
    GoalEntryFactory(goal=share.goal, audience=Goal.Audience.MY_MENTOR)

    assert not can_read(mentor_of(share), share.goal)
    assert not GoalEntry.objects.readable_by(mentor_of(share)).exists()


def test_m5_the_progress_a_mentor_sees_comes_from_what_they_may_read():
    share = GoalShareFactory(goal__measure=Goal.Measure.SCALE)
    GoalEntryFactory(goal=share.goal, audience=Goal.Audience.MY_MENTOR, progress=40, logged_at=NOON)
    GoalEntryFactory(
        goal=share.goal, audience=Goal.Audience.ONLY_ME, progress=5, logged_at=NOON + HOUR
    )

    seen = Goal.objects.with_progress_for(mentor_of(share)).get()
    own = Goal.objects.with_progress_for(share.goal.owner).get()

    assert (seen.last_progress, seen.entry_count, seen.last_logged_at) == (40, 1, NOON)
    assert (own.last_progress, own.entry_count) == (5, 2)


def test_m5_update_goal_refuses_to_save_for_readers_the_writer_was_not_told_of():
    share = GoalShareFactory()
    words = {"area": Goal.Area.CAREER, "title": "A secret", "reason": "", "target_on": None}
    measure = {"measure": Goal.Measure.YES_NO, "measure_text": "", "target_number": None}

    with pytest.raises(services.GoalError, match="has changed"):
        services.update_goal(goal=share.goal, readers=None, at=NOON, **words, **measure)

    share.goal.refresh_from_db()
    assert share.goal.title == "Lead a handover"


def test_m5_an_entry_for_a_share_that_ended_is_refused():
    share = GoalShareFactory()
    services.make_goal_private(goal=share.goal, at=NOON)

    with pytest.raises(services.GoalError, match="has changed"):
        log_goal_entry(goal=share.goal, readers=share.pk, text="For Helen.", at=NOON)

    assert not GoalEntry.objects.exists()


def test_m5_a_comment_for_a_share_that_ended_is_refused():
    goal = GoalFactory()

    with pytest.raises(services.GoalError):
        comment_on_goal(goal=goal, by=goal.owner, text="Hello?", readers=uuid4(), at=NOON)


def test_a_comment_where_nobody_else_reads_is_refused():
    goal = GoalFactory()

    with pytest.raises(services.GoalError, match="nobody to comment to"):
        comment_on_goal(goal=goal, by=goal.owner, text="Hello?", readers=None, at=NOON)


def test_n7_a_comment_tells_the_other_one_that_something_was_said_and_not_what():
    share = GoalShareFactory()
    mentor = mentor_of(share)

    comment_on_goal(goal=share.goal, by=mentor, text="My secret advice.", readers=share.pk, at=NOON)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (share.goal.owner, "goal_commented")
    assert notice.data == {"partner": mentor.name}


def test_n4_a_lively_talk_is_one_notice_a_day():
    share = GoalShareFactory()
    for minute in range(3):
        comment_on_goal(
            goal=share.goal,
            by=share.goal.owner,
            text="And another thing.",
            readers=share.pk,
            at=NOON + timedelta(minutes=minute),
        )

    assert Notice.objects.inbox_of(mentor_of(share)).count() == 1


def test_an_entry_that_says_nothing_is_refused():
    with pytest.raises(services.GoalError):
        log_goal_entry(goal=GoalFactory(), readers=None, at=NOON)


def test_an_entry_of_a_goal_put_away_is_refused():
    goal = GoalFactory(archived_at=NOON)

    with pytest.raises(services.GoalError):
        log_goal_entry(goal=goal, readers=None, text="Late.", at=NOON)


def test_achieve_goal_tells_the_mentor_that_one_was():
    share = GoalShareFactory()

    services.achieve_goal(goal=share.goal, on=TODAY, at=NOON)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (mentor_of(share), "goal_achieved")
    assert notice.data == {"partner": share.goal.owner.name}


def test_achieve_goal_happens_once():
    goal = GoalFactory(achieved_on=TODAY - DAY)

    with pytest.raises(services.GoalError):
        services.achieve_goal(goal=goal, on=TODAY, at=NOON)

    goal.refresh_from_db()
    assert goal.achieved_on == TODAY - DAY


def test_reopen_goal_takes_back_what_the_program_was_told():
    share = GoalShareFactory(goal__achieved_on=TODAY)
    SharedAchievement.objects.create(
        goal=share.goal,
        mentorship=share.mentorship,
        title="Done",
        achieved_on=TODAY,
        shared_at=NOON,
    )

    services.reopen_goal(goal=share.goal, at=NOON)

    share.goal.refresh_from_db()
    assert share.goal.achieved_on is None
    assert not SharedAchievement.objects.exists()


def test_archive_and_restore_leave_the_readers_alone():
    share = GoalShareFactory()

    services.archive_goal(goal=share.goal, at=NOON)
    assert list(Goal.objects.archived()) == [share.goal]
    services.restore_goal(goal=share.goal)

    assert list(Goal.objects.current()) == [share.goal]
    assert list(GoalShare.objects.in_force()) == [share]


def test_one_share_of_a_goal_at_a_time():
    share = GoalShareFactory()

    with pytest.raises(IntegrityError):
        GoalShareFactory(goal=share.goal, mentorship=mentorship_for(share.goal))


@pytest.mark.parametrize(
    ("factory", "fields"),
    [
        (GoalFactory, {"title": ""}),
        (GoalFactory, {"target_number": 3}),
        (GoalEntryFactory, {"text": ""}),
        (GoalEntryFactory, {"progress": 101}),
        (GoalCommentFactory, {"text": ""}),
        (GoalShareFactory, {"shared_until": NOON - 2 * HOUR}),
    ],
)
def test_goal_constraints(factory, fields):
    with pytest.raises(IntegrityError):
        factory(**fields)
