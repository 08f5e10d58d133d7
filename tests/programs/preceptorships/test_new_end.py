"""An earlier end: not before support is over, named before it takes anything away, and mended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.preceptorships.services import preceptorship as services
from programs.preceptorships.services.first_plan import plan_phases, plan_reviews
from tests.factories import TODAY, CohortFactory, PreceptorshipFactory, PreceptorshipPauseFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


@pytest.fixture
def planned(program):
    """One that is planned by its program's rules, eight weeks ago, for a year; support for half."""

    def planned(starts_on=TODAY - 8 * WEEK, **fields):
        rules = program.preceptorship_rules
        rules.review_days, rules.review_every_days = [42], 42
        rules.phases = [{"name": "Growing", "weeks": 40}, {"name": "Alone", "weeks": 12}]
        rules.save()
        made = PreceptorshipFactory(
            cohort=CohortFactory(program=program),
            starts_on=starts_on,
            supported_until=starts_on + 26 * WEEK,
            **fields,
        )
        plan_phases(made, rules)
        plan_reviews(made, rules)
        return made

    return planned


def move(preceptorship, ends_on, acting):
    services.extend_preceptorship(
        preceptorship=preceptorship, ends_on=ends_on, reason="A slip", **acting
    )
    preceptorship.refresh_from_db()


def plan_of(preceptorship):
    """What is planned of it, in the order in which it is shown."""
    reviews = preceptorship.reviews.filter(cancelled_at=None)
    return (
        list(preceptorship.phases.values_list("name", "starts_on", "ends_on")),
        [(review.name, review.due_on) for review in reviews],
    )


def test_p15_an_end_before_support_is_over_is_refused(acting, planned):
    preceptorship = planned()
    before = plan_of(preceptorship)

    with pytest.raises(services.PreceptorshipError, match="Support runs until at least"):
        move(preceptorship, preceptorship.supported_until - timedelta(days=1), acting)

    assert plan_of(preceptorship) == before
    move(preceptorship, preceptorship.supported_until, acting)


def test_p15_moving_back_plans_again_what_an_earlier_end_took_away(acting, planned):
    preceptorship = planned()
    before, end = plan_of(preceptorship), preceptorship.ends_on

    move(preceptorship, preceptorship.supported_until, acting)
    shortened = plan_of(preceptorship)
    move(preceptorship, end, acting)

    assert len(shortened[0]) == 1
    assert len(shortened[1]) < len(before[1])
    assert plan_of(preceptorship) == before


def test_p1_a_later_end_plans_reviews_for_the_days_it_adds(acting, planned):
    preceptorship = planned()
    before = plan_of(preceptorship)[1]

    move(preceptorship, preceptorship.ends_on + 10 * WEEK, acting)

    after = plan_of(preceptorship)[1]
    start = preceptorship.starts_on
    assert after[: len(before) - 1] == before[:-1]
    assert after[len(before) - 1 :] == [
        ("Review 9", start + timedelta(days=9 * 42)),
        ("Review 10", start + timedelta(days=10 * 42)),
        ("Final review", preceptorship.ends_on),
    ]


def test_p15_days_of_a_pause_are_left_out_of_the_count(acting, planned):
    preceptorship = planned()
    # A week of seven days, after which all that was to come moved.
    PreceptorshipPauseFactory(
        preceptorship=preceptorship,
        valid_from=TODAY - 2 * WEEK,
        valid_to=TODAY - WEEK - timedelta(days=1),
    )

    move(preceptorship, preceptorship.ends_on + 10 * WEEK, acting)

    last_but_final = plan_of(preceptorship)[1][-2]
    assert last_but_final[1] == preceptorship.starts_on + WEEK + timedelta(days=10 * 42)


def send(browser, preceptorship, ends_on, **fields):
    address = reverse("programs:preceptorship-extend", args=[preceptorship.pk])
    return browser.post(
        address, {"ends_on": ends_on, "reason": "A slip", **fields}, follow=True
    ).content.decode()


def test_what_an_earlier_end_cancels_is_named_before_and_after(browser, planned):
    preceptorship = planned(starts_on=timezone.localdate() - 8 * WEEK)
    before, end = plan_of(preceptorship), preceptorship.supported_until

    question = send(browser, preceptorship, end)
    still = plan_of(preceptorship)
    answer = send(browser, preceptorship, end, named_for=end)

    assert "Nothing has moved yet." in question
    assert still == before
    assert "Cancelled: " in answer
    for name in ("Review 6, due ", "the phase “Alone”"):
        assert name in question
        assert name in answer
    assert "Review 4, due " not in question
    preceptorship.refresh_from_db()
    assert preceptorship.ends_on == end


def test_another_day_than_the_one_named_is_named_anew(browser, planned):
    preceptorship = planned(starts_on=timezone.localdate() - 8 * WEEK)
    end = preceptorship.supported_until

    page = send(browser, preceptorship, end, named_for=end + WEEK)

    assert "Nothing has moved yet." in page


def test_of_several_each_is_named_with_what_they_lose(browser, program, planned):
    start = timezone.localdate() - 8 * WEEK
    ana, zoe = (planned(starts_on=start, learner__person__name=name) for name in ("Ana", "Zoe"))
    end = ana.supported_until
    address = reverse("programs:preceptorships-extend", args=[program.pk])
    sent = {"ticked": [ana.pk, zoe.pk], "ends_on": end, "reason": "The ward was closed"}

    question = browser.post(address, sent).content.decode()
    answer = browser.post(address, {**sent, "named_for": end}, follow=True).content.decode()

    assert "Ana: Review 5, due" in question
    assert "Zoe: Review 5, due" in question
    assert "Nothing has moved yet." in question
    assert "Cancelled: Ana: Review 5" in answer
