"""What somebody thinks of it, said on a phone from Today, or skipped (P19)."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.evaluation.statements import ABOUT_PRECEPTOR, ABOUT_PROGRAM
from tests.browser.axe import violations
from tests.browser.watch import count_taps


@pytest.fixture
def asked(site):
    from tests import factories as make
    from tests.assessments.bedside import Bedside

    bedside = Bedside().open()
    preceptor = bedside.preceptorship.assignments.primary().get().preceptor
    make.EvaluationAskFactory(
        preceptorship=bedside.preceptorship, asked_on=timezone.localdate(), about=[preceptor, None]
    )
    return bedside


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_p19_a_learner_answers_with_a_tick_for_each_statement(open_page, asked, scripts):
    phone = open_page(asked.amara, phone=True, scripts=scripts)
    phone.goto("/")

    answer(phone)

    expect(phone.locator("#messages")).to_contain_text("without your name")
    expect(phone.get_by_role("link", name="Answer or skip")).to_have_count(0)


def test_p19_it_takes_ten_taps_at_most(open_page, asked, record_property):
    phone = open_page(asked.amara, phone=True)
    phone.goto("/")
    taps = count_taps(phone)

    answer(phone)

    expect(phone.locator("#messages")).to_contain_text("without your name")
    record_property("figure", f"{len(taps)} taps")
    assert 0 < len(taps) <= 10


def answer(phone):
    """From Today, with a tick for everything that is asked."""
    phone.get_by_role("main").get_by_role("link", name="Answer or skip").first.tap()
    said = phone.get_by_role("radio", name="Mostly")
    expect(said).to_have_count(len((*ABOUT_PRECEPTOR, *ABOUT_PROGRAM)))
    for choice in said.all():
        choice.tap()
    phone.get_by_role("button", name="Send").tap()


def test_p19_a_learner_skips_it(open_page, asked):
    phone = open_page(asked.amara, phone=True)
    phone.goto("/")

    phone.get_by_role("main").get_by_role("link", name="Answer or skip").first.tap()
    expect(phone.get_by_role("button", name="Skip this")).to_be_visible()
    assert violations(phone) == []
    phone.get_by_role("button", name="Skip this").tap()

    expect(phone.locator("#messages")).to_contain_text("Skipped")
    expect(phone.get_by_role("link", name="Answer or skip")).to_have_count(0)
