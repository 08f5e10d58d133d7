"""Whom a coordinator may add, change, invite and approve: one answer for all of it."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from people.imports.models import PeopleImport
from people.imports.services import people_import as services
from people.imports.services.people_import_start import start_import
from people.models import Approval, Invitation, LineManagement, Person
from people.permissions import can_edit_person, can_invite_person, can_record_standing
from people.services import person as person_services
from people.services.guide import approve_many
from tests.factories import (
    NOON,
    TODAY,
    AdministratorFactory,
    EnrolmentFactory,
    LearnerFactory,
    MentorFactory,
    MentorshipFactory,
    PersonFactory,
    ProgramCoordinatorFactory,
    SiteFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@dataclass
class Scene:
    """Two organisations, each with a site, a ward, a coordinator and a person."""

    dana: Person
    frank: Person
    own: Person
    foreign: Person


@pytest.fixture
def scene():
    northfield, riverside = SiteFactory(name="Northfield"), SiteFactory(name="Riverside")
    ward = UnitFactory(name="Ward 3", parent=northfield)
    yard = UnitFactory(name="Yard", parent=riverside)
    dana = PersonFactory(name="Dana", unit=northfield)
    frank = PersonFactory(name="Frank", unit=riverside)
    for person in (dana, frank):
        ProgramCoordinatorFactory(person=person)
    return Scene(
        dana=dana,
        frank=frank,
        own=PersonFactory(name="Own", email="own@example.org", unit=ward),
        foreign=PersonFactory(name="Foreign", email="foreign@example.org", unit=yard),
    )


def enrolled(person, coordinator):
    """Let somebody learn in a program of that coordinator."""
    program = coordinator.coordinated.get().program
    EnrolmentFactory(cohort__program=program, learner=LearnerFactory(person=person))
    return person


def stage(by, *rows, header="email,name,unit,manager_email"):
    people_import = start_import(
        data="\n".join([header, *rows]).encode(),
        filename="people.csv",
        create_units=True,
        by=by,
        at=NOON,
    )
    while people_import.status == PeopleImport.Status.STAGING:
        people_import = services.stage_next(people_import=people_import, today=TODAY)
    return people_import


def verdicts(by, *rows, **options):
    """Return the outcome of each row, and the column for which it is refused."""
    return [
        (row.outcome, *[column for column, _value, _reason in row.reasons])
        for row in stage(by, *rows, **options).rows.all()
    ]


def update(by, person, **changes):
    """Change somebody by the form's service, as the file would."""
    details = {name: getattr(person, name) for name in person_services.DETAILS}
    manager = changes.pop("manager", None)
    person_services.update_person(
        person=person,
        details=details | changes,
        roles={},
        manager=manager,
        by=by,
        at=NOON,
        today=TODAY,
    )


def is_refused(by, person, **changes):
    try:
        update(by, person, **changes)
    except person_services.PersonError:
        return True
    return False


def whom(scene, who):
    """Return somebody by how they stand to Dana."""
    make = {
        "own": lambda: scene.own,
        "learns in hers": lambda: enrolled(PersonFactory(unit=SiteFactory()), scene.dana),
        "nobody's yet": PersonFactory,
        "learns elsewhere": lambda: enrolled(PersonFactory(), scene.frank),
        "in both, nowhere": lambda: enrolled(enrolled_twice(scene), scene.dana),
        "foreign": lambda: scene.foreign,
        "foreign, mentors in hers": lambda: mentoring(scene.foreign, scene.dana),
        "nowhere near": lambda: PersonFactory(unit=SiteFactory()),
        "administrator": lambda: AdministratorFactory(unit=scene.own.unit),
        "herself": lambda: scene.dana,
    }
    return make[who]()


def enrolled_twice(scene):
    person = PersonFactory()
    program = scene.frank.coordinated.get().program
    program.mentors.add(MentorFactory(person=person))
    return person


def mentoring(person, coordinator):
    coordinator.coordinated.get().program.mentors.add(MentorFactory(person=person))
    return person


WHOM = [
    ("own", True),
    ("learns in hers", True),
    ("nobody's yet", True),
    ("learns elsewhere", False),
    ("in both, nowhere", False),
    ("foreign", False),
    ("foreign, mentors in hers", False),
    ("nowhere near", False),
    ("administrator", False),
    ("herself", False),
]


@pytest.mark.parametrize(("who", "may"), WHOM)
def test_form_and_file_agree_on_whom_a_coordinator_changes(scene, who, may):
    person = whom(scene, who)

    by_file = verdicts(scene.dana, f"{person.email},Renamed", header="email,name")

    assert by_file == ([("changed",)] if may else [("refused", "email")])
    assert can_edit_person(scene.dana, person) is may
    assert is_refused(scene.dana, person, name="Renamed") is not may


@pytest.mark.parametrize(("who", "may"), WHOM)
def test_person_update_page_opens_for_whom_a_coordinator_may_change(client, scene, who, may):
    client.force_login(scene.dana)

    response = client.get(reverse("people:person-update", args=[whom(scene, who).pk]))

    assert response.status_code == (200 if may else 403)


@pytest.mark.parametrize(("who", "may"), WHOM)
def test_whom_a_coordinator_may_change_she_may_invite_and_approve(scene, who, may):
    person = whom(scene, who)

    assert can_invite_person(scene.dana, person) is may
    assert can_record_standing(scene.dana, person) is may


@pytest.mark.parametrize("name", ["people:approval-grant", "people:credential-add"])
def test_standing_is_recorded_of_ones_own_people_alone(client, scene, name):
    client.force_login(scene.dana)

    answers = [client.get(reverse(name, args=[each.pk])) for each in (scene.own, scene.foreign)]

    assert [answer.status_code for answer in answers] == [200, 403]


def test_everyone_not_invited_yet_is_everyone_of_ones_own(client, scene):
    client.force_login(scene.dana)

    client.post(reverse("people:invitation-send-many"), {"everybody": "yes"})

    assert [each.person for each in Invitation.objects.all()] == [scene.own]


def test_who_is_ticked_is_invited_only_as_ones_own(client, scene):
    client.force_login(scene.dana)
    send = reverse("people:invitation-send-many")

    client.post(send, {"people": [scene.foreign.pk]})
    client.post(send, {"people": [scene.own.pk]})

    assert [each.person for each in Invitation.objects.all()] == [scene.own]


def test_who_waits_for_an_invitation_is_listed_for_those_who_may_send_it(client, scene):
    client.force_login(scene.dana)

    page = client.get(reverse("people:person-list"), {"show": "waiting"}).context["page"]

    assert list(page) == [scene.own]


def test_approve_many_leaves_out_whom_others_look_after(scene):
    report = approve_many(
        people=[scene.own, scene.foreign],
        role="mentor",
        valid_from=TODAY,
        valid_to=None,
        training=None,
        by=scene.dana,
        at=NOON,
    )

    assert (report.approved, report.others) == (1, 1)
    assert [approval.person for approval in Approval.objects.all()] == [scene.own]


def test_m7_a_file_says_nothing_of_who_mentors_somebody_elses_people(scene):
    mentor = MentorFactory(person=PersonFactory(email="mentor@example.org"))
    MentorshipFactory(learner=LearnerFactory(person=scene.foreign), mentor=mentor)

    row = "foreign@example.org,Foreign,mentor@example.org"

    header = "email,name,manager_email"
    assert verdicts(scene.dana, row, header=header) == [("refused", "email")]


def test_whom_a_file_leaves_as_they_are_is_nobodys_trouble(scene):
    assert verdicts(scene.dana, "foreign@example.org,Foreign", header="email,name") == [
        ("unchanged",)
    ]


@pytest.mark.parametrize(
    ("unit", "may"),
    [
        ("Northfield > Ward 3", True),
        ("Northfield > New ward", True),
        ("Riverside > Yard", False),
        ("Riverside > New yard", False),
        ("New site > Ward", False),
    ],
)
def test_a_coordinator_fills_the_units_of_her_own_site(scene, unit, may):
    outcome = verdicts(scene.dana, f"new@example.org,New,{unit},")

    assert outcome == ([("new",)] if may else [("refused", "unit")])


def test_the_form_fills_no_unit_of_another_site(scene):
    assert is_refused(scene.dana, scene.own, unit=scene.foreign.unit)
    assert not is_refused(scene.dana, scene.own, unit=scene.dana.unit)


@pytest.mark.parametrize(
    ("person", "manager", "may"),
    [
        ("own", "dana", True),
        ("own", "foreign", False),
        ("own", "administrator elsewhere", False),
        ("learns in hers", "own", False),
        ("nobody's yet", "own", False),
    ],
)
def test_a_line_manager_is_named_within_ones_own_site(scene, person, manager, may):
    managers = {
        "dana": scene.dana,
        "own": scene.own,
        "foreign": scene.foreign,
        "administrator elsewhere": AdministratorFactory(),
    }
    managed, named = whom(scene, person), managers[manager]

    row = f"{managed.email},{managed.name},{named.email}"
    by_file = verdicts(scene.dana, row, header="email,name,manager_email")

    assert by_file == ([("changed",)] if may else [("refused", "manager_email")])
    assert is_refused(scene.dana, managed, manager=named) is not may


def test_a_site_administrator_and_the_command_line_change_everybody(scene):
    for by in (AdministratorFactory(), None):
        assert verdicts(by, "foreign@example.org,Renamed,Northfield > Ward 3,own@example.org") == [
            ("changed",)
        ]


def test_a_coordinator_makes_no_administrator_and_takes_over_no_log_in(client, scene):
    scene.own.set_password("x")
    scene.own.save()

    assert is_refused(scene.dana, scene.own, is_administrator=True)
    assert is_refused(scene.dana, scene.own, email="mine@example.org")
    client.force_login(scene.dana)
    client.post(
        reverse("people:person-update", args=[scene.own.pk]),
        {
            "name": "Renamed",
            "email": "mine@example.org",
            "is_administrator": "on",
            "time_zone": "Europe/London",
            "language": "en",
            "unit": "Northfield › Ward 3",
        },
    )
    scene.own.refresh_from_db()
    assert (scene.own.name, scene.own.email) == ("Renamed", "own@example.org")
    assert not scene.own.is_administrator


def test_a_right_that_is_gone_before_the_import_is_confirmed_is_gone(scene):
    people_import = stage(scene.dana, "own@example.org,Renamed", header="email,name")
    scene.dana.coordinated.all().delete()

    with pytest.raises(services.PeopleImportStale):
        services.commit_import(people_import=people_import, skip_refused=True, at=NOON, today=TODAY)

    scene.own.refresh_from_db()
    assert scene.own.name == "Own"
    assert [row.outcome for row in people_import.rows.all()] == ["refused"]


def test_whoever_joins_another_program_before_the_import_is_confirmed_is_left(scene):
    person = PersonFactory(email="free@example.org", name="Free")
    people_import = stage(scene.dana, "free@example.org,Renamed", header="email,name")
    enrolled(person, scene.frank)

    with pytest.raises(services.PeopleImportStale):
        services.commit_import(people_import=people_import, skip_refused=True, at=NOON, today=TODAY)

    assert [row.outcome for row in people_import.rows.all()] == ["refused"]


def test_a_coordinator_adds_somebody_by_hand(client, scene):
    client.force_login(scene.dana)

    client.post(
        reverse("people:person-create"),
        {
            "name": "New Nurse",
            "email": "new@example.org",
            "time_zone": "Europe/London",
            "language": "en",
            "unit": "Northfield › Ward 3",
            "manager": "own@example.org",
        },
    )

    new = Person.objects.get(email="new@example.org")
    assert LineManagement.objects.get(person=new).manager == scene.own
    assert not new.is_administrator
