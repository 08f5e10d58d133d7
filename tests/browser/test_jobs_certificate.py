"""From a decision to a certificate that a stranger checks, and to a mentor (P21, P28)."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import show_all, violations
from tests.browser.test_jobs_mentoring import pair, say_yes


@pytest.fixture
def ready(site):
    """Everything met and the final review held: what is left is to decide."""
    from tests import factories as make
    from tests.assessments.bedside import Bedside
    from tests.assessments.certificates.finishing import hold_final_review

    bedside = Bedside().with_more_skills().open()
    bedside.sign(competency=bedside.blood)
    hold_final_review(bedside)
    program = make.MentoringProgramFactory(coordinator=bedside.dana, name="Walk together")
    bedside.spring = make.CohortFactory(program=program, name="Spring")
    bedside.helen = make.MentorFactory(eligible=True, person__name="Helen Ward").person
    program.mentors.add(bedside.helen.mentor)
    return bedside


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_certificate_is_decided_checked_by_a_stranger_and_leads_to_a_mentor(
    open_page, ready, scripts
):
    coordinator = open_page(ready.dana, scripts=scripts)
    coordinator.goto(f"/preceptorships/{ready.preceptorship.pk}/complete/")
    expect(coordinator.get_by_role("main")).to_contain_text("Critical skills: 1 of 1.")
    coordinator.get_by_role("button", name="Mark as completed").click()

    learner = open_page(ready.amara, phone=True, scripts=scripts)
    learner.goto("/")
    learner.get_by_role("link", name="Your certificate is ready").first.click()
    expect(learner.get_by_role("heading", level=1)).to_contain_text("Your certificate")
    with learner.expect_download() as paper:
        learner.get_by_role("link", name="Certificate and transcript (PDF)").click()
    assert paper.value.suggested_filename.startswith("amara-okafor-")
    look(learner, scripts)

    code = ready.preceptorship.certificates.get().code
    stranger = open_page(phone=True, scripts=scripts)
    stranger.goto(f"/certificates/{code}/")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This certificate is valid")
    expect(stranger.get_by_role("main")).to_contain_text("Amara Okafor")
    look(stranger, scripts)

    learner.get_by_role("link", name="Choose").click()
    learner.get_by_label("Yes, please find one for me").check()
    learner.get_by_label("That I completed the program, and when").check()
    look(learner, scripts)
    learner.get_by_role("button", name="Save my answer").click()
    expect(learner.get_by_role("main")).to_contain_text("has been asked to find one")

    coordinator.goto("/")
    coordinator.get_by_role("link", name="Find a mentor").first.click()
    coordinator.get_by_label("Where do they wait for a mentor?").select_option(
        label="Walk together · Spring"
    )
    coordinator.get_by_role("button", name="Put them on this list").click()
    expect(coordinator.get_by_role("main")).to_contain_text("Amara Okafor")
    coordinator.goto(f"/cohorts/{ready.spring.pk}/")
    pair(coordinator, "Amara Okafor", "Helen Ward")

    mentor = open_page(ready.helen, phone=True, scripts=scripts)
    for page in (learner, mentor):
        say_yes(page, scripts)
    expect(mentor.get_by_role("main")).to_contain_text("Book")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_revocation_after_completion_is_seen_by_a_stranger_and_decided(open_page, ready, scripts):
    from assessments.sign_offs.services.sign_off import revoke_sign_off
    from tests.assessments.certificates.finishing import complete
    from tests.factories import NOON

    sign_off = ready.sign(competency=ready.drain)
    complete(ready)
    certificate = ready.preceptorship.certificates.get()
    revoke_sign_off(sign_off=sign_off, by=ready.dana, reason="Not seen.", at=NOON)

    stranger = open_page(phone=True, scripts=scripts)
    stranger.goto(f"/certificates/{certificate.code}/")
    heading = stranger.get_by_role("heading", level=1)
    expect(heading).to_have_text("A signature on this certificate no longer counts")

    coordinator = open_page(ready.dana, scripts=scripts)
    coordinator.goto("/")
    coordinator.get_by_role("link", name="Decide").first.click()
    look(coordinator, scripts)
    coordinator.get_by_role("link", name="Reissue it").click()
    coordinator.get_by_label("Why?").fill("A signature was revoked.")
    coordinator.get_by_role("button", name="Reissue it").click()
    expect(coordinator.get_by_role("main")).to_contain_text("Valid")

    stranger.reload()
    expect(heading).to_have_text("This certificate was replaced")


def look(page, scripts):
    if scripts:
        show_all(page, page.viewport_size["width"])
        assert violations(page) == []
