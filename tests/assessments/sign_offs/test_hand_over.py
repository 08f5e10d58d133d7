"""Signing on the learner's device, by a PIN that opens nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.external.models import Confirmation
from assessments.ledger.models import LedgerEntry
from assessments.sign_offs.models import SigningPin, SignOff
from assessments.sign_offs.services.hand_over import HandOverError, sign_handed_over
from assessments.sign_offs.services.signing_pin import PinError, check_pin, set_pin
from people.notices.models import Notice
from programs.cohorts.models import Method
from tests import factories as make
from tests.assessments.chains import broken_chains
from tests.factories import NOON, TODAY

PIN = "739150"


@pytest.fixture
def handed(three):
    """Priya has a PIN."""
    set_pin(person=three.priya, pin=PIN, at=NOON)
    return three


def sign(bedside, **given):
    signed = {
        "preceptorship": bedside.preceptorship,
        "competency": bedside.catheter,
        "assessor": bedside.priya,
        "pin": PIN,
        "by": bedside.amara,
        "level": bedside.levels[4],
        "method": Method.WORKPLACE,
        "observed_on": TODAY,
        "comment": "",
        "idempotency_key": uuid4(),
        "at": NOON,
        "today": TODAY,
    } | given
    return sign_handed_over(**signed)


def test_sign_handed_over_is_marked_and_confirmed_by_mail(handed):
    signed = sign(handed)

    assert (signed.assessor, signed.channel) == (handed.priya, "handed_over")
    assert Confirmation.objects.get().email == handed.priya.email
    assert list(broken_chains()) == []


def test_sign_handed_over_twice_with_one_key_is_one_signature(handed):
    key = uuid4()

    assert sign(handed, idempotency_key=key) == sign(handed, idempotency_key=key)
    assert Confirmation.objects.count() == 1


def test_what_is_critical_is_never_signed_handed_over(handed):
    with pytest.raises(HandOverError, match="critical"):
        sign(handed, competency=handed.blood)


@pytest.mark.parametrize("who", ["priya", "sam", "dana"])
def test_only_the_learner_hands_over(handed, who):
    with pytest.raises(HandOverError, match="learner's own device"):
        sign(handed, by=getattr(handed, who))


def test_p8_a_pin_makes_nobody_an_assessor(handed):
    stranger = make.PersonFactory()
    set_pin(person=stranger, pin=PIN, at=NOON)

    with pytest.raises(HandOverError):
        sign(handed, assessor=stranger)


def test_p4_the_learners_own_pin_signs_nothing(handed):
    set_pin(person=handed.amara, pin=PIN, at=NOON)

    with pytest.raises(HandOverError, match="sign yourself off"):
        sign(handed, assessor=handed.amara)


def test_a_wrong_pin_signs_nothing(handed):
    with pytest.raises(PinError, match="PIN is wrong"):
        sign(handed, pin="000000")

    assert not LedgerEntry.objects.exclude(kind="require").exists()


# The PIN


@pytest.mark.parametrize("pin", ["12345", "1234567", "12a456", "１２３７５６", "111111", "112211"])
def test_set_pin_refuses_what_is_no_pin(bedside, pin):
    with pytest.raises(PinError):
        set_pin(person=bedside.priya, pin=pin, at=NOON)


@pytest.mark.parametrize("pin", ["123456", "987654", "345678"])
def test_set_pin_refuses_what_is_guessed_first(bedside, pin):
    with pytest.raises(PinError, match="easy to guess"):
        set_pin(person=bedside.priya, pin=pin, at=NOON)


def test_the_pin_is_stored_as_a_hash(handed):
    assert PIN not in SigningPin.objects.get().pin


def wrong(person, *, times, at=NOON):
    for _ in range(times):
        with pytest.raises(PinError):
            check_pin(person=person, pin="000000", at=at)


def test_after_five_wrong_tries_the_right_pin_waits(handed):
    wrong(handed.priya, times=5)

    with pytest.raises(PinError, match="wait 15 minutes"):
        check_pin(person=handed.priya, pin=PIN, at=NOON + timedelta(minutes=14))
    check_pin(person=handed.priya, pin=PIN, at=NOON + timedelta(minutes=15))

    assert SigningPin.objects.get().failures == 0


def test_after_fifteen_wrong_tries_the_pin_is_locked(handed):
    for round_number in range(3):
        wrong(handed.priya, times=5, at=NOON + timedelta(hours=round_number))

    with pytest.raises(PinError, match="locked"):
        check_pin(person=handed.priya, pin=PIN, at=NOON + timedelta(days=9))
    set_pin(person=handed.priya, pin="502816", at=NOON)
    check_pin(person=handed.priya, pin="502816", at=NOON)


def test_its_owner_hears_of_every_fifth_wrong_try(handed):
    wrong(handed.priya, times=5)
    wrong(handed.priya, times=5, at=NOON + timedelta(hours=1))

    told = Notice.objects.filter(kind="signing_pin_tried", recipient=handed.priya)
    assert sorted(told.values_list("data__failures", flat=True)) == [5, 10]


def test_tries_are_counted_though_nothing_was_signed(handed):
    with pytest.raises(PinError):
        sign(handed, pin="000000")

    assert SigningPin.objects.get().failures == 1


def test_a_deactivated_person_signs_with_no_pin(handed):
    type(handed.priya).objects.filter(pk=handed.priya.pk).update(is_active=False)

    with pytest.raises(PinError):
        sign(handed)


# The pages


@pytest.fixture
def phone(client, handed, at_noon):
    client.force_login(handed.amara)
    return client


def page(bedside, competency=None):
    competency = competency or bedside.catheter
    arguments = [bedside.preceptorship.pk, competency.pk]
    return reverse("assessments:sign-off-hand-over", args=arguments)


def filled(bedside, **changed):
    return {
        "assessor": bedside.priya.pk,
        "level": bedside.levels[4].pk,
        "method": "workplace",
        "observed_on": TODAY,
        "pin": PIN,
        "idempotency_key": uuid4(),
    } | changed


def test_sign_off_hand_over_from_phone_to_receipt(phone, handed):
    done = phone.post(page(handed), filled(handed), follow=True)

    assert "Please hand the phone back." in done.content.decode()
    assert "on the learner&#x27;s device" in done.content.decode()
    assert SignOff.objects.get().channel == "handed_over"


def test_sign_off_hand_over_leaves_the_learners_session_as_it_was(phone, handed):
    before = dict(phone.session)
    phone.post(page(handed), filled(handed))
    sign_page = reverse(
        "assessments:sign-off-create", args=[handed.preceptorship.pk, handed.drain.pk]
    )

    assert {name: phone.session[name] for name in before} == before
    assert set(phone.session.keys()) - set(before) <= {"_messages"}
    assert phone.get(sign_page).status_code == 403


def test_sign_off_hand_over_keeps_what_was_typed_but_not_the_pin(phone, handed):
    response = phone.post(page(handed), filled(handed, pin="111222", comment="Steady hands."))

    content = response.content.decode()
    assert "That PIN is wrong" in content
    assert "Steady hands." in content
    assert "111222" not in content


def test_sign_off_hand_over_offers_only_who_has_a_pin(phone, handed):
    form = phone.get(page(handed)).context["form"]

    assert [label for _pk, label in form.fields["assessor"].choices] == ["Priya Nair · Primary"]


def test_sign_off_hand_over_of_something_critical_says_who_signs(phone, handed):
    response = phone.post(page(handed, handed.blood), filled(handed))

    assert "own account" in response.content.decode()
    assert not SignOff.objects.exists()


def record_of(bedside, competency):
    arguments = [bedside.preceptorship.pk, competency.pk]
    return reverse("assessments:competency-record", args=arguments)


def test_competency_record_offers_to_hand_over_once_somebody_has_a_pin(phone, handed):
    offered = "Preceptor signs on this phone"

    assert offered in phone.get(record_of(handed, handed.drain)).content.decode()
    assert offered not in phone.get(record_of(handed, handed.blood)).content.decode()
    SigningPin.objects.all().delete()
    assert offered not in phone.get(record_of(handed, handed.drain)).content.decode()


@pytest.mark.usefixtures("at_noon")
def test_signing_pin_update_asks_for_the_password(client, bedside):
    bedside.priya.set_password("a quiet corridor")
    bedside.priya.save()
    client.force_login(bedside.priya)
    url = reverse("assessments:signing-pin-update")

    refused = client.post(url, {"pin": PIN})
    client.force_login(bedside.priya)
    client.post(url, {"pin": "739 150", "password": "a quiet corridor"})

    assert list(refused.context["form"].errors) == ["password"]
    check_pin(person=bedside.priya, pin=PIN, at=NOON)
