"""Staging, previewing and committing a file of people."""

from datetime import timedelta

import pytest

from people.imports.models import PeopleImport, PeopleImportRow
from people.imports.services import people_import as services
from people.imports.services.people_import_start import start_import
from people.models import LineManagement, Person, Unit
from tests.factories import (
    NOON,
    TODAY,
    LearnerFactory,
    LineManagementFactory,
    MentorFactory,
    MentorshipFactory,
    PersonFactory,
    PreceptorFactory,
    SiteFactory,
    UnitFactory,
)
from tests.shared_files import shared

pytestmark = pytest.mark.django_db
Outcome = PeopleImportRow.Outcome


def stage(text, *, create_units=False, size=services.STEP):
    people_import = start_import(
        data=text.encode(), filename="people.csv", create_units=create_units, by=None, at=NOON
    )
    while people_import.status == PeopleImport.Status.STAGING:
        people_import = services.stage_next(people_import=people_import, today=TODAY, size=size)
    return people_import


def commit(people_import, *, skip_refused=False):
    return services.commit_import(
        people_import=people_import, skip_refused=skip_refused, at=NOON, today=TODAY
    )


def outcomes(people_import):
    return list(people_import.rows.values_list("outcome", flat=True))


def reasons(people_import):
    return [
        (row.number, column, reason)
        for row in people_import.rows.all()
        for column, _value, reason in row.reasons
    ]


def only_reason(text, **options):
    ((number, column, reason),) = reasons(stage(text, **options))
    return number, column, reason


def everything():
    """All that an import may write, as one value."""
    return [list(model.objects.order_by("pk").values()) for model in (Person, Unit, LineManagement)]


def test_import_writes_a_new_person_with_all_that_belongs_to_them():
    helen = PersonFactory(email="helen@example.org")
    unit = UnitFactory(name="Ward 7B", parent=SiteFactory(name="Northfield"))
    text = (
        "email,name,credentials_shown,job_title,unit,manager_email,roles,preceptor_level,"
        "preceptor_capacity,learner_level,profession_started_on\n"
        "Priya@example.org,Priya Nair,RN,Nurse,Northfield > Ward 7B,helen@example.org,"
        "preceptor; learner,6,3,4,2019-09-01\n"
    )

    report = commit(stage(text))

    priya = Person.objects.get(email="priya@example.org")
    assert report == services.ImportReport(new=1, changed=0, unchanged=0, refused=0)
    assert (priya.name, priya.credentials_shown, priya.job_title) == ("Priya Nair", "RN", "Nurse")
    assert priya.unit == unit
    assert not priya.has_usable_password()
    assert (priya.preceptor.level, priya.preceptor.capacity) == (6, 3)
    assert (priya.learner.level, priya.learner.profession_started_on.year) == (4, 2019)
    assert not hasattr(priya, "mentor")
    assert priya.managed_by.get().manager == helen


def test_import_previews_each_row_without_writing():
    PersonFactory(email="a@example.org", name="A", job_title="Nurse")
    PersonFactory(email="b@example.org", name="B")
    text = (
        "email,name,job_title\n"
        "a@example.org,A,Charge nurse\nb@example.org,B,\nc@example.org,C,\nbad,D,\n"
    )
    before = everything()

    people_import = stage(text)

    assert outcomes(people_import) == ["changed", "unchanged", "new", "refused"]
    assert people_import.rows.get(number=2).changes == [
        {"column": "job_title", "before": "Nurse", "after": "Charge nurse"}
    ]
    assert everything() == before


def test_import_of_the_same_file_again_changes_nothing():
    text = (
        "email,name,unit,manager_email,roles,mentor_capacity\n"
        "a@example.org,A,North > West > 7B,b@example.org,mentor,4\n"
        "b@example.org,B,North,,,\n"
    )
    commit(stage(text, create_units=True))
    before = everything()

    again = stage(text, create_units=True)

    assert outcomes(again) == ["unchanged", "unchanged"]
    assert commit(again).changed == 0
    assert everything() == before


def test_import_leaves_alone_what_the_file_does_not_speak_of():
    unit = UnitFactory()
    PreceptorFactory(person__email="a@example.org", person__unit=unit, capacity=7)

    commit(stage("email,name,roles\na@example.org,Anna,mentor\n"))

    anna = Person.objects.get(email="a@example.org")
    assert (anna.name, anna.unit, anna.preceptor.capacity) == ("Anna", unit, 7)
    assert anna.mentor


def test_import_clears_by_a_dash():
    person = PersonFactory(email="a@example.org", name="A", unit=UnitFactory(), job_title="Nurse")
    LineManagementFactory(person=person)

    commit(stage("email,name,unit,job_title,manager_email\na@example.org,A,-,-,-\n"))

    person.refresh_from_db()
    assert (person.unit, person.job_title) == (None, "")
    assert not LineManagement.objects.on(TODAY).exists()


def test_import_ends_the_period_of_the_old_manager():
    old = LineManagementFactory(person__email="a@example.org", person__name="A")
    new = PersonFactory(email="new@example.org")

    commit(stage("email,name,manager_email\na@example.org,A,new@example.org\n"))

    old.refresh_from_db()
    assert old.valid_to == TODAY - timedelta(days=1)
    assert LineManagement.objects.on(TODAY).get().manager == new


def test_import_refuses_an_unknown_unit_unless_asked_to_create_it():
    text = "email,name,unit\na@example.org,A,Northfield > Medicine > 7B\n"

    assert only_reason(text)[:2] == (2, "unit")
    commit(stage(text, create_units=True))

    unit = Person.objects.get(email="a@example.org").unit
    assert [(each.name, each.kind) for each in (unit, unit.parent, unit.parent.parent)] == [
        ("7B", "unit"),
        ("Medicine", "department"),
        ("Northfield", "site"),
    ]


def test_import_creates_units_below_those_that_exist():
    site = SiteFactory(name="Northfield")
    text = (
        "email,name,unit\n"
        "a@example.org,A,northfield > Medicine\n"
        "b@example.org,B,Northfield > medicine\n"
    )

    commit(stage(text, create_units=True))

    assert Unit.objects.get(parent=site).name == "Medicine"
    assert Unit.objects.count() == 2


def test_import_refuses_a_unit_name_that_several_have():
    UnitFactory(name="7B")
    UnitFactory(name="7B")

    assert "several units" in only_reason("email,name,unit\na@example.org,A,7b\n")[2]


def test_import_refuses_an_unknown_manager():
    text = "email,name,manager_email\na@example.org,A,nobody@example.org\n"

    assert only_reason(text) == (
        2,
        "manager_email",
        "isn't the address of anyone here or in a row that can be imported.",
    )


def test_import_refuses_who_leans_on_a_refused_row():
    text = "email,name,manager_email\na@example.org,A,b@example.org\nb@example.org,,\n"

    assert outcomes(stage(text)) == ["refused", "refused"]


def test_import_refuses_a_circle_of_managers_within_the_file():
    text = (
        "email,name,manager_email\na@example.org,A,b@example.org\nb@example.org,B,a@example.org\n"
    )

    assert [reason for _number, _column, reason in reasons(stage(text))] == [
        "would make someone their own manager: a@example.org › b@example.org › a@example.org.",
        "would make someone their own manager: b@example.org › a@example.org › b@example.org.",
    ]


def test_import_refuses_a_circle_of_managers_over_the_database():
    boss, middle = (
        PersonFactory(email="boss@example.org", name="B"),
        PersonFactory(email="m@example.org"),
    )
    LineManagementFactory(person=middle, manager=boss)

    number, column, reason = only_reason(
        "email,name,manager_email\nboss@example.org,B,m@example.org\n"
    )

    assert (number, column) == (2, "manager_email")
    assert "boss@example.org › m@example.org › boss@example.org" in reason


def test_import_forgets_who_managed_whom_in_the_past():
    boss, middle = (
        PersonFactory(email="boss@example.org", name="B"),
        PersonFactory(email="m@example.org"),
    )
    LineManagementFactory(person=middle, manager=boss, valid_to=TODAY - timedelta(days=1))

    people_import = stage("email,name,manager_email\nboss@example.org,B,m@example.org\n")

    assert outcomes(people_import) == ["changed"]


def test_m7_import_refuses_the_confidential_mentor_as_manager():
    MentorshipFactory(
        learner=LearnerFactory(person__email="mentee@example.org", person__name="M"),
        mentor=MentorFactory(person__email="mentor@example.org"),
    )

    reason = only_reason("email,name,manager_email\nmentee@example.org,M,mentor@example.org\n")[2]

    assert "is the person's mentor" in reason


def test_import_refuses_somebody_deactivated():
    PersonFactory(email="a@example.org", is_active=False)

    assert "deactivated" in only_reason("email,name\na@example.org,A\n")[2]


def test_import_leaves_a_level_without_its_role_out_and_says_so():
    text = "E-mail,name,roles,Level as preceptor\na@example.org,A,mentor,3\n"

    people_import = stage(text)

    ((column, value, reason),) = people_import.rows.get().ignored
    assert outcomes(people_import) == ["new"]
    assert (column, value) == ("Level as preceptor", "3")
    assert "the person is no preceptor" in reason
    commit(people_import)
    assert not hasattr(Person.objects.get(email="a@example.org"), "preceptor")


def test_import_of_an_address_and_what_changes_is_enough_for_who_is_known():
    PersonFactory(email="a@example.org", name="Ann", job_title="Nurse")

    people_import = stage("email,job_title\na@example.org,Charge nurse\nb@example.org,Nurse\n")

    assert outcomes(people_import) == ["changed", "refused"]
    assert reasons(people_import)[0][:2] == (3, "name")
    commit(people_import, skip_refused=True)
    ann = Person.objects.get(email="a@example.org")
    assert (ann.name, ann.job_title) == ("Ann", "Charge nurse")


@pytest.mark.parametrize(
    ("name", "rows"),
    [("people-one-word-names.csv", 1), ("people-m365-shape.csv", 1), ("people-esr-dates.csv", 3)],
)
def test_a_file_of_the_world_is_all_new(name, rows):
    people_import = stage(shared(f"cases/{name}").read_text())

    assert outcomes(people_import) == ["new"] * rows
    if rows == 3:
        days = {row.values["profession_started_on"] for row in people_import.rows.all()}
        assert days == {"2024-04-03"}


def test_commit_import_writes_nothing_while_rows_are_refused():
    people_import = stage("email,name\na@example.org,A\nbad,B\n")

    with pytest.raises(services.PeopleImportError, match="rows are refused"):
        commit(people_import)

    assert not Person.objects.filter(email="a@example.org").exists()


def test_commit_import_leaves_refused_rows_out_when_told_to():
    report = commit(stage("email,name\na@example.org,A\nbad,B\n"), skip_refused=True)

    assert report == services.ImportReport(new=1, changed=0, unchanged=0, refused=1)
    assert Person.objects.filter(email="a@example.org").exists()


def test_commit_import_previews_anew_what_changed_meanwhile():
    person = PersonFactory(email="a@example.org", name="A", job_title="Nurse")
    people_import = stage("email,name,job_title\na@example.org,A,Matron\nb@example.org,B,\n")
    Person.objects.filter(pk=person.pk).update(job_title="Doctor")

    with pytest.raises(services.PeopleImportStale, match="1 row differs"):
        commit(people_import)

    assert people_import.rows.get(number=2).changes[0]["before"] == "Doctor"
    assert not Person.objects.filter(email="b@example.org").exists()
    assert commit(people_import).new == 1


def test_commit_import_happens_once():
    people_import = stage("email,name\na@example.org,A\n")
    commit(people_import)

    with pytest.raises(services.PeopleImportError, match="already finished"):
        commit(people_import)


def test_commit_import_waits_until_all_is_staged():
    people_import = start_import(
        data=b"email,name\na@example.org,A\n", filename="x", create_units=False, by=None, at=NOON
    )

    with pytest.raises(services.PeopleImportError, match="not ready"):
        commit(people_import)


def test_stage_next_goes_on_in_steps():
    text = "email,name\n" + "".join(f"p{i}@example.org,P\n" for i in range(5))
    people_import = start_import(
        data=text.encode(), filename="x", create_units=False, by=None, at=NOON
    )

    people_import = services.stage_next(people_import=people_import, today=TODAY, size=2)

    assert (people_import.rows_staged, people_import.rows_total) == (2, 5)
    assert people_import.status == PeopleImport.Status.STAGING


def test_start_import_says_what_it_found_in_the_file():
    people_import = stage("email;name;payroll\na@example.org;A;17\n")

    assert people_import.sentences == [
        "Columns are separated by a semicolon.",
        "These columns are ignored: payroll.",
    ]


def test_start_import_refuses_what_is_no_csv():
    with pytest.raises(services.PeopleImportError, match="spreadsheet"):
        start_import(
            data=b"PK\x03\x04", filename="people.xlsx", create_units=False, by=None, at=NOON
        )

    assert not PeopleImport.objects.exists()


def test_discard_import_forgets_the_rows():
    people_import = stage("email,name\na@example.org,A\n")

    services.discard_import(people_import=people_import)

    people_import.refresh_from_db()
    assert people_import.status == PeopleImport.Status.DISCARDED
    assert not people_import.rows.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_import_asks_as_much_for_many_rows_as_for_one(django_assert_max_num_queries, count):
    text = "email,name,unit,manager_email,roles\n" + "".join(
        f"p{i}@example.org,P,North > 7B,p{i + 1}@example.org,preceptor\n" for i in range(count)
    )
    PersonFactory(email=f"p{count}@example.org")

    with django_assert_max_num_queries(32):
        people_import = stage(text, create_units=True)
    with django_assert_max_num_queries(40):
        commit(people_import)
