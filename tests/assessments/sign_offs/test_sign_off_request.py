"""Asking, answering, and everything that happens where nobody answers (P6, P10)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from assessments.ledger.models import LedgerEntry
from assessments.sign_offs.models import SignOff, SignOffRequest
from assessments.sign_offs.services import sign_off_request as services
from assessments.sign_offs.services.bulk_sign_off import BulkSignOffError, Judged, sign_requests
from assessments.sign_offs.services.sign_off import SignOffError, undo_sign_off
from people.notices.models import Notice
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.assessments.sign_offs.asking import ask
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)
Status = SignOffRequest.Status


def told(kind):
    return list(Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def judge(bedside, request, **given):
    judged = {
        "request": request,
        "level": bedside.levels[4],
        "method": "workplace",
        "observed_on": request.observed_on,
        "idempotency_key": uuid4(),
    }
    return Judged(**judged | given)


def sign_all(bedside, judged, **given):
    return sign_requests(
        **{
            "preceptorship": bedside.preceptorship,
            "judged": judged,
            "by": bedside.priya,
            "at": NOON,
            "today": TODAY,
        }
        | given
    )


# Asking


def test_p6_a_request_waits_for_two_weeks_and_tells_its_assessor_once(three):
    first, second = ask(three, three.catheter, three.drain)

    assert (first.status, first.expires_at) == (Status.OPEN, NOON + 14 * DAY)
    assert second.assessor == three.priya
    notice = Notice.objects.get()
    assert (notice.recipient, notice.data["competencies"]) == (three.priya, 2)


def test_one_request_leads_straight_to_its_page(bedside):
    [request] = ask(bedside)

    assert str(request.pk) in Notice.objects.get().path


def test_the_same_is_not_asked_for_twice(three):
    ask(three)

    again = ask(three, three.catheter, three.drain)

    assert [request.competency for request in again] == [three.drain]
    with pytest.raises(services.SignOffRequestError, match="already"):
        ask(three)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"observed_on": TODAY + DAY}, "from the start"),
        ({"observed_on": days_ago(999)}, "from the start"),
        ({"competencies": []}, "at least one"),
    ],
)
def test_ask_refuses_a_day_outside_and_nothing(bedside, given, reason):
    with pytest.raises(services.SignOffRequestError, match=reason):
        ask(bedside, **given)

    assert not SignOffRequest.objects.exists()


def test_ask_refuses_a_competency_of_another_framework(bedside):
    with pytest.raises(services.SignOffRequestError, match="not part"):
        ask(bedside, make.CompetencyFactory())


def test_p8_ask_refuses_somebody_who_could_not_sign(bedside):
    with pytest.raises(services.SignOffRequestError, match="can't sign"):
        ask(bedside, assessor=bedside.dana)


@pytest.mark.parametrize("who", ["priya", "dana"])
def test_only_the_learner_asks(bedside, who):
    with pytest.raises(services.SignOffRequestError, match="Only the person who"):
        ask(bedside, by=getattr(bedside, who))


def test_p10_ask_for_at_most_ten(unopened_bedside):
    bedside = unopened_bedside
    many = [bedside.ask(f"Competency {number}", position=number) for number in range(2, 13)]
    bedside.open()

    with pytest.raises(services.SignOffRequestError, match="up to 10"):
        ask(bedside, *many)


# Waiting


def test_nudge_reminds_after_two_days_and_again_after_two_more(bedside):
    [request] = ask(bedside)
    nudge = {"request": request, "by": bedside.amara}

    with pytest.raises(services.SignOffRequestError, match="recently"):
        services.nudge_assessor(at=NOON + DAY, **nudge)
    services.nudge_assessor(at=NOON + 2 * DAY, **nudge)
    with pytest.raises(services.SignOffRequestError, match="recently"):
        services.nudge_assessor(at=NOON + 3 * DAY, **nudge)
    services.nudge_assessor(at=NOON + 4 * DAY, **nudge)

    assert told("sign_off_nudged") == ["Priya Nair", "Priya Nair"]


def test_p6_a_request_is_extended_by_a_week_once(bedside):
    [request] = ask(bedside)

    services.extend_request(request=request, by=bedside.amara, at=NOON)

    request.refresh_from_db()
    assert request.expires_at == NOON + 21 * DAY
    with pytest.raises(services.SignOffRequestError, match="already been extended once"):
        services.extend_request(request=request, by=bedside.amara, at=NOON)


def test_withdrawn_is_over_and_can_be_asked_again(bedside):
    [request] = ask(bedside)

    services.withdraw_request(request=request, by=bedside.amara, at=NOON)

    request.refresh_from_db()
    assert request.status == Status.WITHDRAWN
    assert ask(bedside)
    with pytest.raises(services.SignOffRequestError, match="answered in the meantime"):
        services.withdraw_request(request=request, by=bedside.amara, at=NOON)


@pytest.mark.parametrize("act", ["nudge_assessor", "extend_request", "withdraw_request"])
def test_nobody_else_changes_a_request(bedside, act):
    [request] = ask(bedside)

    with pytest.raises(services.SignOffRequestError, match="Only the person who"):
        getattr(services, act)(request=request, by=bedside.priya, at=NOON + 5 * DAY)


# Answers


def test_a_signature_answers_the_request(bedside):
    [request] = ask(bedside)

    signed = bedside.sign(request=request)

    request.refresh_from_db()
    assert (request.status, request.sign_off) == (Status.SIGNED, signed)


def test_a_signature_for_that_day_answers_without_being_told_of_the_request(bedside):
    [request] = ask(bedside)

    bedside.sign()

    request.refresh_from_db()
    assert request.status == Status.SIGNED


def test_a_signature_for_another_day_or_by_another_leaves_the_request(bedside):
    [request] = ask(bedside, observed_on=days_ago(1))

    bedside.sign()
    bedside.sign(by=bedside.sam, observed_on=days_ago(1))

    request.refresh_from_db()
    assert request.status == Status.OPEN


def test_the_assessor_may_correct_the_day_of_a_request(bedside):
    [request] = ask(bedside, observed_on=days_ago(1))

    bedside.sign(request=request, observed_on=days_ago(2))

    request.refresh_from_db()
    assert request.status == Status.SIGNED


def test_p4_could_not_assess_is_an_answer_that_writes_nothing(bedside):
    [request] = ask(bedside)

    services.decline_request(request=request, by=bedside.priya, obstacle="not_seen", at=NOON)

    request.refresh_from_db()
    assert (request.status, request.obstacle) == (Status.NOT_ASSESSED, "not_seen")
    assert not LedgerEntry.objects.exclude(kind="require").exists()
    assert bedside.state().attempts == 0
    assert told("sign_off_not_assessed") == ["Amara Okafor"]


def test_only_whoever_was_asked_answers(bedside):
    [request] = ask(bedside)

    with pytest.raises(services.SignOffRequestError, match="someone else"):
        services.decline_request(request=request, by=bedside.sam, obstacle="not_seen", at=NOON)


# Undoing


def test_undo_is_a_revocation_that_says_so_and_the_request_waits_again(bedside):
    [request] = ask(bedside)
    signed = bedside.sign(request=request)

    undo_sign_off(sign_off=signed, by=bedside.priya, at=NOON + timedelta(minutes=9))

    signed.refresh_from_db()
    request.refresh_from_db()
    assert signed.revocation.content.text == "Undone within ten minutes of signing."
    assert (request.status, request.sign_off) == (Status.OPEN, None)
    assert bedside.state().passes == 0


def test_undo_leaves_alone_what_was_asked_anew(bedside):
    [request] = ask(bedside)
    signed = bedside.sign(request=request)
    ask(bedside)

    undo_sign_off(sign_off=signed, by=bedside.priya, at=NOON)

    request.refresh_from_db()
    assert request.status == Status.SIGNED


@pytest.mark.parametrize(("who", "minutes"), [("priya", 10), ("dana", 1), ("sam", 1)])
def test_undo_is_for_whoever_signed_and_for_ten_minutes(bedside, who, minutes):
    signed = bedside.sign()

    with pytest.raises(SignOffError, match="no longer be undone"):
        undo_sign_off(
            sign_off=signed, by=getattr(bedside, who), at=NOON + timedelta(minutes=minutes)
        )

    signed.refresh_from_db()
    assert signed.is_standing


# Several at once


def test_p10_several_are_signed_each_with_its_own_entry_and_day(three):
    first, second = ask(three, three.catheter, three.drain, observed_on=days_ago(1))

    sign_all(three, [judge(three, first), judge(three, second, observed_on=TODAY)])

    days = dict(SignOff.objects.values_list("competency__statement", "observed_on"))
    assert days == {"Insert a urinary catheter": days_ago(1), "Remove a drain": TODAY}
    assert list(LedgerEntry.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert not SignOffRequest.objects.open().exists()


def test_p10_a_critical_one_is_never_among_several(three):
    first, critical = ask(three, three.catheter, three.blood)

    with pytest.raises(BulkSignOffError, match="critical") as refused:
        sign_all(three, [judge(three, first), judge(three, critical)])

    assert refused.value.row == 1
    assert not LedgerEntry.objects.exclude(kind="require").exists()


def test_p10_one_fault_signs_nothing(three):
    first, second = ask(three, three.catheter, three.drain)

    with pytest.raises(BulkSignOffError, match="future") as refused:
        sign_all(three, [judge(three, first), judge(three, second, observed_on=TODAY + DAY)])

    assert refused.value.row == 1
    assert not SignOff.objects.exists()
    assert SignOffRequest.objects.open().count() == 2


def test_p10_never_more_than_ten(three):
    [request] = ask(three)

    with pytest.raises(BulkSignOffError, match="up to 10"):
        sign_all(three, [judge(three, request)] * 11)


# Silence


def test_p6_what_waited_two_weeks_expires_and_the_learner_hears_of_it(bedside):
    [request] = ask(bedside)

    assert services.expire_requests(at=NOON + 14 * DAY - timedelta(seconds=1)) == 0
    assert services.expire_requests(at=NOON + 14 * DAY) == 1
    assert services.expire_requests(at=NOON + 15 * DAY) == 0

    request.refresh_from_db()
    assert request.status == Status.EXPIRED
    assert told("sign_off_request_expired") == ["Amara Okafor"]


def test_p6_after_a_silent_week_it_goes_to_the_backup_once(bedside):
    [request] = ask(bedside)
    week = {"at": NOON + 7 * DAY, "today": TODAY + 7 * DAY}

    assert services.reroute_requests(at=NOON + 6 * DAY, today=TODAY + 6 * DAY) == 0
    assert services.reroute_requests(**week) == 1
    assert services.reroute_requests(**week) == 0

    request.refresh_from_db()
    assert (request.assessor, request.rerouted_from) == (bedside.sam, bedside.priya)
    assert told("sign_off_rerouted") == ["Sam Okoye"]
    assert told("own_sign_off_rerouted") == ["Amara Okafor"]


def test_p6_it_goes_at_once_where_the_assessor_can_no_longer_answer(bedside):
    [request] = ask(bedside)
    bedside.priya.is_active = False
    bedside.priya.save()

    assert services.reroute_requests(at=NOON, today=TODAY) == 1

    request.refresh_from_db()
    assert request.assessor == bedside.sam


def test_p6_without_anybody_who_could_sign_it_stays(bedside):
    [request] = ask(bedside)
    bedside.preceptorship.assignments.filter(role="backup").update(valid_to=days_ago(1))

    assert services.reroute_requests(at=NOON + 7 * DAY, today=TODAY + 7 * DAY) == 0

    request.refresh_from_db()
    assert request.assessor == bedside.priya


def test_what_the_backup_was_asked_too_is_not_sent_to_them_again(bedside):
    ask(bedside)
    ask(bedside, assessor=bedside.sam)

    assert services.reroute_requests(at=NOON + 7 * DAY, today=TODAY + 7 * DAY) == 0
