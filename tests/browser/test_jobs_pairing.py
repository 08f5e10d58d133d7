"""A coordinator pairs people on the table and publishes: start to end."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from programs.cohorts.models import PairingChoice
from tests import factories as make
from tests.browser.axe import violations
from tests.factories import NOON, TODAY


class Intake:
    """Dana runs a program; Amara and Ben wait; Priya has room, Sam's approval is missing."""

    def __init__(self):
        self.dana = make.PersonFactory(name="Dana Cole")
        version = make.FrameworkVersionFactory()
        group = make.CompetencyFactory(version=version, is_group=True)
        competency = make.CompetencyFactory(version=version, parent=group)
        scale = make.RatingScaleFactory()
        make.RatingLevelFactory(scale=scale)
        version.published_at = NOON
        version.save(update_fields=["published_at"])
        self.program = make.ProgramFactory(
            coordinator=self.dana,
            rules__framework_version=version,
            rules__rating_scale=scale,
        )
        make.ProgramCompetencyFactory(program=self.program, competency=competency)
        self.priya = make.PreceptorFactory(
            person=make.PersonFactory(name="Priya Nair"), eligible=True
        )
        self.sam = make.PreceptorFactory(person=make.PersonFactory(name="Sam Okoye"))
        self.program.preceptors.add(self.priya, self.sam)
        self.cohort = make.CohortFactory(program=self.program, starts_on=TODAY)
        self.amara, self.ben = (
            make.PersonFactory(name=name) for name in ("Amara Okafor", "Ben Marsh")
        )
        for minutes, person in enumerate((self.amara, self.ben)):
            make.EnrolmentFactory(
                cohort=self.cohort,
                learner=make.LearnerFactory(person=person),
                enrolled_at=NOON - timedelta(minutes=9 - minutes),
            )


@pytest.fixture
def intake(site):
    return Intake()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_coordinator_pairs_and_publishes(open_page, intake, scripts):
    page = open_page(intake.dana, scripts=scripts)

    page.goto(f"/cohorts/{intake.cohort.pk}/")
    page.get_by_role("main").get_by_role("link", name="Pair").first.click()
    choose(page, "Amara Okafor", "Priya Nair")
    page.get_by_role("button", name="Save and review").click()
    page.get_by_role("button", name="Publish 1 pairing").click()
    page.get_by_text("1 pairing begins.").wait_for()

    learner = open_page(intake.amara, phone=True, scripts=scripts)
    learner.goto("/")
    learner.get_by_role("main").get_by_role("link", name="Open").click()
    expect(learner.get_by_role("main")).to_contain_text("Priya Nair")
    waiting = open_page(intake.ben, phone=True, scripts=scripts)
    waiting.goto("/")
    expect(waiting.get_by_role("main").get_by_role("link", name="Open")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_coordinator_overrides_a_block_only_with_a_reason(open_page, intake, scripts):
    page = open_page(intake.dana, scripts=scripts)
    page.goto(f"/cohorts/{intake.cohort.pk}/pairing/")

    choose(page, "Ben Marsh", "Sam Okoye")
    page.get_by_role("button", name="Save the draft").click()
    page.locator(".error-summary").wait_for()
    assert violations(page) == [] if scripts else True
    row(page, "Ben Marsh").get_by_label("reason").fill("Agreed with the ward manager.")
    page.get_by_role("button", name="Save the draft").click()

    expect(page.get_by_text("1 choice saved.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_coordinator_chooses_a_guide_beyond_those_who_suit_best(open_page, intake, scripts):
    make_pool_larger(intake.program)
    page = open_page(intake.dana, scripts=scripts)
    page.goto(f"/cohorts/{intake.cohort.pk}/pairing/")
    expect(row(page, "Ben Marsh").locator("option", has_text="Sam Okoye")).to_have_count(0)

    choose(page, "Amara Okafor", "Guide 0")
    row(page, "Ben Marsh").get_by_role("button", name="Show all").click()
    choose(page, "Ben Marsh", "Sam Okoye")
    reason = row(page, "Ben Marsh").get_by_label("reason")
    if not scripts:
        row(page, "Ben Marsh").get_by_text("Reason for an exception").first.click()
    reason.fill("Agreed with the ward manager.")
    reason.press("Enter")

    expect(page.get_by_text("saved.")).to_be_visible()
    guides = {choice.guide.person.name for choice in PairingChoice.objects.all()}
    assert guides == {"Guide 0", "Sam Okoye"}


def make_pool_larger(program):
    for number in range(20):
        person = make.PersonFactory(name=f"Guide {number}")
        program.preceptors.add(make.PreceptorFactory(person=person, eligible=True))


def row(page, learner):
    return page.get_by_role("row").filter(has_text=learner)


def choose(page, learner, guide):
    """Choose the guide whose option starts with the name; load and rules stand behind it."""
    select = row(page, learner).get_by_role("combobox").first
    option = select.locator("option", has_text=guide)
    select.select_option(option.get_attribute("value"))
