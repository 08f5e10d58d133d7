"""Study days from their plan to who was there: in the office, in the room, on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.sessions.models import Attendance, Session
from tests import factories as make
from tests.browser.axe import violations
from tests.browser.watch import count_taps


@pytest.fixture
def bedside(site):
    from tests.assessments.bedside import Bedside

    bedside = Bedside().open()
    for person in (bedside.amara, make.PersonFactory(name="Ben Osei")):
        learner = getattr(person, "learner", None) or make.LearnerFactory(person=person)
        make.EnrolmentFactory(
            cohort=bedside.preceptorship.cohort,
            learner=learner,
            status="paired",
            enrolled_at=timezone.now() - timedelta(days=60),
        )
    return bedside


def session_now(bedside):
    return make.SessionFactory(
        cohort=bedside.preceptorship.cohort,
        title="Medicines safety",
        starts_at=timezone.now() - timedelta(hours=1),
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_year_of_evenings_is_planned_at_once(open_page, bedside, scripts):
    office = open_page(bedside.dana, scripts=scripts)
    office.goto(f"/cohorts/{bedside.preceptorship.cohort_id}/sessions/")
    if scripts:
        assert violations(office) == []
    office.get_by_role("link", name="Plan sessions").first.click()
    expect(office.get_by_label("Title")).to_be_visible()
    if scripts:
        assert violations(office) == []

    office.get_by_label("Title").fill("Residency evening")
    office.get_by_label("Day", exact=True).fill("2026-12-08")
    office.get_by_label("From").fill("17:00")
    office.get_by_label("To", exact=True).fill("19:30")
    office.get_by_label("Repeat").select_option("monthly")
    office.get_by_label("How many times").fill("11")
    office.get_by_label("More dates").fill("15 Dec 2026")
    office.get_by_role("button", name="Plan").click()

    expect(office.locator("#messages")).to_contain_text("12 sessions planned.")
    expect(office.get_by_role("main")).to_contain_text("Tue 8 Dec, 17:00–19:30")
    assert Session.objects.count() == 12


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_learner_confirms_by_the_code_in_the_room(open_page, bedside, record_property, scripts):
    session = session_now(bedside)
    room = open_page(bedside.dana, scripts=scripts)
    room.goto("/")
    room.get_by_role("link", name="Show the code").first.click()
    code = room.locator(".read-out").inner_text().strip()
    if scripts:
        assert violations(room) == []

    phone = open_page(bedside.amara, phone=True, scripts=scripts)
    phone.goto(f"/study-sessions/{session.pk}/here/?code={code}")
    taps = count_taps(phone) if scripts else None
    phone.get_by_role("button", name="I'm here").tap()

    expect(phone.locator("#messages")).to_contain_text("You're noted as present.")
    assert Attendance.objects.get().way == "code"
    if scripts:
        record_property("figure", f"{len(taps)} tap after scanning")
        assert len(taps) == 1
        assert violations(phone) == []


def test_the_code_is_typed_from_today(open_page, bedside):
    session_now(bedside)
    room = open_page(bedside.dana)
    room.goto("/")
    room.get_by_role("link", name="Show the code").first.click()
    code = room.locator(".read-out").inner_text().strip()

    phone = open_page(bedside.amara, phone=True)
    phone.goto("/")
    phone.get_by_role("link", name="I'm here").tap()
    expect(phone.get_by_label("Code on the screen")).to_be_visible()
    assert violations(phone) == []
    phone.get_by_label("Code on the screen").fill(code.lower())
    phone.get_by_role("button", name="I'm here").tap()

    expect(phone.locator("#messages")).to_contain_text("You're noted as present.")


def test_whoever_is_not_of_the_cohort_reads_why(open_page, bedside):
    session = session_now(bedside)
    room = open_page(bedside.dana)
    room.goto(f"/study-sessions/{session.pk}/code/")
    code = room.locator(".read-out").inner_text().strip()

    phone = open_page(bedside.priya, phone=True)
    phone.goto(f"/study-sessions/{session.pk}/here/?code={code}")

    expect(phone.get_by_role("main")).to_contain_text("not in the group this session is for")
    expect(phone.get_by_role("button", name="I'm here")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_the_list_is_filled_in_on_a_phone(open_page, bedside, scripts):
    session = session_now(bedside)
    phone = open_page(bedside.dana, phone=True, scripts=scripts)
    phone.goto(f"/study-sessions/{session.pk}/attendance/")
    if scripts:
        assert violations(phone) == []

    ben = phone.get_by_role("group", name="Ben Osei")
    ben.get_by_label("Absent").check(force=True)
    phone.get_by_label("Everyone not noted yet").select_option("present")
    phone.get_by_role("button", name="Save attendance").tap()

    expect(phone.locator("#messages")).to_contain_text("2 people noted.")
    expect(phone.get_by_role("main")).to_contain_text("1 present, 0 excused, 1 absent")
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
