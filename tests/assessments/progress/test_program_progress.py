"""The progress of a program: every learner in a line, and who is late."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments import today
from assessments.progress.checklist import read_checklist
from assessments.progress.course import Course
from assessments.progress.views import program_progress
from people.models import Person
from people.registry import TodayPanel
from programs.preceptorships.models import Preceptorship
from tests import factories as make
from tests.factories import NOON, TODAY
from tests.told import told

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.mark.parametrize(
    ("role", "status"),
    [("dana", 200), ("amara", 403), ("sam", 404), ("stranger", 404)],
)
def test_program_progress_by_role(client, ward, role, status):
    make.EnrolmentFactory(cohort=ward.preceptorship.cohort, learner=ward.preceptorship.learner)
    person = make.PersonFactory() if role == "stranger" else getattr(ward, role)
    client.force_login(person)

    url = reverse("assessments:program-progress", args=[ward.program.pk])

    assert client.get(url).status_code == status


def test_program_progress_shows_each_learner(client, ward):
    client.force_login(ward.dana)

    response = client.get(reverse("assessments:program-progress", args=[ward.program.pk]))

    row, *_others = response.context["rows"][0]
    assert (row.learner, row.summary, row.overdue, row.week) == (
        ward.amara,
        "1 of 4 signed off, 1 expected by now",
        1,
        9,
    )


def test_program_progress_shows_the_course_of_each_learner(client, ward):
    ward.amara.unit = make.UnitFactory(name="Ward 7B")
    ward.amara.save()
    shift = make.ShiftFactory(
        preceptorship=ward.preceptorship, confirmed_at=NOON, confirmed_by=ward.priya
    )
    make.ShiftNoteFactory(shift=shift)
    make.ShiftFactory(preceptorship=ward.preceptorship, starts_at=NOON - timedelta(days=3))
    make.ReviewFactory(preceptorship=ward.preceptorship, due_on=TODAY + timedelta(days=9))
    client.force_login(ward.dana)
    url = reverse("assessments:program-progress", args=[ward.program.pk])

    [(_row, course, _lost)] = client.get(url).context["rows"]
    table = client.get(url, {"as": "csv"}).content.decode()

    assert course == Course("Priya Nair", TODAY + timedelta(days=9), 690, shift.day)
    assert f"Priya Nair,Ward 7B,{TODAY + timedelta(days=9)},11.5,{shift.day}" in table


def test_p15_program_progress_stands_still_for_those_who_pause(client, ward):
    [due_on] = ward.preceptorship.competency_states.exclude(due_on=None).values_list(
        "due_on", flat=True
    )[:1]
    # A pause that is over moved the dates themselves.
    make.PreceptorshipPauseFactory(
        preceptorship=ward.preceptorship, valid_from=due_on, valid_to=due_on
    )
    make.PreceptorshipPauseFactory(
        preceptorship=ward.preceptorship, valid_from=due_on - timedelta(days=1)
    )
    client.force_login(ward.dana)

    response = client.get(reverse("assessments:program-progress", args=[ward.program.pk]))

    [(row, *_others)] = response.context["rows"]
    assert (row.expected, row.overdue) == (0, 0)


def test_p15_who_pauses_is_shown_as_paused_and_nowhere_as_late(client, ward):
    """Late when the pause began, and not asked for anything until it is over."""
    make.PreceptorshipPauseFactory(preceptorship=ward.preceptorship, valid_from=TODAY)
    Preceptorship.objects.update(status="paused", paused_status="active")
    ward.preceptorship.refresh_from_db()
    ask_url = reverse("assessments:sign-off-request-create", args=[ward.preceptorship.pk])

    checklist = read_checklist(ward.preceptorship, today=TODAY)
    client.force_login(ward.amara)
    own = client.get(ward.checklist_url).content.decode()
    today_page = client.get(reverse("people:today")).content.decode()
    client.force_login(ward.dana)
    progress = client.get(reverse("assessments:program-progress", args=[ward.program.pk]))
    [(row, *_others)] = progress.context["rows"]
    client.force_login(ward.priya)
    learners = client.get(reverse("assessments:sign-off-list")).content.decode()

    assert (checklist.overdue, checklist.is_behind, checklist.tone) == (0, False, "teal")
    assert (row.overdue, row.is_behind) == (0, False)
    assert f"{ask_url}?overdue=yes" not in own + today_page
    assert "paused" in learners


def test_p15_who_pauses_has_no_next_review_and_their_weeks_stand_still(client, ward):
    week = timedelta(weeks=1)
    Preceptorship.objects.update(
        status="paused", paused_status="active", starts_on=TODAY - 8 * week
    )
    make.PreceptorshipPauseFactory(preceptorship=ward.preceptorship, valid_from=TODAY - 3 * week)
    make.ReviewFactory(preceptorship=ward.preceptorship, due_on=TODAY - timedelta(days=3))
    client.force_login(ward.dana)

    table = client.get(reverse("assessments:program-progress", args=[ward.program.pk]))
    plan = client.get(reverse("programs:preceptorship-plan", args=[ward.preceptorship.pk]))

    [(row, course, _lost)] = table.context["rows"]
    assert (course.review_on, row.week, plan.context["week"]) == (None, 6, 6)
    assert '<span class="muted">paused</span>' in table.content.decode()


def test_program_progress_offers_every_order_where_headings_are_hidden(client, ward):
    client.force_login(ward.dana)

    page = client.get(reverse("assessments:program-progress", args=[ward.program.pk]))

    words = page.content.decode()
    narrow = words.split('aria-label="Sort by"')[1].split("</nav>")[0]
    orders = page.context["filter"].orders
    assert [narrow.count(f'href="?sort={name}"') for name in orders] == [1] * len(orders)


@pytest.mark.parametrize(("signed", "rows"), [(False, 1), (True, 0)])
def test_program_progress_can_show_only_who_is_late(client, ward, signed, rows):
    if signed:
        ward.sign(competency=ward.hygiene)
    client.force_login(ward.dana)
    url = reverse("assessments:program-progress", args=[ward.program.pk])

    assert len(client.get(url, {"show": "overdue"}).context["rows"]) == rows


def test_program_progress_is_narrowed_to_a_unit_and_those_below_it(client, ward):
    site = make.SiteFactory(name="North")
    Person.objects.filter(pk=ward.amara.pk).update(unit=make.UnitFactory(name="7B", parent=site))
    make.SiteFactory(name="South")
    client.force_login(ward.dana)
    url = reverse("assessments:program-progress", args=[ward.program.pk])

    found = {unit: client.get(url, {"unit": unit}) for unit in ("7B", "North", "South", "")}

    assert {unit: len(page.context["rows"]) for unit, page in found.items()} == {
        "7B": 1,
        "North": 1,
        "South": 0,
        "": 1,
    }
    assert "Nobody fits what you are looking for" in found["South"].content.decode()


@pytest.fixture
def intake(ward):
    """One of Dana's, in which nobody learns yet."""
    return make.CohortFactory(program=make.ProgramFactory(coordinator=ward.dana))


def learns(intake, name, *, preceptor="", unit="", review_in=0, hours=0, noted_days_ago=0):
    """Somebody who learns, with as much of a course as is said."""
    guide = make.PreceptorFactory(person__name=preceptor) if preceptor else None
    made = make.PreceptorshipFactory(cohort=intake, learner__person__name=name, primary=guide)
    make.ProgressFactory(preceptorship=made)
    if unit:
        Person.objects.filter(pk=made.learner.person_id).update(unit=make.UnitFactory(name=unit))
    if review_in:
        make.ReviewFactory(preceptorship=made, due_on=TODAY + timedelta(days=review_in))
    if hours:
        make.ShiftFactory(preceptorship=made, minutes=hours * 60, settles_at=NOON)
    if noted_days_ago:
        starts_at = NOON - timedelta(days=noted_days_ago)
        make.ShiftNoteFactory(shift=make.ShiftFactory(preceptorship=made, starts_at=starts_at))


SORTED = [
    ("preceptor", {"preceptor": "Ada Ek"}, {"preceptor": "Bea Ek"}),
    ("unit", {"unit": "Ward 1"}, {"unit": "Ward 2"}),
    ("review", {"review_in": 3}, {"review_in": 9}),
    ("note", {"noted_days_ago": 9}, {"noted_days_ago": 3}),
]


@pytest.mark.parametrize(("column", "first", "second"), SORTED)
def test_program_progress_is_sorted_by_the_course_page_by_page_and_in_its_file(
    client, ward, intake, monkeypatch, column, first, second
):
    monkeypatch.setattr(program_progress, "ROWS", 1)
    learns(intake, "Anna")
    learns(intake, "Bob", **second)
    learns(intake, "Cleo", **first)
    client.force_login(ward.dana)
    url = reverse("assessments:program-progress", args=[intake.program.pk])

    shown, cursor = [], ""
    for _page in range(3):
        context = client.get(url, {"sort": column, "cursor": cursor}).context
        shown += [row.learner.name for row, *_others in context["rows"]]
        cursor = context["page"].next_cursor
    table = client.get(url, {"sort": column, "as": "csv"}).content.decode("utf-8-sig")

    # What is empty comes last.
    assert shown == ["Cleo", "Bob", "Anna"]
    assert [line.split(",")[0] for line in table.splitlines()[1:]] == shown


def test_program_progress_is_sorted_by_hours_that_count(client, ward, intake):
    learns(intake, "Anna", hours=9)
    learns(intake, "Bob", hours=8)
    learns(intake, "Cleo")
    client.force_login(ward.dana)
    url = reverse("assessments:program-progress", args=[intake.program.pk])

    page = client.get(url, {"sort": "hours"})

    assert [row.learner.name for row, *_others in page.context["rows"]] == ["Cleo", "Bob", "Anna"]
    assert page.content.decode().count("aria-sort") == 1


@pytest.mark.parametrize("column", ["name", "preceptor", "unit", "review", "hours", "note"])
def test_program_progress_asks_as_many_queries_in_any_order(
    client, ward, django_assert_num_queries, column
):
    client.force_login(ward.dana)
    url = reverse("assessments:program-progress", args=[ward.program.pk])
    client.get(url)

    with django_assert_num_queries(12):
        client.get(url, {"sort": column})


def test_program_progress_is_narrowed_to_those_of_a_preceptor(client, ward, intake):
    learns(intake, "Anna", preceptor="Ada Ek")
    learns(intake, "Bob", preceptor="Bea Ek")
    client.force_login(ward.dana)
    url = reverse("assessments:program-progress", args=[intake.program.pk])

    page, nobody = (client.get(url, {"preceptor": words}) for words in ("bea", "zoe"))

    assert [row.learner.name for row, *_others in page.context["rows"]] == ["Bob"]
    assert "Nobody fits what you are looking for" in nobody.content.decode()


def test_everybody_counts_the_same_learners_as_late(client, ward):
    """With all signed, a review past its day is still something overdue; not in a pause."""
    ward.sign(competency=ward.hygiene)
    make.ReviewFactory(preceptorship=ward.preceptorship, due_on=TODAY - timedelta(days=1))
    client.force_login(ward.dana)
    url = reverse("assessments:program-progress", args=[ward.program.pk])

    def counted():
        [item] = [item for item in told(today.today, ward.dana) if isinstance(item, TodayPanel)]
        rows = client.get(url, {"show": "overdue"}).context["rows"]
        return item.context["programs"][0].late, len(rows), item.is_due

    assert counted() == (1, 1, True)

    Preceptorship.objects.update(status="paused", paused_status="active")

    assert counted() == (0, 0, False)
