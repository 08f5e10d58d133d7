"""People: what is written about them, who is shown to whom, and the pages for both."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from people.models import Invitation, LineManagement, Person
from people.services import person as services
from tests.factories import (
    NOON,
    TODAY,
    AdministratorFactory,
    InvitationFactory,
    LearnerFactory,
    LineManagementFactory,
    MentorFactory,
    PersonFactory,
    PreceptorFactory,
    ProgramCoordinatorFactory,
    SiteFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

DETAILS = {
    "email": "ann@example.org",
    "name": "Ann Lee",
    "credentials_shown": "RN",
    "job_title": "Nurse",
    "unit": None,
    "time_zone": "Europe/London",
    "language": "en",
    "is_administrator": False,
}
FORM = {name: value for name, value in DETAILS.items() if value not in (None, False)}


@pytest.fixture
def administrator():
    return AdministratorFactory(name="Zed Admin")


@pytest.fixture
def browser(client, administrator):
    client.force_login(administrator)
    return client


WRITING = {"by": None, "at": NOON, "today": TODAY}


def create(**changes):
    options = {"roles": {}, "manager": None} | WRITING | changes
    return services.create_person(details=DETAILS | options.pop("details", {}), **options)


def names(response):
    return [person.name for person in response.context["page"]]


def test_create_person_writes_details_roles_and_manager():
    boss = PersonFactory()

    ann = create(roles={"preceptor": {"level": 7}, "learner": {}}, manager=boss)

    assert (ann.email, ann.preceptor.level, ann.learner.level) == ("ann@example.org", 7, 5)
    assert LineManagement.objects.on(TODAY).get(person=ann).manager == boss
    assert not ann.is_activated


def test_create_person_refuses_an_address_twice():
    PersonFactory(email="ann@example.org")

    with pytest.raises(services.PersonError, match="e-mail address"):
        create()

    assert Person.objects.count() == 1


def test_create_person_notes_who_entered_them():
    by = AdministratorFactory()

    ann, bob = create(by=by), create(details={"email": "bob@example.org"})

    assert (ann.entered_by, bob.entered_by) == (by, None)


def test_update_person_notes_who_made_them_an_administrator_and_since_when():
    ann, by = create(), AdministratorFactory()
    change = {"person": ann, "roles": {}, "manager": None, "by": by, "today": TODAY}
    administers = DETAILS | {"is_administrator": True}

    services.update_person(details=administers, at=NOON, **change)
    services.update_person(details=administers, at=NOON + timedelta(days=9), **change)
    ann.refresh_from_db()
    made = (ann.administrator_since, ann.administrator_by)
    services.update_person(details=DETAILS, at=NOON + timedelta(days=10), **change)
    ann.refresh_from_db()

    assert made == (NOON, by)
    assert (ann.administrator_since, ann.administrator_by) == (None, None)


def test_update_person_changes_the_manager_from_today_on():
    ann = create(manager=PersonFactory())
    LineManagement.objects.update(valid_from=TODAY - timedelta(days=9))
    new = PersonFactory()

    services.update_person(
        person=ann, details=DETAILS, roles={}, manager=new, by=None, at=NOON, today=TODAY
    )

    assert list(LineManagement.objects.order_by("valid_from").values_list("valid_to")) == [
        (TODAY - timedelta(days=1),),
        (None,),
    ]


def test_update_person_refuses_a_circle_of_managers():
    boss = PersonFactory(email="ann@example.org")
    below = LineManagementFactory(manager=boss).person

    with pytest.raises(services.PersonError, match="manage themselves"):
        services.update_person(
            person=boss, details=DETAILS, roles={}, manager=below, by=None, at=NOON, today=TODAY
        )

    boss.refresh_from_db()
    assert boss.name != "Ann Lee"


def test_update_person_keeps_administrators_from_shutting_themselves_out(administrator):
    with pytest.raises(services.PersonError, match="your own administrator rights"):
        services.update_person(
            person=administrator,
            details=DETAILS,
            roles={},
            manager=None,
            by=administrator,
            at=NOON,
            today=TODAY,
        )


def test_deactivate_person_logs_them_out_and_revokes_their_link(client, administrator):
    person = PersonFactory()
    InvitationFactory(person=person)
    client.force_login(person)

    services.deactivate_person(person=person, by=administrator, at=NOON)

    assert not Invitation.objects.open().exists()
    assert client.get(reverse("people:profile")).status_code == 302


def test_deactivate_person_refuses_oneself(administrator):
    with pytest.raises(services.PersonError):
        services.deactivate_person(person=administrator, by=administrator, at=NOON)


def test_reactivate_person_lets_them_in_again():
    person = PersonFactory(is_active=False)

    services.reactivate_person(person=person)

    person.refresh_from_db()
    assert person.is_active


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("am", ["Amara Okafor"]),
        ("oka", ["Amara Okafor"]),
        ("OKA ama", ["Amara Okafor"]),
        ("matron", ["Zoë de Wit"]),
        ("zoë", ["Zoë de Wit"]),
        ("wit@ex", ["Zoë de Wit"]),
        ("mara", ["Amara Okafor"]),
        ("zara", []),
        ("ama:* | zo", []),
        ("'); drop", []),
        ("%", []),
    ],
)
def test_person_list_finds_by_words_and_parts_of_them(browser, search, found):
    PersonFactory(name="Amara Okafor", email="amara@example.org")
    PersonFactory(name="Zoë de Wit", email="wit@example.org", job_title="Matron")

    response = browser.get(reverse("people:person-list"), {"search": search})

    expected = found if len(search) > 1 else ["Amara Okafor", "Zed Admin", "Zoë de Wit"]
    assert sorted(names(response)) == sorted(expected)


def test_person_list_narrows_by_unit_below_and_role(browser):
    site = SiteFactory()
    ward = UnitFactory(parent=site)
    PreceptorFactory(person__name="Pat", person__unit=ward)
    MentorFactory(person__name="Mia", person__unit=site)
    PreceptorFactory(person__name="Elsewhere")

    by_unit = browser.get(reverse("people:person-list"), {"unit": site.pk})
    by_both = browser.get(reverse("people:person-list"), {"unit": site.pk, "role": "preceptor"})

    assert (names(by_unit), names(by_both)) == (["Mia", "Pat"], ["Pat"])


@pytest.mark.parametrize("nonsense", [{"unit": "x"}, {"role": "x"}, {"search": "\x00"}])
def test_person_list_bears_nonsense(browser, nonsense):
    assert browser.get(reverse("people:person-list"), nonsense).status_code == 200


def test_person_list_shows_who_is_deactivated_or_waits(client, administrator):
    administrator.set_password("something long")
    administrator.save()
    client.force_login(administrator)
    PersonFactory(name="Gone", is_active=False)
    PersonFactory(name="New")

    def shown(show):
        return names(client.get(reverse("people:person-list"), {"show": show}))

    assert (shown("deactivated"), shown("waiting"), shown("")) == (
        ["Gone"],
        ["New"],
        ["New", "Zed Admin"],
    )


def test_person_list_shows_others_only_whom_they_have_a_reason_to_see(client):
    person = PersonFactory(name="Nobody's Friend")
    PersonFactory(name="A Stranger")
    client.force_login(person)

    response = client.get(reverse("people:person-list"), {"show": "deactivated", "search": ""})

    assert names(response) == ["Nobody's Friend"]


@pytest.mark.parametrize("show", ["", "waiting"])
def test_person_list_asks_as_much_for_thirty_as_for_one(
    browser, show, django_assert_max_num_queries
):
    url = reverse("people:person-list")

    def add(count):
        for _number in range(count):
            person = PersonFactory(unit=UnitFactory(parent=SiteFactory()))
            PreceptorFactory(person=person)
            InvitationFactory(person=person)

    add(1)
    with django_assert_max_num_queries(12) as one:
        browser.get(url, {"show": show})
    add(29)
    with django_assert_max_num_queries(len(one)):
        browser.get(url, {"show": show})


def test_person_list_offers_to_invite_those_not_yet_invited(browser):
    InvitationFactory(person__name="Asked")
    PersonFactory(name="Unasked")

    page = browser.get(reverse("people:person-list"), {"show": "waiting"}).content.decode()

    boxes = re.findall(r"<input class=\"form-check-input\"[^>]*>", page)
    assert [("checked" in box) for box in boxes] == [False, True, True]


def test_person_create_page_adds_somebody(browser):
    boss = PersonFactory(email="boss@example.org")
    data = FORM | {"roles": ["mentor"], "mentor_capacity": "4", "manager": "Boss@Example.org"}

    response = browser.post(reverse("people:person-create"), data)

    ann = Person.objects.get(email="ann@example.org")
    assert response.url == reverse("people:person-detail", args=[ann.pk])
    assert ann.mentor.capacity == 4
    assert LineManagement.objects.get(person=ann).manager == boss


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ann"),
        ("email", "TAKEN@example.org"),
        ("name", ""),
        ("name", "A\u202eB"),
        ("manager", "nobody@example.org"),
        ("time_zone", "Mars/Base"),
        ("mentor_capacity", "4"),
        ("preceptor_level", "99"),
    ],
)
def test_person_create_page_refuses(browser, field, value):
    PersonFactory(email="taken@example.org")

    response = browser.post(reverse("people:person-create"), FORM | {field: value})

    assert list(response.context["form"].errors) == [field]
    assert not Person.objects.filter(name="Ann Lee").exists()


def test_person_update_page_shows_and_changes(browser):
    learner = LearnerFactory(person__name="Ann", level=3)
    url = reverse("people:person-update", args=[learner.person_id])
    initial = browser.get(url).context["form"].initial

    browser.post(url, FORM | {"learner_level": "4", "profession_started_on": "2020-01-31"})

    learner.refresh_from_db()
    assert (initial["name"], initial["learner_level"]) == ("Ann", 3)
    assert (learner.person.name, learner.level) == ("Ann Lee", 4)


def test_person_update_page_ignores_fields_it_does_not_offer(browser):
    person = PersonFactory()

    browser.post(
        reverse("people:person-update", args=[person.pk]),
        FORM | {"password": "x", "is_active": "", "id": "x"},
    )

    person.refresh_from_db()
    assert (person.name, person.password, person.is_active) == ("Ann Lee", "!", True)


def test_person_detail_shows_standing_to_coordinators_only(client):
    guide = PreceptorFactory(eligible=True)
    url = reverse("people:person-detail", args=[guide.person_id])
    coordinator = ProgramCoordinatorFactory().person
    coordinator_only = "Preceptor training"

    client.force_login(coordinator)
    assert coordinator_only in client.get(url).content.decode()

    learner = LearnerFactory(person__unit=None)
    program = ProgramCoordinatorFactory(person=guide.person).program
    program.cohorts.create(name="C", starts_on=TODAY, created_at=NOON).enrolments.create(
        learner=learner, enrolled_at=NOON
    )
    client.force_login(learner.person)
    page = client.get(url)
    assert page.status_code == 200
    assert coordinator_only not in page.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_person_detail_asks_little(browser, count, django_assert_max_num_queries):
    guide = PreceptorFactory(eligible=True, person__unit=UnitFactory())
    for _number in range(count):
        LineManagementFactory(manager=guide.person)

    with django_assert_max_num_queries(12):
        browser.get(reverse("people:person-detail", args=[guide.person_id]))


def test_profile_changes_only_what_is_ones_own(client):
    person = PersonFactory(job_title="Nurse")
    client.force_login(person)
    data = {
        "name": "New Name",
        "credentials_shown": "RN",
        "time_zone": "Asia/Tokyo",
        "language": "en",
        "theme": "dark",
        "quiet_from": "21:00",
        "quiet_until": "06:30",
    }

    client.post(
        reverse("people:profile"),
        data | {"job_title": "Boss", "email": "x@example.org", "is_administrator": "on"},
    )

    before = person.email
    person.refresh_from_db()
    assert (person.name, person.time_zone, person.theme) == ("New Name", "Asia/Tokyo", "dark")
    assert str(person.quiet_until) == "06:30:00"
    # Not ticked in what was posted.
    assert not person.is_named_in_invitations
    assert (person.job_title, person.email, person.is_administrator) == ("Nurse", before, False)


def test_person_list_looks_in_units_by_name(browser):
    site = SiteFactory(name="North")
    PersonFactory(name="Ann", unit=UnitFactory(name="Ward 7B", parent=site))
    PersonFactory(name="Bo", unit=UnitFactory(name="Laundry", parent=site))

    def found(unit):
        return names(browser.get(reverse("people:person-list"), {"unit": unit}))

    assert (found("ward"), found("north"), found("south")) == (["Ann"], ["Ann", "Bo"], [])
