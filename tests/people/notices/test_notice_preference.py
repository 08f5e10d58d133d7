import pytest
from django.core.signing import dumps
from django.test import Client
from django.urls import reverse

from people.notices.models import Delivery, NoticePreference
from people.notices.services.notice_preference import (
    NoticePreferenceError,
    choose_notices,
    stop_notices,
)
from people.notices.stop_links import SALT, sign_stop
from people.registry import notice_kinds
from tests.factories import (
    NOON,
    DeliveryFactory,
    MentorshipFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
)
from tests.people.notices import kinds as of_tests

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

SETTINGS = reverse("people:notice-settings")
# Kinds that anybody can get, whatever they do here.
EVERYBODYS = {
    # About the account.
    "account_connected",
    "account_disconnected",
    "address_change_asked",
    "address_changed",
    "factor_added",
    "factor_removed",
    "factor_renewed",
    "factor_reset",
    "log_in_tried",
    # To whoever has the address that somebody typed.
    "external_log_in",
    "guest_of",
    "guest_of_no_longer",
    "guest_not_of",
}


def stop_url(person, kind="test_nudge"):
    return reverse("people:notice-stop", args=[sign_stop(person.pk, kind)])


def stopped_by(person):
    return set(person.notice_preferences.values_list("kind", flat=True))


def test_notice_settings_offers_nudges_and_explains_duties(client):
    client.force_login(PersonFactory())

    response = client.get(SETTINGS)

    offered = {kind.code for kind, _is_mailed in response.context["choices"]}
    assert {"test_nudge"} <= offered
    assert not offered & {"test_duty", "test_urgent"}
    assert "Things you must do" in response.content.decode()
    assert "can't be switched off" in response.content.decode()


@pytest.mark.parametrize(
    ("part", "labels"),
    [
        ("learner", {"Someone signed a skill of yours", "Your overdue skills"}),
        ("preceptor", {"Someone asks you for a sign-off"}),
        ("mentee", {"A mentor is suggested to you"}),
        ("mentor", {"A mentee is suggested to you"}),
        ("coordinator", {"One of a pair no longer has an account here"}),
    ],
)
def test_notice_settings_shows_each_only_what_they_can_get(client, part, labels):
    people = {
        "learner": lambda: PreceptorshipFactory().learner.person,
        "preceptor": lambda: PreceptorFactory().person,
        "mentee": lambda: MentorshipFactory().learner.person,
        "mentor": lambda: MentorshipFactory().mentor.person,
        "coordinator": lambda: PersonFactory(is_administrator=True),
    }
    client.force_login(people[part]())

    response = client.get(SETTINGS)

    shown = [kind for kind, _is_mailed in response.context["choices"]]
    parted = [kind for kind in (*shown, *response.context["duties"]) if kind.parts]
    assert labels <= {str(kind.label) for kind in parted}
    assert all(part in kind.parts for kind in parted)


def test_every_kind_names_whose_it_is_or_is_everybodys():
    of_nobody = {kind.code for kind in notice_kinds.values() if not kind.parts}

    assert of_nobody - {kind.code for kind in of_tests.ALL} == EVERYBODYS


def test_notice_settings_shows_everybody_what_is_about_their_account(client):
    client.force_login(PersonFactory())

    response = client.get(SETTINGS)

    assert "Someone tried to log in to your account" in response.content.decode()
    assert "A mentor is suggested to you" not in response.content.decode()


def test_notice_settings_leaves_alone_what_they_do_not_show(client):
    person = PersonFactory()
    NoticePreference.objects.create(person=person, kind="sign_off_asked", stopped_at=NOON)
    client.force_login(person)

    client.post(SETTINGS, {"mailed": ["test_nudge"]})

    assert stopped_by(person) == {"sign_off_asked", *_everybodys() - {"test_nudge"}}


def _everybodys():
    return {kind.code for kind in notice_kinds.values() if not kind.parts and not kind.is_duty}


def test_notice_settings_ticks_what_is_mailed(client):
    person = PersonFactory()
    stop_notices(person=person, kind="test_nudge", at=NOON)
    client.force_login(person)

    response = client.get(SETTINGS)

    ticked = {kind.code: is_mailed for kind, is_mailed in response.context["choices"]}
    assert (ticked["test_nudge"], ticked["test_moment"]) == (False, True)
    assert response.content.decode().count("checked>") == sum(ticked.values())


def test_notice_settings_stops_what_is_not_ticked_and_resumes_what_is(client):
    person = PersonFactory()
    NoticePreference.objects.create(person=person, kind="test_nudge", stopped_at=NOON)
    client.force_login(person)

    client.post(SETTINGS, {"mailed": ["test_nudge"]})

    assert "test_nudge" not in stopped_by(person)
    assert "test_moment" in stopped_by(person)


def test_notice_settings_refuses_a_kind_that_does_not_exist(client):
    person = PersonFactory()
    client.force_login(person)

    response = client.post(SETTINGS, {"mailed": ["mystery"]})

    assert response.status_code == 200
    assert stopped_by(person) == set()


def test_n5_choosing_never_stops_a_duty():
    person = PersonFactory()

    choose_notices(person=person, offered=["test_duty", "test_urgent"], mailed=[], at=NOON)

    assert not stopped_by(person) & {"test_duty", "test_urgent"}


def test_n5_stop_notices_refuses_a_duty():
    with pytest.raises(NoticePreferenceError):
        stop_notices(person=PersonFactory(), kind="test_duty", at=NOON)


def test_stop_notices_twice_keeps_the_first_time():
    person = PersonFactory()
    stop_notices(person=person, kind="test_nudge", at=NOON)

    stop_notices(person=person, kind="test_nudge", at=NOON.replace(hour=13))

    assert person.notice_preferences.get().stopped_at == NOON


def test_stop_notices_leaves_mails_of_others_and_other_kinds():
    delivery = DeliveryFactory(notice__kind="test_nudge")

    stop_notices(person=PersonFactory(), kind="test_nudge", at=NOON)
    stop_notices(person=delivery.notice.recipient, kind="test_moment", at=NOON)

    assert Delivery.objects.get().status == Delivery.Status.DUE


@pytest.mark.parametrize("method", ["get", "head"])
def test_notice_stop_opened_by_a_mail_scanner_changes_nothing(client, method):
    person = PersonFactory()

    response = getattr(client, method)(stop_url(person))

    assert response.status_code == 200
    assert stopped_by(person) == set()


def test_n5_notice_stop_in_one_click_needs_neither_log_in_nor_cookie(csrf_client):
    person = PersonFactory()

    response = csrf_client.post(stop_url(person), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert stopped_by(person) == {"test_nudge"}


@pytest.fixture
def csrf_client():
    """One whose requests are checked as those of a browser are."""
    return Client(enforce_csrf_checks=True)


def test_notice_stop_names_nobody(client):
    person = PersonFactory(name="Amara Okafor", email="amara@example.org")

    page = client.get(stop_url(person)).content.decode()

    assert "Amara" not in page
    assert "amara@" not in page


@pytest.mark.parametrize("kind", ["test_duty", "mystery"])
def test_notice_stop_of_what_cannot_be_stopped_is_not_found(client, kind):
    assert client.post(stop_url(PersonFactory(), kind)).status_code == 404


def test_notice_stop_with_a_forged_token_is_not_found(client):
    person = PersonFactory()
    forged = dumps([str(person.pk), "test_nudge"], key="another key", salt=SALT)

    response = client.post(reverse("people:notice-stop", args=[forged]))

    assert response.status_code == 404
    assert stopped_by(person) == set()
