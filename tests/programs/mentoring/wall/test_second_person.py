"""The second person of a reading for safety cannot be invented by the first (M5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.notices.models import Notice
from people.services.invitation import invite_people
from people.services.person import DETAILS, create_person, update_person
from programs.cohorts.models import ProgramCoordinator
from programs.cohorts.services.program import add_coordinator
from programs.mentoring.wall.models import BreakGlass
from programs.mentoring.wall.seconds import SENIORITY, second_people
from programs.mentoring.wall.services.break_glass import (
    BreakGlassError,
    ask_to_break_glass,
    decide_break_glass,
)
from programs.mentoring.wall.today import today as today_of
from tests.factories import (
    NOON,
    TODAY,
    AdministratorFactory,
    InvitationFactory,
    LineManagementFactory,
    MentoringProgramFactory,
    PersonFactory,
    ProgramCoordinatorFactory,
    ProgramFactory,
)
from tests.programs.mentoring.mentoring_cast import pair_with_secrets

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REASON = "She wrote to a colleague that she does not feel safe at home."
Role = ProgramCoordinator.Role


@pytest.fixture
def pair():
    return pair_with_secrets()


@pytest.fixture
def program(pair):
    return pair.mentorship.program


def ask(pair, by=None, at=NOON):
    return ask_to_break_glass(
        mentorship=pair.mentorship,
        ground=BreakGlass.Ground.DANGER,
        reason=REASON,
        by=by or pair.coordinator,
        at=at,
        today=TODAY,
    )


def agree(asked, by):
    at = asked.asked_at + DAY / 2
    return decide_break_glass(asked=asked, is_agreed=True, by=by, at=at, today=TODAY)


def seconds(pair, at=NOON):
    return second_people(pair.mentorship, asker=pair.coordinator, at=at, today=TODAY)


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def enter(by, **details):
    blank = dict.fromkeys(DETAILS, "") | {"unit": None, "is_administrator": False}
    blank |= {"name": "Nobody Real", "email": "nobody@example.org", "time_zone": "Europe/London"}
    return create_person(
        details=blank | {"language": "en"} | details,
        roles={},
        manager=None,
        by=by,
        at=NOON,
        today=TODAY,
    )


def test_m5_somebody_entered_invited_and_named_by_who_asks_never_agrees(pair, program):
    invented = enter(by=pair.coordinator)
    invite_people(people=[invented], by=pair.coordinator, at=NOON)
    add_coordinator(
        program=program, person=invented, role=Role.COORDINATOR, by=pair.coordinator, at=NOON
    )

    for later in (timedelta(minutes=1), SENIORITY + DAY):
        asked = ask(pair, at=NOON + later)
        with pytest.raises(BreakGlassError, match="Someone else"):
            agree(asked, invented)

    assert not BreakGlass.objects.opened().exists()


def test_m5_whoever_asks_cannot_make_an_administrator_who_agrees(pair):
    pair.administrator.administrator_since = NOON - SENIORITY
    pair.administrator.save()
    asker, made = pair.administrator, PersonFactory()
    details = {name: getattr(made, name) for name in DETAILS} | {"is_administrator": True}
    update_person(
        person=made,
        details=details,
        roles={},
        manager=None,
        by=asker,
        at=NOON - 30 * DAY,
        today=TODAY,
    )

    with pytest.raises(BreakGlassError, match="Someone else"):
        agree(ask(pair, by=asker), made)


LINKS = {
    "entered": lambda first, second: _set(second, entered_by=first),
    "invited": lambda first, second: InvitationFactory(person=second, created_by=first),
    "made administrator": lambda first, second: _set(second, administrator_by=first),
    "named": lambda first, second: ProgramCoordinatorFactory(person=second, named_by=first),
}


def _set(person, **fields):
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("is_reverse", [False, True])
def test_m5_neither_of_the_two_brought_the_other_in(pair, link, is_reverse):
    two = (pair.coordinator, pair.administrator)
    before = seconds(pair)
    LINKS[link](*(reversed(two) if is_reverse else two))

    assert (before, seconds(pair)) == ([pair.administrator], [])


@pytest.mark.parametrize(("days", "can_agree"), [(13, False), (14, True)])
def test_m5_who_agrees_has_run_the_program_for_14_days(pair, program, days, can_agree):
    new = ProgramCoordinatorFactory(program=program, named_at=NOON - days * DAY).person

    assert (new in seconds(pair)) == can_agree


@pytest.mark.parametrize(("days", "can_agree"), [(13, False), (14, True)])
def test_m5_or_been_an_administrator_for_14_days(pair, days, can_agree):
    new = AdministratorFactory(administrator_since=NOON - days * DAY)

    assert (new in seconds(pair)) == can_agree


def test_m5_to_have_run_another_program_is_not_enough(pair, program):
    row = ProgramCoordinatorFactory(program=MentoringProgramFactory())
    ProgramCoordinatorFactory(program=program, person=row.person, named_at=NOON - DAY)

    assert row.person not in seconds(pair)


def test_m5_nobody_grows_into_a_request_that_waits(pair, program):
    almost = ProgramCoordinatorFactory(program=program, named_at=NOON - 13.9 * DAY).person

    with pytest.raises(BreakGlassError, match="Someone else"):
        agree(ask(pair), almost)


@pytest.mark.parametrize("since", [NOON - 13 * DAY, NOON])
def test_m5_the_14_days_hold_for_who_asks_too(pair, program, since):
    new = ProgramCoordinatorFactory(program=program, named_at=since).person

    with pytest.raises(BreakGlassError, match="14 days"):
        ask(pair, by=new)


def test_m5_all_others_who_run_it_are_told_at_once_who_asked_whom(pair, program):
    new = ProgramCoordinatorFactory(program=program, named_at=NOON - DAY).person
    manager = AdministratorFactory()
    LineManagementFactory(person=pair.mentee, manager=manager)
    ProgramCoordinatorFactory()

    asked = ask(pair)

    assert told("break_glass_asked") == {pair.administrator.pk}
    assert told("break_glass_known") == {new.pk, manager.pk}
    for notice in Notice.objects.filter(kind="break_glass_known"):
        assert notice.data["seconds"] == pair.administrator.name
        assert notice.data["coordinator"] == pair.coordinator.name
        assert (str(asked.pk) in notice.path) == (notice.recipient == new)


def test_m5_one_of_the_pair_hears_nothing_of_a_request_though_they_run_the_program(pair, program):
    ProgramCoordinatorFactory(program=program, person=pair.mentor)

    ask(pair)

    assert pair.mentor.pk not in told("break_glass_known") | told("break_glass_asked")


def test_m5_a_manager_who_is_told_finds_neither_reason_nor_pair_behind_it(client, pair):
    manager = AdministratorFactory()
    LineManagementFactory(person=pair.mentee, manager=manager)
    ask(pair)
    notice = Notice.objects.get(kind="break_glass_known")
    client.force_login(manager)

    page = client.get(notice.path).content.decode()

    assert REASON not in page
    assert pair.mentee.name not in page


def test_m5_who_cannot_answer_sees_who_can_and_no_button(client, pair, program):
    asked = ask(pair, at=timezone.now())
    new = ProgramCoordinatorFactory(program=program, named_at=NOON).person
    address = reverse("programs:break-glass-decide", args=[asked.pk])

    pages = {}
    for person in (new, pair.administrator):
        client.force_login(person)
        pages[person] = client.get(address).content.decode()

    agree_url = reverse("programs:break-glass-agree", args=[asked.pk])
    assert pair.administrator.name in pages[new]
    assert agree_url not in pages[new]
    assert agree_url in pages[pair.administrator]


def test_m5_a_request_stands_on_the_today_of_those_who_can_answer_it(pair, program):
    new = ProgramCoordinatorFactory(program=program, named_at=NOON).person
    ask(pair)
    flags = {"is_coordinator": True, "is_any_break_glass_open": True}

    assert len(list(today_of(pair.administrator, NOON, flags))) == 1
    assert list(today_of(new, NOON, flags)) == []


def test_m5_asking_says_beforehand_what_is_missing(client, pair, program):
    _set(pair.administrator, entered_by=pair.coordinator)
    address = reverse("programs:break-glass-ask", args=[pair.mentorship.pk])
    client.force_login(pair.coordinator)

    page = client.get(address).content.decode()

    assert "Ask a site administrator to name someone" in page
    assert "<textarea" not in page


def test_m5_who_is_new_is_told_whom_to_turn_to(client, pair, program):
    new = ProgramCoordinatorFactory(program=program, named_at=timezone.now()).person
    client.force_login(new)

    page = client.get(reverse("programs:break-glass-ask", args=[pair.mentorship.pk]))

    text = page.content.decode()
    assert "<textarea" not in text
    assert pair.coordinator.name in text
    assert pair.administrator.name in text


@pytest.mark.parametrize("link", [None, *LINKS])
def test_m5_a_program_without_two_such_people_says_so_beforehand(client, pair, program, link):
    if link:
        LINKS[link](pair.coordinator, pair.administrator)
    client.force_login(pair.coordinator)

    page = client.get(reverse("programs:program-detail", args=[program.pk])).content.decode()

    assert ("nobody could open what the pair share" in page) == bool(link)


def test_m5_a_preceptorship_needs_no_two_such_people(client):
    coordinator = PersonFactory()
    program = ProgramFactory(coordinator=coordinator)
    client.force_login(coordinator)

    page = client.get(reverse("programs:program-detail", args=[program.pk])).content.decode()

    assert "nobody could open what the pair share" not in page
