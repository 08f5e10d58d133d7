"""What was signed in haste is taken back, and several are signed and undone in one act."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from assessments.sign_offs.models import SignOff, SignOffRequest
from assessments.sign_offs.services.sign_off import SignOffError, revoke_sign_off, undo_act
from people.models import Person
from people.notices.models import Delivery, Notice
from people.reader_flags import reader_flags
from tests.assessments.bedside import days_ago
from tests.assessments.sign_offs.asking import ask, ask_external, confirm_external, sign_external
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("at_noon")


def url(name, *arguments):
    return reverse(f"assessments:{name}", args=arguments)


def words_of(response):
    return " ".join(response.content.decode().split())


# --- Undoing (N10) --------------------------------------------------------------------------


def test_n10_a_signature_is_told_after_the_time_in_which_it_can_be_undone(login, bedside):
    bedside.sign()
    client = login(bedside.amara)

    early = client.get(reverse("people:inbox"))
    assert list(early.context["page"]) == []
    assert Delivery.objects.get().due_at >= NOON + timedelta(minutes=10)

    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        late = client.get(reverse("people:inbox"))
    assert [notice.kind for notice in late.context["page"]] == ["sign_off_recorded"]


def test_n10_the_bell_is_silent_as_long(bedside):
    """It goes by the database's clock, which no test can set."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        now = cursor.fetchone()[0]
    bedside.sign(at=now, observed_on=days_ago(1))
    assert reader_flags(Person.objects.get(pk=bedside.amara.pk))["unread"] == 0

    bedside.sign(at=now - timedelta(minutes=10))
    assert reader_flags(Person.objects.get(pk=bedside.amara.pk))["unread"] == 1


@pytest.mark.parametrize("minutes", [1, 9])
def test_n10_what_is_taken_back_in_time_is_never_told(bedside, minutes):
    signed = bedside.sign()
    at = NOON + timedelta(minutes=minutes)

    revoke_sign_off(sign_off=signed, by=bedside.priya, reason="The wrong one.", at=at)

    assert not Notice.objects.inbox_of(bedside.amara).exists()
    assert not Delivery.objects.filter(status=Delivery.Status.DUE).exists()


def test_n10_a_signature_by_a_link_is_told_once_it_is_confirmed(login, bedside):
    confirm_external(sign_external(bedside, ask_external(bedside)))

    shown = login(bedside.amara).get(reverse("people:inbox")).context["page"]

    assert [notice.kind for notice in shown] == ["sign_off_recorded"]


def test_an_undone_signature_is_not_shown_in_red(login, bedside):
    signed = bedside.sign()
    undo_act(sign_off=signed, by=bedside.priya, at=NOON)

    page = login(bedside.amara).get(url("sign-off-detail", signed.pk)).content.decode()

    assert "Undone by Priya Nair" in page
    assert "note-red" not in page
    assert "tag-red" not in page


# --- Several at once (P10) ------------------------------------------------------------------


def sign_two(client, three):
    query = "&".join(f"request={asked.pk}" for asked in ask(three, three.catheter, three.drain))
    address = f"{url('sign-off-bulk', three.preceptorship.pk)}?{query}"
    data = {}
    for form in client.get(address).context["forms"]:
        data |= {
            f"{form.prefix}-level": str(three.levels[4].pk),
            f"{form.prefix}-method": "workplace",
            f"{form.prefix}-observed_on": TODAY.isoformat(),
            f"{form.prefix}-comment": "",
            f"{form.prefix}-idempotency_key": str(form["idempotency_key"].value()),
        }
    return client.post(address, data)


def test_p10_several_are_undone_by_one_press_where_they_were_signed(login, three):
    client = login(three.priya)
    response = sign_two(client, three)
    assert response.url == url("sign-off-list")
    page = client.get(response.url)
    assert "You signed 2 for Amara Okafor" in words_of(page)
    assert "Undo all 2" in words_of(page)

    first = page.context["just_signed"][0]
    response = client.post(url("sign-off-undo-act", first.pk))

    assert response.url == url("sign-off-list")
    assert not SignOff.objects.standing().exists()
    assert SignOffRequest.objects.open().count() == 2
    assert not Notice.objects.inbox_of(three.amara).exists()


def test_p10_undoing_several_says_why_not_once_the_password_is_too_old(login, client, three):
    signed = three.sign()
    client.force_login(three.priya)

    page = client.post(url("sign-off-undo-act", signed.pk), follow=True)

    assert page.redirect_chain[0][0] == url("sign-off-detail", signed.pk)
    assert "You entered your password more than ten minutes ago." in page.content.decode()
    assert SignOff.objects.standing().exists()


def test_p10_what_was_signed_for_another_act_is_not_undone_with_it(three):
    earlier = three.sign(at=NOON - timedelta(minutes=2))
    later = three.sign(competency=three.drain)

    assert undo_act(sign_off=later, by=three.priya, at=NOON) == 1

    earlier.refresh_from_db()
    assert earlier.is_standing


def test_p10_an_act_is_undone_by_whoever_signed_it_and_in_time(three):
    signed = three.sign()

    with pytest.raises(SignOffError):
        undo_act(sign_off=signed, by=three.sam, at=NOON)
    with pytest.raises(SignOffError):
        undo_act(sign_off=signed, by=three.priya, at=NOON + timedelta(minutes=10))


def test_p10_nothing_ticked_is_said(login, three):
    ask(three, three.catheter, three.drain)

    response = login(three.priya).get(url("sign-off-bulk", three.preceptorship.pk), follow=True)

    assert "Nothing is ticked." in response.content.decode()


def test_p10_what_is_too_much_at_once_is_said_and_waits(login, three):
    three.program.preceptorship_rules.bulk_limit = 2
    three.program.preceptorship_rules.save()
    asked = [*ask(three, three.catheter, three.drain), *ask(three, observed_on=days_ago(1))]
    query = "&".join(f"request={each.pk}" for each in asked)

    response = login(three.priya).get(f"{url('sign-off-bulk', three.preceptorship.pk)}?{query}")

    assert len(response.context["forms"]) == 2
    assert "1 more is left for next time" in words_of(response)
