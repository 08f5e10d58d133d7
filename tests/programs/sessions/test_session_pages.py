"""The pages of sessions, as coordinators, hosts and learners use them."""

import html
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from programs.mentoring.meetings.check_in_calendar import feed_of
from programs.sessions import codes
from programs.sessions.models import Attendance, Session
from tests.factories import (
    NOON,
    AttendanceFactory,
    CohortFactory,
    LearnerFactory,
    MentoringProgramFactory,
    PersonFactory,
    PreceptorshipFactory,
    SessionFactory,
)
from tests.programs.sessions.planning import WEEK, enrol

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Medicines safety",
    "day": "2026-12-08",
    "starts": "17:00",
    "ends": "19:30",
    "repeat": "never",
    "is_required": "yes",
    "dates_are": "each",
}


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def session(cohort):
    return SessionFactory(cohort=cohort, title="Medicines safety")


def url(name, row):
    return reverse(f"programs:{name}", args=[row.pk])


def typed(**more):
    return {**TYPED, "idempotency_key": str(uuid4()), **more}


def days():
    return [day.strftime("%d.%m.") for day in Session.objects.values_list("starts_at", flat=True)]


def test_a_year_of_months_is_planned_by_one_form(browser, cohort):
    browser.post(url("session-create", cohort), typed(repeat="monthly", times="12"))

    assert len(days()) == 12
    assert days()[:3] == ["08.12.", "12.01.", "09.02."]


@pytest.mark.parametrize("line", ["2026-12-15", "15.12.2026", "15/12/2026", "15 Dec  2026"])
def test_more_dates_are_typed_one_on_a_line_as_people_write_them(browser, cohort, line):
    browser.post(url("session-create", cohort), typed(more=f"{line}\n\n2026-12-22\n"))

    assert days() == ["08.12.", "15.12.", "22.12."]


@pytest.mark.parametrize("line", ["soon", "31 Feb 2026", "15 Dec 26", "١٥/١٢"])
def test_what_is_no_date_is_named(browser, cohort, line):
    response = browser.post(url("session-create", cohort), typed(more=line))

    assert f"“{line}” isn't a date" in html.unescape(response.content.decode())
    assert days() == []


def test_a_repeat_without_a_number_says_what_is_missing(browser, cohort):
    response = browser.post(url("session-create", cohort), typed(repeat="weekly"))

    assert "Say how many times" in response.content.decode()
    assert days() == []


def test_somebody_else_cannot_be_named_as_host(browser, cohort):
    stranger = PersonFactory()

    browser.post(url("session-create", cohort), typed(host=stranger.pk))

    assert days() == []


def test_whoever_changes_one_that_was_changed_meanwhile_sees_both(browser, cohort):
    session = SessionFactory(cohort=cohort, starts_at=NOON + WEEK)
    page = browser.get(url("session-update", session)).context["form"]
    sent = {name: page[name].value() or "" for name in page.fields}
    Session.objects.filter(pk=session.pk).update(place="Room 4")

    response = browser.post(url("session-update", session), sent | {"place": "Room 5"})

    assert "Saved here: Room 4" in response.content.decode()


def test_a_form_sent_back_as_it_was_changes_nothing(browser, cohort):
    session = SessionFactory(cohort=cohort, starts_at=NOON + WEEK)
    page = browser.get(url("session-update", session)).context["form"]
    sent = {name: page[name].value() or "" for name in page.fields}

    browser.post(url("session-update", session), sent)

    now = Session.objects.get()
    names = ("title", "starts_at", "ends_at", "credited_minutes", "host", "version")
    assert [getattr(now, name) for name in names] == [getattr(session, name) for name in names]


def test_the_presets_sessions_are_proposed_and_planned_when_asked_for(browser, cohort):
    cohort.program.preset = "rn_residency"
    cohort.program.save()
    page = browser.get(url("sessions-adopt", cohort))
    assert not Session.objects.exists()

    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (False, None)}
    browser.post(url("sessions-adopt", cohort), sent)

    assert Session.objects.count() == 12
    assert Session.objects.filter(is_required=False).count() == 1


def test_what_is_planned_already_is_not_ticked_again(browser, cohort):
    cohort.program.preset = "nhs_core"
    cohort.program.save()
    form = browser.get(url("sessions-adopt", cohort)).context["form"]
    SessionFactory(cohort=cohort, title=str(form.ideas[0].title))

    form = browser.get(url("sessions-adopt", cohort)).context["form"]

    assert [take.value() for _idea, take, _day in form.lines] == [False, True, True, True]


def test_a_program_of_another_kind_has_none_to_propose(browser, cohort):
    page = browser.get(url("sessions-adopt", cohort)).content.decode()

    assert "There are no suggestions" in page


def test_a_mentoring_circle_has_no_sessions(browser, coordinator):
    circle = CohortFactory(program=MentoringProgramFactory(coordinator=coordinator))

    assert browser.get(url("session-list", circle)).status_code == 404


def test_an_archived_cohort_shows_its_sessions_and_plans_no_more(browser, cohort, session):
    cohort.archived_at = NOON
    cohort.save()

    assert browser.get(url("session-list", cohort)).status_code == 200
    assert browser.get(url("session-create", cohort)).status_code == 403
    assert browser.get(url("session-update", session)).status_code == 403


def test_the_list_is_saved_at_once(browser, session, amara):
    page = browser.get(url("session-attendance", session))
    shown = page.context["form"]["shown"].value()

    name = f"learner-{amara.learner.pk}"
    browser.post(url("session-attendance", session), {name: "excused", "shown": shown})

    assert Attendance.objects.get().state == "excused"


def test_whoever_scanned_while_the_list_was_open_stays_present(browser, session, amara):
    AttendanceFactory(session=session, learner=amara.learner, way="code")

    name = f"learner-{amara.learner.pk}"
    browser.post(url("session-attendance", session), {name: "", "shown": "", "rest": "absent"})

    assert Attendance.objects.get().state == "present"


@pytest.mark.parametrize("learners", [1, 30])
@pytest.mark.parametrize("name", ["session-attendance", "session-detail", "session-code"])
def test_pages_of_a_session_take_as_many_queries_however_many_come(
    browser, session, cohort, django_assert_max_num_queries, name, learners
):
    for _number in range(learners):
        AttendanceFactory(session=session, learner=enrol(cohort).learner)

    with django_assert_max_num_queries(12):
        browser.get(url(name, session))


@pytest.mark.parametrize("sessions", [1, 30])
def test_lists_take_as_many_queries_however_long(
    client, cohort, coordinator, amara, django_assert_max_num_queries, sessions
):
    for number in range(sessions):
        SessionFactory(cohort=cohort, starts_at=NOON + (number - 15) * WEEK)

    for person in (coordinator, amara):
        client.force_login(person)
        with django_assert_max_num_queries(12):
            client.get(url("session-list", cohort))


def test_a_list_of_four_hundred_works(browser, session, cohort):
    learners = [enrol(cohort).learner for _number in range(400)]
    names = {f"learner-{learner.pk}": "present" for learner in learners}

    browser.post(url("session-attendance", session), names | {"shown": ""})

    assert Attendance.objects.present().count() == 400


def scanned(session):
    return f"{url('session-attend', session)}?code={codes.code_of(session, at=NOON)}"


def test_a_learner_who_scans_the_code_presses_one_button(client, session, amara):
    client.force_login(amara)
    page = client.get(scanned(session))

    client.post(scanned(session), {"ticket": page.context["form"]["ticket"].value()})

    assert Attendance.objects.get().way == "code"


def test_to_open_the_code_alone_notes_nothing(client, session, amara):
    client.force_login(amara)

    client.get(scanned(session))

    assert not Attendance.objects.exists()


def test_the_button_works_when_the_code_has_changed_meanwhile(client, session, amara, time_machine):
    client.force_login(amara)
    address = scanned(session)
    ticket = client.get(address).context["form"]["ticket"].value()
    time_machine.move_to(NOON + timedelta(minutes=5), tick=False)

    client.post(address, {"ticket": ticket})

    assert Attendance.objects.get().state == "present"


def test_a_photo_that_was_sent_on_says_that_it_has_expired(client, session, amara, time_machine):
    client.force_login(amara)
    address = scanned(session)
    time_machine.move_to(NOON + timedelta(minutes=5), tick=False)

    page = client.get(address).content.decode()
    client.post(address, {"code": "", "ticket": ""})

    assert "This code has expired" in page
    assert not Attendance.objects.exists()


def test_the_code_is_typed_instead(client, session, amara):
    client.force_login(amara)

    client.post(url("session-attend", session), {"code": codes.code_of(session, at=NOON)})

    assert Attendance.objects.get().state == "present"


def test_whoever_is_not_of_the_cohort_reads_why_not(client, session):
    client.force_login(LearnerFactory().person)

    page = client.get(scanned(session))

    assert "not in the group this session is for" in page.content.decode()


def test_without_the_code_a_stranger_finds_nothing(client, session):
    client.force_login(PersonFactory())

    assert client.get(url("session-attend", session)).status_code == 404


def test_the_page_of_the_code_holds_the_code_of_this_minute(browser, session):
    page = browser.get(url("session-code", session)).content.decode()

    assert codes.code_of(session, at=NOON) in page


def test_the_code_is_fetched_anew_by_itself(browser, session):
    part = browser.get(url("session-code", session), headers={"HX-Request": "true"})

    assert part.content.decode().strip().startswith("<section")


def test_before_it_opens_the_page_says_when(browser, cohort):
    session = SessionFactory(cohort=cohort, starts_at=NOON + timedelta(hours=2))

    page = browser.get(url("session-code", session))

    assert "30 minutes before the start" in page.content.decode()
    assert "code" not in page.context


def today(client, person):
    client.force_login(person)
    return client.get("/").content.decode()


def test_today_leads_a_learner_to_the_button(client, session, amara):
    assert url("session-attend", session) in today(client, amara)


def test_whoever_is_noted_is_asked_no_more(client, session, amara):
    AttendanceFactory(session=session, learner=amara.learner)

    assert url("session-attend", session) not in today(client, amara)


def test_today_holds_what_was_missed_with_its_next_date(client, cohort, amara):
    missed = SessionFactory(cohort=cohort, title="Medicines safety", starts_at=NOON - WEEK)
    SessionFactory(cohort=cohort, series=missed.series, starts_at=NOON + WEEK)
    AttendanceFactory(session=missed, learner=amara.learner, state="absent")

    page = today(client, amara)

    assert "You missed Medicines safety" in page
    assert "Next date: Monday 30 November, 12:00" in page


def test_today_leads_the_coordinator_to_the_code_and_then_to_the_list(
    client, session, coordinator, amara, time_machine
):
    during = today(client, coordinator)
    time_machine.move_to(NOON + timedelta(hours=8), tick=False)
    after = today(client, coordinator)
    AttendanceFactory(session=session, learner=amara.learner)
    noted = today(client, coordinator)

    assert url("session-code", session) in during
    assert url("session-attendance", session) in after
    assert url("session-attendance", session) not in noted


def test_where_there_is_a_host_they_are_led_there_instead(client, session, coordinator, amara):
    session.host = PersonFactory()
    session.save()

    assert url("session-code", session) in today(client, session.host)
    assert url("session-code", session) not in today(client, coordinator)


def test_times_are_those_of_the_reader(client, session, amara):
    amara.time_zone = "America/New_York"
    amara.save()
    client.force_login(amara)

    assert "04:00–11:00" in client.get(url("session-detail", session)).content.decode()


def test_hours_of_sessions_stand_apart_on_the_page_of_hours(client, cohort, session, amara):
    AttendanceFactory(session=session, learner=amara.learner)
    preceptorship = PreceptorshipFactory(cohort=cohort, learner=amara.learner)
    client.force_login(amara)

    page = client.get(url("shift-list", preceptorship)).content.decode()

    assert "Study days and sessions" in page
    assert "7 hours" in page


def test_a_cohort_without_sessions_has_no_such_card(client, cohort, amara):
    preceptorship = PreceptorshipFactory(cohort=cohort, learner=amara.learner)
    client.force_login(amara)

    page = client.get(url("shift-list", preceptorship)).content.decode()

    assert "Study days and sessions" not in page


def test_a_feed_holds_the_sessions_of_a_learner_and_of_a_host(session, amara):
    host = PersonFactory()
    Session.objects.update(host=host, version=2)

    for person in (amara, host):
        feed = feed_of(person, at=NOON).decode()
        assert "SUMMARY:Medicines safety" in feed
        assert "SEQUENCE:2" in feed
    assert "Medicines" not in feed_of(PersonFactory(), at=NOON).decode()


def test_a_feed_leaves_out_what_was_cancelled(session, amara, coordinator):
    Session.objects.update(called_off_at=NOON, called_off_by=coordinator)

    assert "Medicines" not in feed_of(amara, at=NOON).decode()
