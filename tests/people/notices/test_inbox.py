from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from people.notices.models import Notice
from tests.factories import NOON, NoticeFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

INBOX = reverse("people:inbox")


@pytest.fixture
def reader(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def notice_for(person, number=0, **changes):
    values = {
        "recipient": person,
        "kind": "test_duty",
        "data": {"what": f"review {number}", "due_on": "2026-12-01"},
        "path": "/plan/",
        "created_at": NOON + timedelta(minutes=number),
    }
    return NoticeFactory(**values | changes)


def test_inbox_shows_the_newest_first_in_words(client, reader):
    for number in (1, 2):
        notice_for(reader, number)

    response = client.get(INBOX)

    assert [wording.subject for _, wording in response.context["entries"]] == [
        "Do review 2",
        "Do review 1",
    ]
    assert "review 2 is due on 1 Dec 2026." in response.content.decode()


def test_inbox_shows_nothing_of_anybody_else(client, reader):
    notice_for(PersonFactory(), 7)

    assert "review 7" not in client.get(INBOX).content.decode()


def test_inbox_leaves_out_what_no_longer_holds(client, reader):
    notice_for(reader, superseded_at=NOON)

    assert client.get(INBOX).context["entries"] == []


def test_inbox_can_show_only_what_is_unread(client, reader):
    notice_for(reader, 1, read_at=NOON)
    unread = notice_for(reader, 2)

    response = client.get(INBOX, {"show": "unread"})

    assert [notice for notice, _ in response.context["entries"]] == [unread]


def test_inbox_teaches_when_it_is_empty(client, reader):
    assert "Nothing yet" in client.get(INBOX).content.decode()


def test_inbox_goes_page_by_page(client, reader):
    for number in range(51):
        notice_for(reader, number)
    first = client.get(INBOX)

    second = client.get(INBOX, {"cursor": first.context["page"].next_cursor})

    assert [len(page.context["entries"]) for page in (first, second)] == [50, 1]


def test_inbox_needs_as_many_queries_for_30_as_for_1(client, reader, django_assert_max_num_queries):
    notice_for(reader)
    with django_assert_max_num_queries(12) as one:
        client.get(INBOX)
    for number in range(1, 30):
        notice_for(reader, number)

    with django_assert_max_num_queries(len(one)):
        client.get(INBOX)


def test_notice_open_leads_to_its_act_and_counts_as_read(client, reader):
    notice = notice_for(reader)

    response = client.post(reverse("people:notice-open", args=[notice.pk]))

    notice.refresh_from_db()
    assert response["Location"] == "/plan/"
    assert notice.read_at is not None


def test_notice_open_keeps_when_it_was_first_read(client, reader):
    notice = notice_for(reader, read_at=NOON)

    client.post(reverse("people:notice-open", args=[notice.pk]))

    notice.refresh_from_db()
    assert notice.read_at == NOON


def test_notice_read_and_unread_again(client, reader):
    notice = notice_for(reader)

    client.post(reverse("people:notice-read", args=[notice.pk]))
    was_read = not Notice.objects.unread().exists()
    client.post(reverse("people:notice-unread", args=[notice.pk]))

    assert was_read
    assert Notice.objects.unread().get() == notice


def test_notice_read_goes_back_to_where_one_was(client, reader):
    notice = notice_for(reader)
    back = f"{INBOX}?show=unread"

    response = client.post(reverse("people:notice-read", args=[notice.pk]), {"next": back})

    assert response["Location"] == back


def test_notice_read_never_leads_to_another_site(client, reader):
    notice = notice_for(reader)

    response = client.post(
        reverse("people:notice-read", args=[notice.pk]), {"next": "https://elsewhere.example/"}
    )

    assert response["Location"] == INBOX


@pytest.mark.parametrize("name", ["notice-open", "notice-read", "notice-unread"])
def test_a_notice_of_somebody_else_and_one_that_does_not_exist_are_the_same(client, reader, name):
    theirs = notice_for(PersonFactory())

    answers = [
        client.post(reverse(f"people:{name}", args=[pk])).status_code for pk in (theirs.pk, uuid4())
    ]

    assert answers == [404, 404]


def test_notice_read_all_reads_ones_own_and_no_others(client, reader):
    notice_for(reader)
    theirs = notice_for(PersonFactory())

    client.post(reverse("people:notice-read-all"))

    assert Notice.objects.unread().get() == theirs
