"""What the other side says about a guest, and what follows."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from people.models import Person, SecurityEvent
from people.notices.models import Notice
from programs.guests import services
from programs.guests.deciders import deciders_of, to_decide
from programs.guests.models import GuestRequest
from programs.guests.services import GuestRequestError
from programs.models import Enrolment
from tests import factories as make
from tests.factories import NOON, TODAY
from tests.programs.guests.asking import (
    DAY,
    LATER,
    NAMES,
    UNKNOWN,
    asked,
    decline,
    end,
    grant,
    told,
)


def test_whoever_has_no_unit_is_answered_for_where_they_take_part(walls):
    homeless = make.PersonFactory(email="h@elsewhere.example")
    program = make.ProgramFactory(organisation=walls.frank.unit)
    cohort = make.CohortFactory(program=program)
    make.EnrolmentFactory(cohort=cohort, learner=make.LearnerFactory(person=homeless))

    request = asked(walls, email=homeless.email)

    assert list(deciders_of(request)) == [walls.frank]
    assert to_decide(walls.frank, NOON) == [request]


def test_a_yes_lets_the_coordinator_find_and_enrol_the_guest(client, walls):
    request = asked(walls)
    assert not Person.objects.visible_to(walls.dana).contains(walls.ragnhild)

    grant(request, walls.frank)

    dana = Person.objects.get(pk=walls.dana.pk)
    assert Person.objects.visible_to(dana).contains(walls.ragnhild)
    client.force_login(dana)
    url = reverse("programs:enrolment-create", args=[walls.cohort.pk])
    client.post(url, {"people": walls.ragnhild.email})
    assert Enrolment.objects.filter(cohort=walls.cohort, learner__person=walls.ragnhild).exists()


def test_a_yes_shows_nobody_else_of_the_other_organisation(walls):
    colleague = make.PersonFactory(unit=walls.ragnhild.unit)

    grant(asked(walls), walls.frank)

    seen = Person.objects.visible_to(Person.objects.get(pk=walls.dana.pk))
    assert not seen.contains(colleague)
    assert not seen.contains(walls.frank)


def test_a_yes_is_told_to_who_asked_and_to_the_guest(walls):
    grant(asked(walls), walls.frank)

    assert told(walls.dana) == ["guest_granted"]
    assert told(walls.ragnhild) == ["guest_of"]
    assert told(walls.frank) == []


def test_a_guest_is_found_no_longer_once_the_time_is_over(walls):
    request = asked(walls)
    grant(request, walls.frank, ends_on=TODAY + DAY)

    services.close_overdue(at=NOON + DAY, today=TODAY + DAY)
    assert Person.objects.visible_to(walls.dana).contains(walls.ragnhild)
    services.close_overdue(at=NOON + 2 * DAY, today=TODAY + 2 * DAY)

    assert not Person.objects.visible_to(walls.dana).contains(walls.ragnhild)


def test_a_guest_who_takes_part_stays_when_the_time_is_over(walls):
    grant(asked(walls), walls.frank, ends_on=TODAY)
    make.EnrolmentFactory(cohort=walls.cohort, learner=make.LearnerFactory(person=walls.ragnhild))

    services.close_overdue(at=NOON + 2 * DAY, today=TODAY + 2 * DAY)

    assert Person.objects.visible_to(walls.dana).contains(walls.ragnhild)


def test_their_own_side_ends_a_guest_before_the_day_and_both_are_told(client, walls):
    request = asked(walls)
    grant(request, walls.frank)
    client.force_login(walls.frank)
    person_page = client.get(reverse("people:person-detail", args=[walls.ragnhild.pk]))
    page = client.get(reverse("programs:guest-request", args=[request.pk])).content.decode()

    client.post(reverse("programs:guest-end", args=[request.pk]))

    request.refresh_from_db()
    assert reverse("programs:guest-request", args=[request.pk]) in person_page.content.decode()
    assert "End this now" in page
    assert (request.status, request.ends_on) == ("ended", timezone.localdate())
    assert not Person.objects.visible_to(walls.dana).contains(walls.ragnhild)
    assert told(walls.dana) == ["guest_ended"]
    assert told(walls.ragnhild) == ["guest_of_no_longer"]


def test_a_guest_who_takes_part_stays_when_their_own_side_ends_it(walls):
    request = asked(walls)
    grant(request, walls.frank)
    make.EnrolmentFactory(cohort=walls.cohort, learner=make.LearnerFactory(person=walls.ragnhild))

    end(request, walls.frank)

    assert Person.objects.visible_to(walls.dana).contains(walls.ragnhild)


def test_an_administrator_ends_a_guest(walls):
    request = asked(walls)
    grant(request, walls.frank)

    end(request, make.AdministratorFactory())

    request.refresh_from_db()
    assert (request.status, request.ends_on) == ("ended", TODAY)


@pytest.mark.parametrize("who", ["dana", "ragnhild", "stranger"])
def test_nobody_but_their_own_side_ends_a_guest(client, walls, who):
    person = make.PersonFactory() if who == "stranger" else getattr(walls, who)
    request = asked(walls)
    grant(request, walls.frank)
    client.force_login(person)
    page = client.get(reverse("programs:guest-request", args=[request.pk])).content.decode()

    with pytest.raises(GuestRequestError, match="Someone else has to answer"):
        end(request, person)

    assert "End this now" not in page
    assert Person.objects.visible_to(walls.dana).contains(walls.ragnhild)


def test_a_guest_is_ended_once(walls):
    request = asked(walls)
    grant(request, walls.frank)
    end(request, walls.frank)

    with pytest.raises(GuestRequestError, match="aren't a guest any more"):
        end(request, walls.frank, at=NOON + DAY)


def test_a_request_that_waits_is_not_ended(walls):
    with pytest.raises(GuestRequestError, match="aren't a guest any more"):
        end(asked(walls), walls.frank)


@pytest.mark.parametrize("days", [-1, 367])
def test_grant_refuses_a_day_that_is_over_or_far_ahead(walls, days):
    with pytest.raises(GuestRequestError, match="at most a year ahead"):
        grant(asked(walls), walls.frank, ends_on=TODAY + days * DAY)


def test_a_no_gives_its_reason_and_neither_name_nor_organisation(client, walls):
    request = asked(walls)

    decline(request, walls.frank)

    client.force_login(walls.dana)
    page = client.get(reverse("programs:guest-request", args=[request.pk])).content.decode()
    told_to_dana = Notice.objects.get(recipient=walls.dana)
    assert "She is needed here." in page
    assert [name for name in NAMES if name in page] == []
    assert told_to_dana.kind == "guest_declined"
    assert told_to_dana.data == {"email": "r.moe@elsewhere.example", "program": "Spring"}
    assert not Person.objects.visible_to(walls.dana).contains(walls.ragnhild)


def test_a_no_is_told_to_the_person_who_reads_both_reasons(client, walls):
    request = asked(walls)
    client.force_login(walls.ragnhild)
    url = reverse("programs:guest-request", args=[request.pk])
    before = client.get(url).status_code

    decline(request, walls.frank)

    page = client.get(url).content.decode()
    assert before == 404
    assert told(walls.ragnhild) == ["guest_not_of"]
    assert "For the pumps." in page
    assert "She is needed here." in page


def test_withdrawing_takes_the_notice_back_and_leaves_nothing_to_answer(walls):
    request = asked(walls)

    services.withdraw_guest_request(request=request, by=walls.dana, at=NOON)

    assert told(walls.frank) == []
    assert to_decide(walls.frank, NOON) == []
    with pytest.raises(GuestRequestError, match="answered or is over"):
        grant(request, walls.frank)


def test_who_was_asked_reads_that_it_was_withdrawn(client, walls):
    request = asked(walls)
    services.withdraw_guest_request(request=request, by=walls.dana, at=NOON)
    client.force_login(walls.frank)

    page = client.get(reverse("programs:guest-request", args=[request.pk])).content.decode()

    assert "This request was withdrawn." in page
    assert "grant" not in page.partition("<main")[2]


def test_what_nobody_answered_expires_and_says_the_same_of_every_address(walls):
    known = asked(walls)
    unknown = asked(walls, email=UNKNOWN)

    services.close_overdue(at=LATER, today=LATER.date())

    told_to_dana = Notice.objects.filter(recipient=walls.dana).order_by("object_id")
    assert [(notice.kind, notice.data.pop("email")) for notice in told_to_dana] == [
        ("guest_unanswered", known.email),
        ("guest_unanswered", unknown.email),
    ]
    assert told(walls.frank) == told(walls.ragnhild) == []
    assert set(GuestRequest.objects.values_list("status", flat=True)) == {"expired"}


def test_what_came_to_nothing_is_deleted_after_a_year(walls):
    asked(walls, email=UNKNOWN)
    declined = asked(walls)
    decline(declined, walls.frank)
    services.close_overdue(at=LATER, today=LATER.date())
    year = GuestRequest.KEPT + DAY

    services.close_overdue(at=LATER + year, today=(LATER + year).date())

    assert list(GuestRequest.objects.all()) == [declined]


def test_an_expired_request_cannot_be_answered(walls):
    request = asked(walls)

    with pytest.raises(GuestRequestError, match="answered or is over"):
        grant(request, walls.frank, at=LATER)


@pytest.mark.parametrize("who", ["dana", "ragnhild", "stranger"])
def test_neither_who_asked_nor_who_is_asked_for_answers(walls, who):
    """Whatever they run besides."""
    person = make.PersonFactory() if who == "stranger" else getattr(walls, who)
    if who != "stranger":
        make.ProgramCoordinatorFactory(
            person=person, program=make.ProgramFactory(organisation=walls.frank.unit)
        )
    request = make.GuestRequestFactory(
        program=walls.program, asked_by=walls.dana, person=walls.ragnhild
    )

    for answer in (grant, decline):
        with pytest.raises(GuestRequestError, match="Someone else has to answer"):
            answer(request, person)
    assert to_decide(person, NOON) == []


def test_answers_are_in_the_security_log(walls):
    other = make.PersonFactory(unit=walls.ragnhild.unit)
    grant(asked(walls), walls.frank)
    decline(asked(walls, email=other.email), walls.frank)

    logged = SecurityEvent.objects.filter(kind__startswith="guest").order_by("recorded_at", "id")
    question = ("guest_asked", walls.dana.pk, f"program {walls.program.pk}")
    assert [(row.kind, row.by, row.what) for row in logged] == [
        question,
        ("guest_decided", walls.frank.pk, "granted"),
        question,
        ("guest_decided", walls.frank.pk, "declined"),
    ]


def test_the_coordinator_of_the_other_side_answers_on_the_page(client, walls):
    request = asked(walls)
    client.force_login(walls.frank)
    page = client.get(reverse("programs:guest-request", args=[request.pk])).content.decode()

    client.post(reverse("programs:guest-grant", args=[request.pk]), {"ends_on": "1999-01-01"})
    request.refresh_from_db()
    early = request.status
    client.post(reverse("programs:guest-decline", args=[request.pk]), {"answer": ""})
    request.refresh_from_db()

    assert "Dana Cole would like Ragnhild Moe to take part in Spring." in page
    assert "Spring belongs to Northfield." in page
    assert early == request.status == "waiting"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "granted", "closed_at": NOON},
        {"status": "declined", "closed_at": NOON},
        {"status": "withdrawn"},
        {"closed_at": NOON},
        {"ends_on": TODAY},
    ],
)
def test_no_request_is_answered_by_halves(walls, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.GuestRequestFactory(program=walls.program, asked_by=walls.dana, **fields)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(walls):
    second = make.PersonFactory(unit=walls.frank.unit)
    make.ProgramCoordinatorFactory(
        person=second, program=make.ProgramFactory(organisation=walls.frank.unit)
    )
    request = asked(walls)
    gate, refused = Barrier(2), []

    def run(answer, by):
        gate.wait(timeout=30)
        try:
            answer(request, by)
        except GuestRequestError as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [
        Thread(target=run, args=[act, by]) for act, by in ((grant, walls.frank), (decline, second))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    request.refresh_from_db()
    told_of = {"granted": "guest_of", "declined": "guest_not_of"}
    assert refused == ["This request has been answered or is over."]
    assert told(walls.ragnhild) == [told_of[request.status]]
    assert SecurityEvent.objects.filter(kind="guest_decided").count() == 1
