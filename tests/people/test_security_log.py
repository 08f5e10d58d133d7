"""The security log: what is told, to whom it is shown, and that it never costs the act."""

import json
import logging
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people import security_signals
from people.addresses.services import ask_address_change, confirm_address
from people.models import Person, SecurityEvent
from people.security_middleware import SecurityLogMiddleware
from people.services import security_log
from people.services.person import deactivate_person, reactivate_person
from people.tasks import forget_security_events
from programs.cohorts.models import ProgramCoordinator
from programs.cohorts.services.program import add_coordinator, remove_coordinator
from tests.factories import (
    NOON,
    AdministratorFactory,
    PersonFactory,
    PreceptorshipFactory,
    ProgramCoordinatorFactory,
    ProgramFactory,
)
from tests.sso.house import known

Kind = SecurityEvent.Kind
PASSWORD = "what-a-long-one-4711"
HOME = "203.0.113.7"

pytestmark = pytest.mark.django_db


def told(kind):
    return list(SecurityEvent.objects.filter(kind=kind))


@pytest.fixture
def person():
    person = PersonFactory()
    person.set_password(PASSWORD)
    person.save()
    return person


def log_in(client, email, password, **headers):
    form = {"login": email, "password": password}
    return client.post(reverse("account_login"), form, REMOTE_ADDR=HOME, **headers)


def test_log_in_is_told_with_person_and_address(client, person):
    log_in(client, person.email, PASSWORD)

    [event] = told(Kind.LOG_IN)
    assert (event.by, event.address, event.what) == (person.pk, HOME, "password")
    assert abs(timezone.now() - event.recorded_at) < timedelta(minutes=1)


def test_failed_log_in_is_told_about_the_account_that_was_tried(client, person):
    log_in(client, person.email, "wrong-but-long-enough")

    [event] = told(Kind.LOG_IN_FAILED)
    assert (event.by, event.about, event.address) == (None, person.pk, HOME)


def test_failed_log_in_to_no_account_keeps_nothing_of_what_was_typed(client):
    log_in(client, "nobody@example.org", "wrong-but-long-enough")

    [event] = told(Kind.LOG_IN_FAILED)
    assert (event.about, event.what) == (None, "")


def test_log_out_is_told(client, person):
    client.force_login(person)

    client.post(reverse("account_logout"))

    [event] = told(Kind.LOG_OUT)
    assert event.by == person.pk


def test_address_is_that_behind_the_proxies_of_ours(client, person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    log_in(client, person.email, PASSWORD, HTTP_X_FORWARDED_FOR="198.51.100.1, 198.51.100.9")

    [event] = told(Kind.LOG_IN)
    assert event.address == "198.51.100.9"


def test_address_that_a_client_makes_up_counts_for_nothing(client, person):
    log_in(client, person.email, PASSWORD, HTTP_X_FORWARDED_FOR="198.51.100.1")

    [event] = told(Kind.LOG_IN)
    assert event.address == HOME


def test_factors_and_accounts_elsewhere_are_told():
    person = PersonFactory()
    factor = SimpleNamespace(type="totp")
    account = SimpleNamespace(provider="house", user=person)

    security_signals.factor_added(user=person, authenticator=factor)
    security_signals.factor_removed(user=person, authenticator=factor)
    security_signals.factor_failed(user=person)
    security_signals.account_joined(sociallogin=SimpleNamespace(user=person, account=account))
    security_signals.account_parted(socialaccount=account)

    events = SecurityEvent.objects.order_by("recorded_at", "id").values_list("kind", "what")
    assert list(events) == [
        ("factor_added", "totp"),
        ("factor_removed", "totp"),
        ("log_in_failed", "second factor"),
        ("account_joined", "house"),
        ("account_parted", "house"),
    ]
    assert set(SecurityEvent.objects.values_list("about", flat=True)) == {person.pk}


def test_change_of_address_is_told_when_asked_and_when_decided():
    person, administrator = PersonFactory(), AdministratorFactory()

    change = ask_address_change(
        person=person, new_email="new@example.org", by=administrator, at=NOON
    )
    confirm_address(change=change, at=NOON)

    [asked], [decided] = told(Kind.ADDRESS_ASKED), told(Kind.ADDRESS_DECIDED)
    assert (asked.by, asked.about) == (administrator.pk, person.pk)
    assert (decided.about, decided.what) == (person.pk, "confirmed")


def test_coordinator_made_and_unmade_is_told():
    program = ProgramFactory()
    ProgramCoordinatorFactory(program=program)
    person, by = PersonFactory(), AdministratorFactory()
    role = ProgramCoordinator.Role.COORDINATOR

    add_coordinator(program=program, person=person, role=role, by=by, at=NOON)
    remove_coordinator(program=program, person=person)

    [made], [unmade] = told(Kind.COORDINATOR_MADE), told(Kind.COORDINATOR_UNMADE)
    assert (made.by, made.about) == (by.pk, person.pk)
    assert str(program.pk) in made.what
    assert unmade.about == person.pk


def test_administrator_made_is_told(client, person):
    administrator = AdministratorFactory()
    client.force_login(administrator)
    url = reverse("people:person-update", args=[person.pk])
    form = client.get(url).context["form"]
    given = {name: form[name].value() for name in form.fields}
    given = {name: value for name, value in given.items() if value not in (None, False)}

    client.post(url, given | {"is_administrator": "on"})

    assert Person.objects.get(pk=person.pk).is_administrator
    [event] = told(Kind.ADMINISTRATOR_MADE)
    assert (event.by, event.about) == (administrator.pk, person.pk)


def test_deactivation_and_reactivation_are_told():
    person, by = PersonFactory(), AdministratorFactory()

    deactivate_person(person=person, by=by, at=NOON)
    reactivate_person(person=person)

    [off], [on] = told(Kind.DEACTIVATED), told(Kind.REACTIVATED)
    assert (off.by, off.about, on.about) == (by.pk, person.pk, person.pk)


def test_refusal_of_a_page_is_told_by_the_name_of_the_page(client, person):
    client.force_login(person)

    client.get(reverse("people:delivery-list"))

    [event] = told(Kind.REFUSED)
    assert (event.by, event.what) == (person.pk, "people:delivery-list")


def test_what_is_asked_too_often_is_told(rf):
    request = rf.get("/", REMOTE_ADDR=HOME)
    request.user = AnonymousUser()

    SecurityLogMiddleware(lambda request: HttpResponse(status=429))(request)

    [event] = told(Kind.REFUSED)
    assert (event.by, event.address, event.what) == (None, HOME, " too often")


def test_asking_for_what_one_may_not_see_is_told_apart_from_what_is_not_there(client, person):
    client.force_login(person)
    other = PersonFactory()

    for key in (other.pk, uuid4()):
        client.get(reverse("people:person-detail", args=[key]))

    [hidden], [absent] = told(Kind.HIDDEN), told(Kind.ABSENT)
    assert (hidden.about, hidden.by) == (other.pk, person.pk)
    assert absent.what == "people:person-detail"


def test_hidden_and_absent_cost_the_same_queries(client, person):
    client.force_login(person)
    other = PersonFactory()
    counts = []
    for key in (other.pk, uuid4()):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("people:person-detail", args=[key]))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_file_taken_along_is_told(client):
    administrator = AdministratorFactory()
    client.force_login(administrator)

    client.get(reverse("people:person-list"), {"as": "csv"})

    [event] = told(Kind.EXPORTED)
    assert (event.by, event.what) == (administrator.pk, "people:person-list")


def test_ordinary_page_writes_nothing(client, person):
    client.force_login(person)
    before = SecurityEvent.objects.count()

    client.get(reverse("people:profile"))

    assert SecurityEvent.objects.count() == before


def test_act_goes_on_where_the_log_cannot_be_written(monkeypatch, caplog):
    person = PersonFactory()
    monkeypatch.setattr(SecurityEvent._meta, "db_table", "gone")

    deactivate_person(person=person, by=AdministratorFactory(), at=NOON)

    assert not Person.objects.get(pk=person.pk).is_active
    assert "could not be told of deactivated: ProgrammingError" in caplog.text


def test_entry_falls_with_the_act(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as said:
        try:
            with transaction.atomic():
                security_log.record(Kind.DEACTIVATED, about=uuid4())
                raise LookupError
        except LookupError:
            pass

    assert told(Kind.DEACTIVATED) == []
    assert said == []


def test_line_says_ids_and_codes(django_capture_on_commit_callbacks, caplog):
    person = PersonFactory(name="Secret Name")
    with (
        caplog.at_level(logging.INFO, "alongside.security"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        security_log.record(Kind.FACTOR_ADDED, by=person, about=person, what="totp")

    [record] = [line for line in caplog.records if line.name == "alongside.security"]
    assert record.getMessage() == f"kind=factor_added by={person.pk} about={person.pk} what=totp"
    assert record.event["what"] == "totp"


def test_entry_never_changes_and_stays_for_ninety_days():
    security_log.record(Kind.REFUSED)
    event = SecurityEvent.objects.get(kind=Kind.REFUSED)

    for act in (lambda: event.delete(), lambda: SecurityEvent.objects.update(what="x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_what_is_older_than_stated_is_forgotten_at_night(settings):
    settings.SECURITY_LOG_DAYS = 100
    now = timezone.now()
    for days in (99, 101):
        SecurityEvent.objects.create(kind=Kind.REFUSED, recorded_at=now - timedelta(days=days))

    forget_security_events()

    [kept] = told(Kind.REFUSED)
    assert now - kept.recorded_at < timedelta(days=100)


def test_log_is_shown_with_names_and_reading_it_is_told(client, person):
    administrator = AdministratorFactory()
    client.force_login(administrator)
    security_log.record(Kind.DEACTIVATED, by=administrator, about=person)

    page = client.get(reverse("people:security-log"))

    assert person.name in page.content.decode()
    [event] = told(Kind.LOG_READ)
    assert event.by == administrator.pk


def test_log_says_in_words_what_is_kept_in_codes(client):
    client.force_login(AdministratorFactory())
    record = PreceptorshipFactory(learner__person__name="Amara Okafor")
    program = ProgramFactory(name="First year")
    for kind, about, what in (
        (Kind.LOG_IN, PersonFactory(), "password totp"),
        (Kind.EXPORTED, record, "assessments:signed-skills"),
        (Kind.HIDDEN, uuid4(), "programs:break-glass-decide"),
        (Kind.COORDINATOR_MADE, PersonFactory(), f"deputy program {program.pk}"),
    ):
        security_log.record(kind, about=about, what=what)

    lines = client.get(reverse("people:security-log")).context["lines"]

    said = {line.event.kind: line.what for line in lines if line.what}
    assert said["log_in"] == "with a password and a code from an app"
    assert said["exported"] == "signed skills"
    assert said["hidden"] == "break glass decide"
    assert said["coordinator_made"] == "deputy in First year"
    assert "Amara Okafor" in [line.named for line in lines]


def test_log_names_the_provider_of_an_account_and_the_address_of_a_former_one(client, settings):
    client.force_login(AdministratorFactory())
    settings.SSO_PROVIDERS = [known("https://log-in.house.test")]
    security_log.record(
        Kind.ACCOUNT_JOINED, about=PersonFactory(), what="https://log-in.house.test"
    )
    security_log.record(Kind.ACCOUNT_PARTED, about=PersonFactory(), what="https://log-in.old.test")

    lines = client.get(reverse("people:security-log")).context["lines"]

    said = {line.event.kind: line.what for line in lines if line.what}
    assert said["account_joined"] == "House login"
    assert said["account_parted"] == "https://log-in.old.test"


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ({"kind": "refused"}, 2),
        ({"person": "Findable"}, 1),
        ({"day": "2020-01-01"}, 0),
        ({"kind": "nonsense", "day": "x", "cursor": "?"}, None),
    ],
)
def test_log_is_filtered_by_event_person_and_day(client, question, count):
    client.force_login(AdministratorFactory())
    security_log.record(Kind.REFUSED, about=PersonFactory(name="Findable Person"))
    security_log.record(Kind.REFUSED, about=PersonFactory())
    everything = SecurityEvent.objects.count()

    page = client.get(reverse("people:security-log"), question)

    assert len(page.context["lines"]) == (everything if count is None else count)


def test_log_is_paged(client):
    client.force_login(AdministratorFactory())
    for _ in range(60):
        security_log.record(Kind.REFUSED)

    first = client.get(reverse("people:security-log"), {"kind": "refused"})
    cursor = first.context["page"].next_cursor
    second = client.get(reverse("people:security-log"), {"kind": "refused", "cursor": cursor})

    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 10)


def test_json_line_holds_the_event_and_cannot_be_forged():
    from config.logging import JsonFormatter

    record = logging.LogRecord("alongside.security", 20, "", 0, "a\n%s", ("\u2028b",), None)
    record.event = {"kind": "log_in"}

    line = JsonFormatter().format(record)

    assert line.splitlines() == [line]
    assert json.loads(line)["event"] == {"kind": "log_in"}
    assert json.loads(line)["message"] == "a\n\u2028b"
