"""What was asked of somebody is taken back by what settles it."""

from datetime import timedelta

from assessments.sign_offs.models import SignOffRequest
from assessments.sign_offs.request_notices import _named
from assessments.sign_offs.services import sign_off_request as services
from assessments.sign_offs.services.sign_off import undo_act, undo_sign_off
from people.notices.models import Notice
from people.notices.wording import word
from people.services.person import deactivate_person
from tests.assessments.sign_offs.asking import ask
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)


def shown(person):
    return list(Notice.objects.inbox_of(person).values_list("kind", flat=True))


def test_what_was_asked_at_once_is_taken_back_with_the_last_of_it(three):
    first, second = ask(three, three.catheter, three.drain)
    services.withdraw_request(request=first, by=three.amara, at=NOON)
    assert shown(three.priya) == ["sign_off_asked"]

    services.withdraw_request(request=second, by=three.amara, at=NOON)

    assert shown(three.priya) == []


def test_a_signature_takes_back_the_question_and_its_undoing_asks_again(bedside):
    [request] = ask(bedside)
    signed = bedside.sign(request=request)
    assert shown(bedside.priya) == []

    undo_sign_off(sign_off=signed, by=bedside.priya, at=NOON + timedelta(minutes=9))

    assert shown(bedside.priya) == ["sign_off_asked"]


def test_n1_what_was_asked_at_once_and_is_undone_at_once_is_asked_once(three):
    ask(three, three.catheter, three.drain)
    signed = three.sign()
    three.sign(competency=three.drain)
    assert shown(three.priya) == []

    undo_act(sign_off=signed, by=three.priya, at=NOON + timedelta(minutes=9))

    assert SignOffRequest.objects.asked_of(three.priya).count() == 2
    [notice] = Notice.objects.inbox_of(three.priya)
    assert (notice.kind, notice.data["competencies"]) == ("sign_off_asked", 2)


def test_what_goes_to_the_backup_is_asked_of_nobody_else(bedside):
    ask(bedside)

    services.reroute_requests(at=NOON + 7 * DAY, today=TODAY + 7 * DAY)

    assert shown(bedside.priya) == []
    assert shown(bedside.sam) == ["sign_off_rerouted"]


def test_p6_what_waits_for_somebody_who_leaves_goes_to_the_backup_at_once(bedside):
    [request] = ask(bedside)

    deactivate_person(person=bedside.priya, by=bedside.dana, at=NOON)

    request.refresh_from_db()
    assert request.assessor == bedside.sam


def test_what_is_asked_for_is_named_with_its_day(three):
    ask(three, three.catheter, three.drain)

    words = word(Notice.objects.inbox_of(three.priya).get(), zone="Europe/London")

    assert f"{three.catheter.title} and {three.drain.title}, which you saw on " in words.line
    assert words.why == "You get this because you can sign off skills of Amara Okafor."


def test_of_many_skills_the_first_is_named_and_how_many_more():
    assert _named(["A", "B", "C"]) == "A, B and C"
    assert _named(["A", "B", "C", "D"]) == "A and 3 others"
