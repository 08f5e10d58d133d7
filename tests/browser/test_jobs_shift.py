"""A shift from the evening before to its note, and a day that somebody else takes, on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from people.models import Preceptor
from tests import factories as make
from tests.browser.axe import violations
from tests.browser.watch import count_taps


@pytest.fixture
def bedside(site):
    from tests.assessments.bedside import Bedside

    return Bedside().with_more_skills().open()


def shift_of(bedside, *, hours):
    """One of twelve hours that begins in so many hours."""
    now = timezone.now()
    return make.ShiftFactory(
        preceptorship=bedside.preceptorship,
        preceptor=bedside.preceptorship.primary_on(timezone.localdate()),
        starts_at=now + timedelta(hours=hours),
        settles_at=now + timedelta(days=14),
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_p24_a_note_takes_four_taps_and_a_sentence(open_page, bedside, record_property, scripts):
    shift_of(bedside, hours=-13)
    phone = open_page(bedside.priya, phone=True, scripts=scripts)
    phone.goto("/")
    taps = count_taps(phone) if scripts else None

    phone.get_by_role("link", name="Write the note").first.tap()
    phone.get_by_label("With help").first.tap()
    phone.get_by_label("Next time").fill("Say each check aloud.")
    phone.get_by_role("button", name="Save note").tap()

    expect(phone.get_by_role("main")).to_contain_text("Say each check aloud.")
    expect(phone.get_by_role("main")).to_contain_text("With help")
    if scripts:
        record_property("figure", f"{len(taps)} taps and a sentence")
        assert 0 < len(taps) <= 4
        assert violations(phone) == []

    learner = open_page(bedside.amara, phone=True, scripts=scripts)
    learner.goto(phone.url)
    learner.get_by_role("link", name="Answer").tap()
    learner.get_by_label("Your answer").fill("I will.")
    learner.get_by_role("button", name="Answer").tap()
    expect(learner.get_by_role("main")).to_contain_text("I will.")


def test_p25_the_card_says_the_evening_before_what_may_be_done(open_page, bedside):
    shift_of(bedside, hours=20)
    phone = open_page(bedside.priya, phone=True)
    phone.goto("/")

    card = phone.locator(".card", has_text="Tomorrow, with Amara Okafor")
    expect(card).to_contain_text("Alone")
    expect(card).to_contain_text("Not yet")
    assert violations(phone) == []


def test_p18_somebody_else_takes_a_shift_in_a_few_taps(open_page, bedside, record_property):
    shift = shift_of(bedside, hours=20)
    held = shift.preceptorship.assignments.values("preceptor")
    bedside.preceptorship.program.preceptors.add(*Preceptor.objects.filter(pk__in=held))
    phone = open_page(bedside.priya, phone=True)
    phone.goto("/")
    taps = count_taps(phone)

    phone.get_by_role("link", name="I can't make it").tap()
    phone.get_by_label("Sam Okoye").tap()
    phone.get_by_role("button", name="Give it to them").tap()

    expect(phone.locator("#messages")).to_contain_text("takes this shift")
    record_property("figure", f"{len(taps)} taps from \u201cI can't make it\u201d to done")
    assert 0 < len(taps) <= 6


def test_p18_from_ill_tomorrow_to_a_finished_hand_over(open_page, bedside, record_property):
    """Priya asks for somebody, Dana names who follows, and Sam has the card."""
    shift = shift_of(bedside, hours=20)
    bedside.preceptorship.program.preceptors.add(bedside.sam.preceptor)
    phone = open_page(bedside.priya, phone=True)
    phone.goto("/")
    taps = count_taps(phone)
    phone.get_by_role("link", name="I can't make it").tap()
    phone.get_by_role("button", name="Ask the coordinator to find someone").tap()
    expect(phone.locator("#messages")).to_contain_text("The coordinator knows")

    desk = open_page(bedside.dana)
    desk.goto("/")
    clicks = count_taps(desk)
    desk.get_by_role("link", name="Name someone").first.click()
    desk.get_by_role("link", name="Hand over to another preceptor").click()
    # Choosing is one act more, which no pointer tells.
    desk.get_by_label("Who").select_option(value=str(bedside.sam.preceptor.pk))
    desk.get_by_role("button", name="Hand over").click()
    expect(desk.locator("#messages")).to_contain_text("We've told all three of them.")
    acts = len(taps) + len(clicks) + 1
    record_property("figure", f"{acts} acts from ill tomorrow to handed over")
    assert 0 < acts <= 6

    follows = open_page(bedside.sam, phone=True)
    follows.goto("/")
    expect(follows.locator(".card", has_text="Tomorrow, with Amara Okafor")).to_be_visible()
    follows.get_by_role("link", name="Hand-over card").first.tap()
    expect(follows.get_by_role("heading", level=1)).to_have_text("Working with Amara Okafor")
    shift.refresh_from_db()
    assert shift.preceptor.person == bedside.sam
