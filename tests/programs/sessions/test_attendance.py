"""Who was there: by the list, and by the code in the room."""

from datetime import timedelta

import pytest

from programs.sessions import codes
from programs.sessions.models import Attendance
from programs.sessions.services.attendance import (
    AttendanceError,
    confirm_attendance,
    note_attendance,
)
from tests.factories import (
    NOON,
    AttendanceFactory,
    LearnerFactory,
    PersonFactory,
    SessionFactory,
)
from tests.programs.sessions.planning import WEEK, enrol

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def session(cohort):
    return SessionFactory(cohort=cohort)


def note(session, by, marks, *, at=NOON, **more):
    by_learner = {person.learner.pk: state for person, state in marks.items()}
    if "seen" in more:
        more["seen"] = {person.learner.pk: state for person, state in more["seen"].items()}
    return note_attendance(session=session, marks=by_learner, by=by, at=at, **more)


def states(session):
    return dict(session.attendances.values_list("learner__person", "state"))


def confirm(session, person, *, at=NOON, code=None):
    code = codes.code_of(session, at=at) if code is None else code
    return confirm_attendance(session=session, by=person, code=code, at=at)


def test_one_save_notes_everybody(session, cohort, coordinator, amara):
    ben, cleo = enrol(cohort), enrol(cohort)

    note(session, coordinator, {amara: "present", ben: "excused", cleo: "absent"})

    assert states(session) == {amara.pk: "present", ben.pk: "excused", cleo.pk: "absent"}


def test_the_rest_is_noted_of_those_of_whom_nothing_is(session, cohort, coordinator, amara):
    ben = enrol(cohort)

    note(session, coordinator, {amara: "absent", ben: None}, seen={}, rest="present")

    assert states(session) == {amara.pk: "absent", ben.pk: "present"}


def test_a_note_made_by_mistake_is_taken_away(session, coordinator, amara):
    note(session, coordinator, {amara: "absent"})

    note(session, coordinator, {amara: None})

    assert states(session) == {}


def test_what_the_list_did_not_change_stays_as_somebody_noted_it(session, coordinator, amara):
    confirm(session, amara)

    report = note(session, coordinator, {amara: None}, seen={})

    assert (report.noted, report.left) == (0, [])
    assert states(session) == {amara.pk: "present"}


def test_what_somebody_else_noted_meanwhile_is_left_and_named(session, coordinator, amara):
    note(session, PersonFactory(is_administrator=True), {amara: "excused"})

    report = note(session, coordinator, {amara: "absent"}, seen={})

    assert report.left == [amara.name]
    assert states(session) == {amara.pk: "excused"}


def test_the_host_notes_as_a_coordinator_does(session, amara):
    session.host = PersonFactory()
    session.save()

    note(session, session.host, {amara: "present"})

    assert states(session) == {amara.pk: "present"}


def test_nobody_else_notes(session, amara):
    with pytest.raises(AttendanceError, match="Only the coordinators"):
        note(session, PersonFactory(), {amara: "present"})


def test_nobody_notes_themselves_by_the_list(session, amara):
    session.host = amara
    session.save()

    with pytest.raises(AttendanceError, match="learn here yourself"):
        note(session, amara, {amara: "present"})


def test_the_rest_leaves_out_whoever_notes(session, cohort, amara):
    session.host, ben = amara, enrol(cohort)
    session.save()

    note(session, amara, {}, rest="present")

    assert states(session) == {ben.pk: "present"}


def test_nobody_of_another_cohort_is_noted(session, coordinator):
    stranger = LearnerFactory().person

    with pytest.raises(AttendanceError, match="aren't expected"):
        note(session, coordinator, {stranger: "present"})


def test_whoever_came_after_it_is_not_expected_there(session, cohort, coordinator):
    session.starts_at, session.ends_at = NOON - WEEK, NOON - WEEK + timedelta(hours=7)
    session.save()
    late = enrol(cohort, days=2)

    with pytest.raises(AttendanceError, match="aren't expected"):
        note(session, coordinator, {late: "absent"})


def test_an_excuse_is_noted_before_and_who_came_is_not(cohort, coordinator, amara):
    session = SessionFactory(cohort=cohort, starts_at=NOON + WEEK)

    note(session, coordinator, {amara: "excused"})
    with pytest.raises(AttendanceError, match="30 minutes before"):
        note(session, coordinator, {amara: "present"})

    assert states(session) == {amara.pk: "excused"}


def test_one_that_was_cancelled_has_no_list(session, coordinator, amara):
    session.called_off_at, session.called_off_by = NOON, coordinator
    session.save()

    with pytest.raises(AttendanceError, match="cancelled"):
        note(session, coordinator, {amara: "present"})


@pytest.mark.parametrize("learners", [3, 30])
def test_a_list_takes_as_many_queries_however_long(
    session, cohort, coordinator, django_assert_max_num_queries, learners
):
    people = [enrol(cohort) for _number in range(learners)]
    marks = dict.fromkeys(people, "present")

    with django_assert_max_num_queries(16):
        note(session, coordinator, marks)


def test_a_learner_confirms_by_the_code(session, amara):
    confirm(session, amara)

    mark = Attendance.objects.get()
    assert (mark.state, mark.way, mark.noted_by) == ("present", "code", amara)


def test_twice_is_once(session, amara):
    first = confirm(session, amara)

    again = confirm(session, amara, at=NOON + WEEK, code="")

    assert again == first


def test_small_letters_and_blanks_will_do(session, amara):
    code = f" {codes.code_of(session, at=NOON).lower()} "

    assert confirm(session, amara, code=code).state == "present"


def test_a_code_of_three_minutes_ago_is_no_use(session, amara):
    old = codes.code_of(session, at=NOON - 3 * MINUTE)

    with pytest.raises(AttendanceError, match="expired"):
        confirm(session, amara, code=old)


def test_a_code_is_good_for_a_minute_after_it_has_changed(session, amara):
    before = codes.code_of(session, at=NOON - MINUTE)

    assert before != codes.code_of(session, at=NOON)
    assert confirm(session, amara, code=before)


def test_the_code_of_another_session_is_no_use(session, cohort, amara):
    other = SessionFactory(cohort=cohort)

    with pytest.raises(AttendanceError, match="expired"):
        confirm(session, amara, code=codes.code_of(other, at=NOON))


def test_a_ticket_gives_time_to_press_the_button(session, amara):
    ticket = codes.ticket_of(session, amara, at=NOON)

    act = {"session": session, "by": amara, "ticket": ticket}
    assert confirm_attendance(**act, at=NOON + 9 * MINUTE).state == "present"


def test_a_ticket_is_of_one_person_and_runs_out(session, cohort, amara):
    ticket, ben = codes.ticket_of(session, amara, at=NOON), enrol(cohort)

    for person, at in ((ben, NOON), (amara, NOON + 21 * MINUTE)):
        with pytest.raises(AttendanceError, match="expired"):
            confirm_attendance(session=session, by=person, ticket=ticket, at=at)


@pytest.mark.parametrize("minutes", [-30, 0, 7 * 60 + 30])
def test_the_code_is_good_from_half_an_hour_before_to_half_an_hour_after(session, amara, minutes):
    assert confirm(session, amara, at=session.starts_at + minutes * MINUTE)


@pytest.mark.parametrize(
    ("minutes", "words"), [(-31, "from 23 Nov, 08:30"), (7 * 60 + 31, "Ask the person who ran it")]
)
def test_outside_of_that_it_says_why_not(session, amara, minutes, words):
    with pytest.raises(AttendanceError, match=words):
        confirm(session, amara, at=session.starts_at + minutes * MINUTE)


def test_whoever_is_in_another_group_reads_so(session):
    with pytest.raises(AttendanceError, match="not in the group"):
        confirm(session, LearnerFactory().person)


def test_whoever_withdrew_is_in_it_no_longer(session, cohort):
    gone = enrol(cohort, status="withdrawn")

    with pytest.raises(AttendanceError, match="not in the group"):
        confirm(session, gone)


def test_whoever_was_excused_and_comes_is_present(session, coordinator, amara):
    note(session, coordinator, {amara: "excused"})

    assert confirm(session, amara).state == "present"


def test_whoever_was_noted_as_absent_asks_whoever_runs_it(session, coordinator, amara):
    note(session, coordinator, {amara: "absent"})

    with pytest.raises(AttendanceError, match="noted as absent"):
        confirm(session, amara)


def test_somebody_in_two_cohorts_is_noted_in_each_apart(session, amara):
    other = SessionFactory()
    enrol(other.cohort, learner=amara.learner)

    confirm(session, amara)

    assert states(session) == {amara.pk: "present"}
    assert states(other) == {}


def test_whoever_left_stands_on_the_list_where_they_were_noted(session, cohort, coordinator):
    from programs.sessions.standing import expected_at

    gone = enrol(cohort, status="withdrawn")
    AttendanceFactory(session=session, learner=gone.learner)
    enrol(cohort, status="withdrawn")

    assert [row.learner.person for row in expected_at(session)] == [gone]
