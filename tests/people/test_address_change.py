"""A new address to log in with waits, so that nobody becomes somebody else by setting it."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.urls import reverse

from people.address_notices import link_to
from people.models import AddressChange, Person
from people.notices.models import Notice
from people.notices.services.delivery import deliver_batch
from people.services import address_change as services
from people.services.person import PersonError, update_person
from tests.factories import NOON, TODAY, AdministratorFactory, PersonFactory

pytestmark = pytest.mark.django_db
PASSWORD = "walking home along the river"
HOURS = timedelta(hours=1)
Outcome = AddressChange.Outcome


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOON, tick=False)
    return NOON


@pytest.fixture
def amara():
    return PersonFactory(
        name="Amara Okafor", email="amara@riverside.example", password=make_password(PASSWORD)
    )


@pytest.fixture
def administrator():
    return AdministratorFactory(name="Jon Admin", password=make_password(PASSWORD))


@pytest.fixture
def change(amara, administrator):
    return ask(amara, administrator)


def ask(person, by, new_email="new@riverside.example", at=NOON):
    return services.ask_address_change(person=person, new_email=new_email, by=by, at=at)


def outcome_of(change):
    change.refresh_from_db()
    return change.outcome


def address_of(person):
    return Person.objects.get(pk=person.pk).email


def reset_mails(client, email):
    client.post(reverse("account_reset_password"), {"email": email})
    return [letter.to for letter in mail.outbox if "password" in letter.body.lower()]


def kinds_of(person):
    return [notice.kind for notice in Notice.objects.inbox_of(person)]


def test_an_administrator_who_changes_an_address_gets_no_new_password(client, amara, change):
    assert reset_mails(client, "new@riverside.example") != [["new@riverside.example"]]
    mail.outbox.clear()

    assert reset_mails(client, "amara@riverside.example") == [["amara@riverside.example"]]
    assert address_of(amara) == "amara@riverside.example"


def test_the_form_of_a_person_changes_no_log_in(client, amara, administrator):
    client.force_login(administrator)
    page = client.get(reverse("people:person-update", args=[amara.pk]))
    assert page.context["form"].fields["email"].disabled

    details = {name: getattr(amara, name) for name in ("name", "credentials_shown", "job_title")}
    details |= {name: getattr(amara, name) for name in ("unit", "time_zone", "language")}
    with pytest.raises(PersonError, match="log in with this address"):
        update_person(
            person=amara,
            details=details | {"email": "other@example.org", "is_administrator": False},
            roles={},
            manager=None,
            by=administrator,
            at=NOON,
            today=TODAY,
        )


def test_the_old_address_hears_of_it_at_once_with_a_link(amara, change):
    deliver_batch(limit=10, clock=lambda: NOON)

    assert kinds_of(amara) == ["address_change_asked"]
    [letter] = mail.outbox
    assert letter.to == ["amara@riverside.example"]
    assert link_to(change) in letter.body
    assert "Jon Admin" in letter.body


def test_the_link_stops_it_without_logging_in(client, amara, administrator, change):
    assert client.get(link_to(change)).status_code == 200
    assert outcome_of(change) == ""

    client.post(link_to(change), {"stop": "yes"})

    assert outcome_of(change) == Outcome.STOPPED
    assert address_of(amara) == "amara@riverside.example"
    assert kinds_of(amara) == []
    assert kinds_of(administrator) == ["address_change_stopped"]
    assert "still amara@riverside.example" in client.get(link_to(change)).text


def test_the_owner_confirms_and_every_session_ends(client, amara, change):
    client.force_login(amara)
    assert client.get(reverse("people:profile")).status_code == 200

    client.post(link_to(change), {"confirm": "yes"})

    assert outcome_of(change) == Outcome.CONFIRMED
    assert address_of(amara) == "new@riverside.example"
    assert client.get(reverse("people:profile")).status_code == 302
    assert kinds_of(amara) == ["address_changed"]


def test_a_link_that_is_not_ours_opens_nothing(client, change):
    assert client.get(f"{link_to(change)[:-3]}x1/").status_code == 404


def test_a_second_administrator_vouches_with_their_password(client, amara, change):
    second = AdministratorFactory(password=make_password(PASSWORD))
    client.force_login(second)
    url = reverse("people:address-vouch", args=[change.pk])

    assert client.post(url, {"password": "wrong"}).status_code == 200
    assert outcome_of(change) == ""
    client.post(url, {"password": PASSWORD})

    assert outcome_of(change) == Outcome.VOUCHED
    assert change.closed_by == second
    assert address_of(amara) == "new@riverside.example"


def test_whoever_asked_or_gets_in_by_it_does_not_vouch(client, administrator, change):
    client.force_login(administrator)

    assert client.get(reverse("people:address-vouch", args=[change.pk])).status_code == 403
    for person in (administrator, change.person):
        with pytest.raises(services.AddressChangeError):
            services.vouch_for_address(change=change, by=person, at=NOON)


def test_nobody_vouches_for_the_address_of_an_administrator_they_are_themselves(administrator):
    change = ask(administrator, AdministratorFactory())

    with pytest.raises(services.AddressChangeError):
        services.vouch_for_address(change=change, by=administrator, at=NOON)


def test_what_nobody_stops_takes_effect_after_72_hours_and_not_before(amara, change):
    assert services.apply_unanswered(clock=lambda: NOON + 71 * HOURS) == 0
    assert address_of(amara) == "amara@riverside.example"

    assert services.apply_unanswered(clock=lambda: NOON + 72 * HOURS) == 1

    assert outcome_of(change) == Outcome.UNANSWERED
    assert address_of(amara) == "new@riverside.example"
    assert services.apply_unanswered(clock=lambda: NOON + 73 * HOURS) == 0


def test_an_address_that_is_taken_by_then_is_not_taken_twice(amara, change):
    PersonFactory(email="new@riverside.example")

    services.apply_unanswered(clock=lambda: NOON + 72 * HOURS)

    assert outcome_of(change) == Outcome.TAKEN
    assert address_of(amara) == "amara@riverside.example"


@pytest.mark.parametrize("email", ["taken@riverside.example", "AMARA@riverside.example"])
def test_an_address_is_refused_that_is_taken_or_no_change(amara, administrator, email):
    PersonFactory(email="taken@riverside.example")

    with pytest.raises(services.AddressChangeError):
        ask(amara, administrator, email)


def test_one_change_waits_at_a_time_and_can_be_withdrawn(client, amara, administrator, change):
    with pytest.raises(services.AddressChangeError, match="Another change"):
        ask(amara, administrator, "third@riverside.example")
    client.force_login(administrator)

    client.post(reverse("people:address-withdraw", args=[change.pk]))

    assert outcome_of(change) == Outcome.WITHDRAWN
    assert kinds_of(amara) == []
    assert ask(amara, administrator, "third@riverside.example")


def test_asking_takes_the_password_of_the_administrator(client, amara, administrator):
    client.force_login(administrator)
    url = reverse("people:address-change", args=[amara.pk])

    client.post(url, {"email": "new@riverside.example", "password": "wrong"})
    assert not AddressChange.objects.exists()
    client.post(url, {"email": "new@riverside.example", "password": PASSWORD})

    assert AddressChange.objects.get().asked_by == administrator


def test_ones_own_is_asked_for_and_confirmed_in_two_steps(client, amara):
    client.force_login(amara)
    url = reverse("people:address-change", args=[amara.pk])

    response = client.post(url, {"email": "new@riverside.example", "password": PASSWORD})

    change = AddressChange.objects.get()
    assert response.url == link_to(change)
    client.post(response.url, {"confirm": "yes"})
    assert address_of(amara) == "new@riverside.example"


def test_nobody_else_asks(client, amara):
    other = PersonFactory(password=make_password(PASSWORD))
    client.force_login(other)

    assert client.get(reverse("people:address-change", args=[amara.pk])).status_code in (403, 404)
    with pytest.raises(services.AddressChangeError):
        ask(amara, other)


def test_the_page_of_the_person_says_who_asked_and_what_became_of_it(client, amara, change):
    second = AdministratorFactory(password=make_password(PASSWORD))
    client.force_login(second)
    url = reverse("people:person-detail", args=[amara.pk])
    assert reverse("people:address-vouch", args=[change.pk]) in client.get(url).text

    services.confirm_address(change=change, at=NOON)

    assert "confirmed by the person" in client.get(url).text
    client.force_login(PersonFactory())
    assert "new@riverside.example" not in client.get(url).text
