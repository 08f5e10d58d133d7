import pytest
from django.urls import reverse

from people.notices.models import Delivery
from people.today_site import LATE, today
from tests.factories import NOON, AdministratorFactory, DeliveryFactory, PersonFactory
from tests.told import told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

PAGE = reverse("people:delivery-list")
Status = Delivery.Status


def delivery(status, **changes):
    if status == Status.SENT:
        changes["sent_at"] = NOON
    return DeliveryFactory(status=status, notice__kind="test_nudge", **changes)


@pytest.fixture
def administrator(client):
    person = AdministratorFactory()
    client.force_login(person)
    return person


def listed(response):
    return {entry.status for entry, _about in response.context["entries"]}


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("", {Status.FAILED, Status.UNKNOWN}),
        ("waiting", {Status.DUE}),
        ("all", {Status.FAILED, Status.UNKNOWN, Status.DUE, Status.SENT}),
    ],
)
def test_n6_delivery_list_shows_what_became_of_each_mail(client, show, expected):
    for status in (Status.FAILED, Status.UNKNOWN, Status.DUE, Status.SENT):
        delivery(status)

    assert listed(client.get(PAGE, {"show": show})) == expected


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("kind", ["agreement_unsettled", "check_in_untold", "notes_asked"])
def test_m5_delivery_list_has_what_is_within_a_mentorship_only_where_it_failed(client, kind):
    DeliveryFactory(status=Status.DUE, notice__kind=kind)

    assert [listed(client.get(PAGE, {"show": show})) for show in ("waiting", "all")] == [set()] * 2

    DeliveryFactory(status=Status.FAILED, notice__kind=kind)
    [(_failed, about)] = client.get(PAGE).context["entries"]
    assert about == "A mentorship"


@pytest.mark.usefixtures("administrator")
def test_n6_delivery_list_says_to_whom_and_why_not_and_never_what(client):
    recipient = PersonFactory(name="Amara Okafor")
    delivery(
        Status.FAILED,
        reason="The mail server does not accept this address.",
        notice__recipient=recipient,
        notice__data={"what": "canary"},
    )

    page = client.get(PAGE).content.decode()

    assert "Amara Okafor" in page
    assert "does not accept this address" in page
    assert "canary" not in page


@pytest.mark.usefixtures("administrator")
def test_delivery_list_needs_as_many_queries_for_30_as_for_1(client, django_assert_max_num_queries):
    delivery(Status.FAILED)
    with django_assert_max_num_queries(12) as one:
        client.get(PAGE)
    for _ in range(29):
        delivery(Status.FAILED)

    with django_assert_max_num_queries(len(one)):
        client.get(PAGE)


def test_delivery_list_teaches_when_everything_arrived(client, administrator):
    assert "Everything arrived" in client.get(PAGE).content.decode()


def counted(person):
    return told(today, person)[0].context


def test_today_tells_an_administrator_when_no_worker_seems_to_run(administrator):
    delivery(Status.DUE, due_at=NOON - LATE)
    delivery(Status.DUE, due_at=NOON)

    assert counted(administrator)["late"] == "1"


def test_today_tells_an_administrator_what_did_not_arrive(administrator):
    delivery(Status.FAILED)
    delivery(Status.SENT)

    assert counted(administrator)["failed"] == "1"


def test_today_counts_no_further_than_anybody_reads(administrator, monkeypatch):
    monkeypatch.setattr("people.today_site.MOST_COUNTED", 2)
    PersonFactory.create_batch(3)

    assert counted(administrator)["people"] == "2+"


def test_the_panel_is_for_administrators_only():
    assert told(today, PersonFactory()) == []
