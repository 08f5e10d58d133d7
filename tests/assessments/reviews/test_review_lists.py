"""Reviews in the three lists, on Today and on the worklist (P27)."""

import pytest
from django.urls import reverse

from assessments.reviews import lists, worklist
from common.paging import keyset_page
from people.notices.models import Notice
from people.notices.services.reminders import plan_reminders
from programs.cohorts.models import Program
from tests import factories as make
from tests.assessments.bedside import another_learner
from tests.assessments.reviews.meeting import DAY, Meeting
from tests.factories import NOON, TODAY
from tests.worklist import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def url(name, *arguments):
    return reverse(f"assessments:review-{name}", args=arguments)


def page_of(meeting):
    return url("detail", meeting.review.pk)


def text_of(response):
    return " ".join(response.content.decode().split())


def names(rows):
    return [row.review.preceptorship.learner.person.name for row in rows]


def test_a_review_waits_for_whoever_has_not_signed_and_for_the_others(login):
    meeting = Meeting().hold()
    meeting.agree()
    meeting.sign_part(meeting.amara)

    mine = login(meeting.priya).get(url("list")).context["mine"]
    others = login(meeting.amara).get(url("list")).context["others"]

    assert (names(mine), names(others)) == (["Amara Okafor"], ["Amara Okafor"])


def test_a_review_waits_for_the_coordinator_once_both_have_signed(login):
    meeting = Meeting().hold()
    meeting.agree()
    before = login(meeting.dana).get(url("list")).context["mine"]
    meeting.sign_part(meeting.amara)
    meeting.sign_part(meeting.priya)

    after = login(meeting.dana).get(url("list")).context["mine"]

    assert (names(before), names(after)) == ([], ["Amara Okafor"])


@pytest.mark.parametrize("who", ["amara", "priya", "dana"])
def test_what_everybody_signed_is_done_for_each(login, who):
    meeting = Meeting().hold().sign_all()

    context = login(getattr(meeting, who)).get(url("list")).context

    assert names(context["page"].rows) == ["Amara Okafor"]
    assert (context["mine"], context["others"]) == ([], [])


def test_a_stranger_finds_nothing_in_the_lists(login):
    Meeting().hold()

    context = login(make.PersonFactory()).get(url("list")).context

    assert (context["mine"], context["others"], context["page"].rows) == ([], [], [])


@pytest.mark.parametrize("count", [1, 30])
def test_the_lists_ask_the_same_queries_for_one_review_and_for_thirty(
    login, django_assert_max_num_queries, count
):
    meeting = Meeting().hold()
    for number in range(1, count):
        other = another_learner(meeting, f"Learner {number}")
        review = make.ReviewFactory(
            preceptorship=other, position=9, held_on=TODAY, held_by=meeting.priya
        )
        make.ReviewOutcomeFactory(review=review)
    client = login(meeting.dana)

    with django_assert_max_num_queries(12):
        response = client.get(url("list"))

    assert len(response.context["others"]) == count


@pytest.mark.parametrize("who", ["amara", "priya", "sam"])
def test_what_comes_up_stands_in_the_list_until_it_is_done(login, who):
    meeting = Meeting()
    client = login(getattr(meeting, who))

    ahead = list(client.get(url("list")).context["ahead"])
    meeting.hold()
    after = list(client.get(url("list")).context["ahead"])

    assert (ahead, after) == ([meeting.review], [])


def test_what_is_booked_early_comes_up_and_is_not_shown_to_strangers(login):
    meeting = Meeting()
    meeting.following.meets_at = NOON + 3 * DAY
    meeting.following.save()

    mine = list(login(meeting.amara).get(url("list")).context["ahead"])
    strangers = list(login(make.PersonFactory()).get(url("list")).context["ahead"])

    assert (mine, strangers) == ([meeting.review, meeting.following], [])


def test_what_is_done_stands_by_the_day_it_took_place_across_pages():
    meeting = Meeting()
    for position, days in ((3, 5), (4, 1), (5, 9)):
        meeting.review = meeting.plan(position)
        meeting.hold().sign_all()
        held_on = TODAY - days * DAY
        type(meeting.review).objects.filter(pk=meeting.review.pk).update(held_on=held_on)
    rows = lists.done(meeting.amara, on=TODAY)

    first = keyset_page(rows, order=lists.DONE_ORDER, cursor=None, size=2)
    second = keyset_page(rows, order=lists.DONE_ORDER, cursor=first.next_cursor, size=2)

    shown = [(TODAY - row.review.held_on).days for row in (*first, *second)]
    assert shown == [1, 5, 9]


@pytest.mark.parametrize(("hours", "act"), [(2, "Open"), (-1, "Mark as done")])
def test_today_offers_to_mark_as_done_what_can_have_taken_place(login, hours, act):
    meeting = Meeting()
    meeting.review.meets_at = NOON + hours * DAY / 24
    meeting.review.save()
    hold = reverse("programs:review-hold", args=[meeting.review.pk])

    page = text_of(login(meeting.priya).get("/"))

    assert (hold in page) == (act == "Mark as done")
    assert (f'"{page_of(meeting)}"' in page) == (act == "Open")


def test_today_shows_what_waits_for_ones_signature(login):
    meeting = Meeting().hold()

    page = text_of(login(meeting.amara).get("/"))

    assert page_of(meeting) in page
    assert f"{meeting.review.name} to sign" in page
    assert f"Amara Okafor: {meeting.review.name}" not in page


@pytest.mark.parametrize(("days", "told"), [(6, 0), (7, 1)])
def test_the_coordinator_is_told_once_of_a_review_unsigned_for_a_week(days, told):
    Meeting().hold()

    plan_reminders("review_signatures", at=NOON + days * DAY)
    plan_reminders("review_signatures", at=NOON + (days + 1) * DAY if told else NOON)

    assert Notice.objects.filter(kind="review_unsigned").count() == told


def worklist_rows(at):
    return rows_of(worklist, Program.objects.all(), at)


@pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 1)])
def test_the_worklist_has_a_row_from_the_seventh_day_on(days, count):
    meeting = Meeting().hold()

    found = worklist_rows(NOON + days * DAY)

    assert len(found) == count
    assert {row.person for row in found} <= {meeting.amara}


def test_the_worklist_row_names_whose_signature_is_missing():
    meeting = Meeting().hold()
    meeting.agree()
    meeting.sign_part(meeting.amara)

    [row] = worklist_rows(NOON + 7 * DAY)

    assert (row.since, row.url) == (TODAY + 7 * DAY, url("remind", meeting.review.pk))
    assert "Not signed: Preceptor, Coordinator" in [words for words, _page in row.facts]


def test_the_worklist_row_asks_to_sign_once_only_the_coordinator_is_missing():
    meeting = Meeting().hold()
    meeting.agree()
    meeting.sign_part(meeting.amara)
    [before] = worklist_rows(NOON + 7 * DAY)
    meeting.sign_part(meeting.priya)
    [after] = worklist_rows(NOON + 7 * DAY)

    assert (before.act, after.act) == ("Remind", "Sign the review")
    assert (after.url, after.posts) == (page_of(meeting), False)
