"""What a reading for safety opens is what each of the two can read on their own pages (M5)."""

import re
from datetime import timedelta
from itertools import count
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.mentoring.goals.models import Goal
from programs.mentoring.goals.services.goal import make_goal_private
from programs.mentoring.meetings.models import CheckInNote
from programs.mentoring.mentorships.models import AgreementSide, Mentorship
from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from programs.mentoring.wall.models import BreakGlass
from programs.mentoring.wall.services.break_glass import (
    BreakGlassError,
    ask_to_break_glass,
    read_under_break_glass,
)
from programs.mentoring.wall.shared_now import SharedNow
from tests import factories as make
from tests.factories import NOON, TODAY
from tests.programs.mentoring.mentoring_cast import pair_with_secrets

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TOKEN = re.compile(r"zq\d+qz")


@pytest.fixture
def pair():
    return pair_with_secrets()


def read(mentorship, by):
    opened = make.BreakGlassFactory(
        opened=True, mentorship=mentorship, asked_by=by, asked_at=timezone.now()
    )
    return read_under_break_glass(opened=opened, by=by, at=opened.decided_at)


def test_m5_comments_on_a_goal_that_was_taken_back_stay_closed(pair):
    before = read(pair.mentorship, pair.coordinator).comments
    make_goal_private(goal=pair.goal, at=NOON)

    after = read(pair.mentorship, pair.coordinator)

    assert [comment.text for comment in before] == ["secret-comment"]
    assert (after.comments, after.goals) == ([], [])


def test_m5_what_was_said_before_a_goal_was_shared_again_stays_closed(pair):
    make_goal_private(goal=pair.goal, at=NOON)
    make.GoalShareFactory(goal=pair.goal, mentorship=pair.mentorship, shared_from=NOON + DAY)

    contents = read(pair.mentorship, pair.coordinator)

    [(goal, _steps, entries)] = contents.goals
    assert (goal, entries, contents.comments) == (pair.goal, [], [])


@pytest.mark.parametrize("answered", [[], ["mentee"], ["mentor"], ["mentee", "mentor"]])
def test_m3_answers_are_closed_until_both_of_the_pair_have_answered(pair, answered):
    for side in answered:
        person = getattr(pair, side)
        make.AgreementAnswerFactory(mentorship=pair.mentorship, author=person, text=side)
        AgreementSide.objects.create(
            mentorship=pair.mentorship, person=person, answered_at=NOON - DAY
        )

    contents = read(pair.mentorship, pair.coordinator)

    texts = {answer.text for answer in contents.answers}
    assert texts == (set(answered) if len(answered) == 2 else set())


def test_m8_what_a_pair_shared_is_closed_once_it_has_ended(pair):
    make.AgreementFactory(agreed=True, mentorship=pair.mentorship)
    leave_mentorship(mentorship=pair.mentorship, by=pair.mentor, at=NOON)

    ended = Mentorship.objects.with_people().get(pk=pair.mentorship.pk)
    contents = read(ended, pair.coordinator)

    assert not any(
        [contents.goals, contents.comments, contents.notes, contents.agreements, contents.agenda]
    )


def test_m8_nobody_asks_to_read_what_is_shared_no_more(pair, client):
    leave_mentorship(mentorship=pair.mentorship, by=pair.mentor, at=NOON)
    ended = Mentorship.objects.with_people().get(pk=pair.mentorship.pk)
    client.force_login(pair.coordinator)

    page = client.get(reverse("programs:break-glass-ask", args=[ended.pk]))

    assert page.status_code == 404
    with pytest.raises(BreakGlassError, match="has ended"):
        ask_to_break_glass(
            mentorship=ended,
            ground=BreakGlass.Ground.DANGER,
            reason="She wrote that she does not feel safe at home.",
            by=pair.coordinator,
            at=NOON,
            today=TODAY,
        )


class Shuffled:
    """A pair with something of every kind, each shared, taken back or kept by a throw of dice."""

    def __init__(self, seed):
        self.dice, self.numbers, self.now = Random(seed), count(1), timezone.now()  # noqa: S311
        self.pair = pair_with_secrets()
        self.mentorship = self.pair.mentorship
        for _number in range(3):
            self._write_goal()
            self._meet()
        self._agree()
        self._say_how_one_is()
        self._take_on()

    def word(self):
        return f"zq{next(self.numbers)}qz"

    def ago(self):
        return self.now - self.dice.randrange(1, 60) * DAY

    def either(self):
        return self.dice.choice((self.pair.mentee, self.pair.mentor))

    def _write_goal(self):
        goal = make.GoalFactory(
            owner=self.pair.mentee, title=self.word(), reason=self.word(), created_at=self.ago()
        )
        make.MilestoneFactory(goal=goal, title=self.word())
        back = self.ago()
        if self.dice.random() < 0.6:
            make.GoalShareFactory(
                goal=goal,
                mentorship=self.mentorship,
                shared_from=back - 20 * DAY,
                shared_until=back,
            )
        if self.dice.random() < 0.6:
            make.GoalShareFactory(goal=goal, mentorship=self.mentorship, shared_from=back)
        for _number in range(3):
            make.GoalEntryFactory(
                goal=goal,
                text=self.word(),
                audience=self.dice.choice(Goal.Audience.values),
                logged_at=self.ago(),
            )
            make.GoalCommentFactory(
                goal=goal, mentorship=self.mentorship, text=self.word(), written_at=self.ago()
            )

    def _meet(self):
        at = self.ago()
        held = make.CheckInFactory(mentorship=self.mentorship, starts_at=at, held_at=at)
        for audience in CheckInNote.Audience.values:
            make.CheckInNoteFactory(
                check_in=held, author=self.either(), audience=audience, text=self.word()
            )
        make.AgendaItemFactory(
            check_in=held, author=self.either(), text=self.word(), added_at=self.now
        )

    def _agree(self):
        agreed = {"agreed": True, "clauses": {"purpose": self.word()}}
        make.AgreementFactory(mentorship=self.mentorship, number=1, **agreed)
        draft = {"purpose": self.word()}
        make.AgreementFactory(mentorship=self.mentorship, number=2, clauses=draft)
        for person in (self.pair.mentee, self.pair.mentor):
            make.AgreementAnswerFactory(mentorship=self.mentorship, author=person, text=self.word())
            if self.dice.random() < 0.7:
                AgreementSide.objects.create(
                    mentorship=self.mentorship, person=person, answered_at=self.now
                )

    def _say_how_one_is(self):
        for shared_with in (self.mentorship, None):
            make.WellBeingFactory(
                author=self.pair.mentee,
                text=self.word(),
                shared_with=shared_with,
                written_at=self.ago(),
            )

    def _take_on(self):
        for done in (None, 2, 30):
            done_on = None if done is None else (self.now - done * DAY).date()
            make.ActionItemFactory(
                mentorship=self.mentorship, owner=self.either(), text=self.word(), done_on=done_on
            )

    def seen_by(self, client, person):
        """Every word on the pages of one of the two."""
        client.force_login(person)
        pk = self.mentorship.pk
        pages = [("mentorship-detail", pk), ("agreement-detail", pk), ("agreement-history", pk)]
        pages += [("agreement-answer", pk), ("agreement-write", pk), ("well-being-shared", pk)]
        pages += [("goal-detail", goal.pk) for goal in Goal.objects.all()]
        pages += [("check-in-detail", each.pk) for each in self.mentorship.check_ins.all()]
        addresses = [reverse(f"programs:{name}", args=[key]) for name, key in pages]
        addresses.append(reverse("programs:well-being-list"))
        return {
            word
            for address in addresses
            for word in TOKEN.findall(client.get(address).content.decode())
        }


@pytest.mark.parametrize("seed", range(5))
def test_m5_it_opens_exactly_what_both_of_the_two_see_at_that_moment(client, seed):
    story = Shuffled(seed)
    opened = make.BreakGlassFactory(
        opened=True,
        mentorship=story.mentorship,
        asked_by=story.pair.coordinator,
        asked_at=story.now,
        ends_at=story.now + DAY,
    )
    client.force_login(story.pair.coordinator)

    page = client.get(reverse("programs:break-glass-read", args=[opened.pk])).content.decode()

    both = story.seen_by(client, story.pair.mentee) & story.seen_by(client, story.pair.mentor)
    assert len(both) > 5
    assert set(TOKEN.findall(page)) == both


def test_m5_what_the_two_share_is_the_same_for_every_query_of_it(pair):
    """Each kind of thing has its queryset there: a new one is added to both."""
    contents = read(pair.mentorship, pair.coordinator)
    kinds = {name for name in vars(SharedNow) if not name.startswith("_")}

    assert kinds == {*type(contents).__slots__, "entries"}
