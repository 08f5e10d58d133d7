"""After the certificate a mentor is offered; the learner chooses what goes along (P21)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.certificates.models import MentorshipOffer
from assessments.certificates.services.certificate import withdraw_certificate
from assessments.certificates.services.mentorship_offer import (
    OfferError,
    answer_offer,
    close_offer,
    find_mentor,
)
from people.notices.models import Notice
from programs.cohorts.models import Enrolment
from programs.cohorts.services.enrolment import withdraw_enrolment
from tests import factories as make
from tests.assessments.certificates.finishing import certificate_of
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db
Status, Takes = MentorshipOffer.Status, MentorshipOffer.Takes
LATER = NOON + timedelta(days=1)


@pytest.fixture
def circle(finished):
    """A mentoring cohort that Dana coordinates."""
    return make.CohortFactory(program=make.MentoringProgramFactory(coordinator=finished.dana))


def answer(bedside, *, is_wanted=True, takes=Takes.SKILLS, by=None):
    offer = MentorshipOffer.objects.get()
    asked = {"is_wanted": is_wanted, "takes": takes}
    answer_offer(offer=offer, by=by or bedside.amara, at=LATER, **asked)
    offer.refresh_from_db()
    return offer


def told(kind):
    shown = Notice.objects.filter(kind=kind, superseded_at=None)
    return set(shown.values_list("recipient__name", flat=True))


def test_p21_a_mentor_is_offered_and_nobody_is_asked_to_find_one(finished):
    offer = MentorshipOffer.objects.get()

    assert offer.status == Status.OFFERED
    assert told("mentor_wanted") == set()


def test_p21_the_coordinator_hears_only_of_who_says_yes(finished):
    answer(finished, is_wanted=False)
    assert told("mentor_wanted") == set()

    answer(finished)
    assert told("mentor_wanted") == {"Dana Cole"}

    answer(finished, is_wanted=False)
    assert told("mentor_wanted") == set()


@pytest.mark.parametrize(
    ("takes", "titles"),
    [
        (Takes.NOTHING, []),
        (Takes.PROGRAM, ["program"]),
        (Takes.SKILLS, ["program", "catheter", "drain", "blood"]),
    ],
)
def test_p21_titles_and_dates_go_along_as_chosen_and_nothing_else(finished, takes, titles):
    offer = answer(finished, takes=takes)

    named = {name: str(getattr(finished, name)) for name in titles}
    assert offer.achievements == [[named[name], TODAY.isoformat()] for name in titles]


def test_nothing_goes_along_with_a_no(finished):
    assert answer(finished, is_wanted=False).achievements == []


@pytest.mark.parametrize("name", ["dana", "priya"])
def test_the_answer_is_the_learners_alone(finished, name):
    with pytest.raises(OfferError, match="Only the person"):
        answer(finished, by=getattr(finished, name))


def test_finding_a_mentor_puts_the_learner_on_the_list(finished, circle):
    offer = answer(finished)

    find_mentor(offer=offer, cohort=circle, by=finished.dana, at=LATER)

    offer.refresh_from_db()
    waiting = Enrolment.objects.get(cohort=circle)
    assert (offer.status, offer.enrolment) == (Status.WAITING, waiting)
    assert waiting.learner.person == finished.amara
    assert waiting.is_waiting
    assert told("mentor_being_found") == {"Amara Okafor"}
    assert told("mentor_wanted") == set()


def test_who_is_on_the_list_answers_no_more(finished, circle):
    find_mentor(offer=answer(finished), cohort=circle, by=finished.dana, at=LATER)

    with pytest.raises(OfferError, match="already on the list"):
        answer(finished, is_wanted=False)


def test_who_was_taken_off_the_list_may_ask_again(finished, circle):
    find_mentor(offer=answer(finished), cohort=circle, by=finished.dana, at=LATER)
    withdraw_enrolment(enrolment=Enrolment.objects.get(cohort=circle))

    assert answer(finished).status == Status.WANTED


@pytest.mark.parametrize("status", [Enrolment.Status.PAIRED, Enrolment.Status.FINISHED])
def test_a_list_on_which_they_have_or_had_a_mentor_is_refused(finished, circle, status):
    learner = finished.preceptorship.learner
    make.EnrolmentFactory(cohort=circle, learner=learner, status=status)

    with pytest.raises(OfferError, match="Choose another list"):
        find_mentor(offer=answer(finished), cohort=circle, by=finished.dana, at=LATER)

    assert MentorshipOffer.objects.get().status == Status.WANTED
    assert told("mentor_being_found") == set()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Enrolment.Status.WAITING, "On the list for a mentor."),
        (Enrolment.Status.PAIRED, "A mentor has been found."),
        (Enrolment.Status.WITHDRAWN, "No longer on the list for a mentor."),
    ],
)
def test_the_page_says_how_far_a_mentor_is(client, finished, circle, at_noon, status, words):
    find_mentor(offer=answer(finished), cohort=circle, by=finished.dana, at=LATER)
    Enrolment.objects.filter(cohort=circle).update(status=status)
    client.force_login(finished.amara)

    url = reverse("assessments:certificate-detail", args=[finished.preceptorship.pk])
    said = client.get(url).content.decode()

    assert words in said


def test_nobody_is_put_on_a_list_against_their_will(finished, circle):
    with pytest.raises(OfferError, match="Nobody is asking"):
        find_mentor(
            offer=answer(finished, is_wanted=False), cohort=circle, by=finished.dana, at=NOON
        )

    assert not Enrolment.objects.filter(cohort=circle).exists()


def test_a_list_that_one_does_not_coordinate_is_not_offered(finished):
    strange = make.CohortFactory(program=make.MentoringProgramFactory())

    with pytest.raises(OfferError, match="that you coordinate"):
        find_mentor(offer=answer(finished), cohort=strange, by=finished.dana, at=LATER)


def test_a_preceptor_finds_nobody_a_mentor(finished, circle):
    with pytest.raises(OfferError, match="Only a coordinator"):
        find_mentor(offer=answer(finished), cohort=circle, by=finished.priya, at=LATER)


def test_where_no_mentor_is_found_the_learner_hears_and_may_ask_again(finished):
    close_offer(offer=answer(finished), by=finished.dana, at=LATER)
    assert told("mentor_not_found") == {"Amara Okafor"}

    offer = answer(finished)

    assert (offer.status, offer.decided_at) == (Status.WANTED, None)
    assert told("mentor_not_found") == set()


def test_p21_the_mentor_reads_what_goes_along_and_nothing_else(client, finished, circle, at_noon):
    find_mentor(offer=answer(finished), cohort=circle, by=finished.dana, at=LATER)
    mentor = make.MentorFactory(eligible=True)
    learner = finished.preceptorship.learner
    mentorship = make.MentorshipFactory(cohort=circle, learner=learner, mentor=mentor)
    client.force_login(mentor.person)

    said = client.get(reverse("programs:mentorship-detail", args=[mentorship.pk])).content.decode()

    assert finished.program.name in said
    assert str(finished.drain) in said
    for hidden in ("Priya Nair", certificate_of(finished).code, finished.levels[4].name):
        assert hidden not in said


def test_p21_the_mentor_reads_nothing_of_a_certificate_that_was_withdrawn(
    client, finished, circle, at_noon
):
    find_mentor(offer=answer(finished), cohort=circle, by=finished.dana, at=LATER)
    mentor = make.MentorFactory(eligible=True)
    learner = finished.preceptorship.learner
    mentorship = make.MentorshipFactory(cohort=circle, learner=learner, mentor=mentor)
    certificate = certificate_of(finished)
    withdraw_certificate(certificate=certificate, by=finished.dana, reason="Wrong.", at=LATER)
    client.force_login(mentor.person)

    said = client.get(reverse("programs:mentorship-detail", args=[mentorship.pk])).content.decode()

    assert str(finished.drain) not in said


def test_today_speaks_of_no_certificate_that_was_withdrawn(finished):
    assert MentorshipOffer.objects.open_to(finished.amara).exists()
    certificate = certificate_of(finished)

    withdraw_certificate(certificate=certificate, by=finished.dana, reason="Wrong.", at=LATER)

    assert not MentorshipOffer.objects.open_to(finished.amara).exists()


def test_another_mentor_reads_nothing_of_it(client, finished, circle, at_noon):
    find_mentor(offer=answer(finished), cohort=circle, by=finished.dana, at=LATER)
    elsewhere = make.MentorshipFactory(
        learner=finished.preceptorship.learner, mentor=make.MentorFactory(eligible=True)
    )
    client.force_login(elsewhere.mentor.person)

    said = client.get(reverse("programs:mentorship-detail", args=[elsewhere.pk])).content.decode()

    assert str(finished.drain) not in said


def test_the_pages_lead_from_the_offer_to_the_list(client, finished, circle, at_noon):
    client.force_login(finished.amara)
    chosen = {"wanted": "yes", "takes": "program"}
    client.post(reverse("assessments:mentorship-offer", args=[finished.preceptorship.pk]), chosen)
    offer = MentorshipOffer.objects.get()
    client.force_login(finished.dana)

    client.post(reverse("assessments:mentor-find", args=[offer.pk]), {"cohort": circle.pk})

    assert Enrolment.objects.get(cohort=circle).learner == finished.preceptorship.learner


def test_mentor_not_found_by_its_button(client, finished, at_noon):
    offer = answer(finished)
    client.force_login(finished.dana)

    client.post(reverse("assessments:mentor-not-found", args=[offer.pk]))

    offer.refresh_from_db()
    assert offer.status == Status.CLOSED


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"status": "wanted"}, "answered_at"),
        ({"status": "waiting", "answered_at": NOON}, "decided_at"),
        ({"status": "closed", "answered_at": NOON, "decided_at": NOON}, "decided_by_somebody"),
    ],
)
def test_an_offer_says_when_and_by_whom(fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make.MentorshipOfferFactory(**fields)
