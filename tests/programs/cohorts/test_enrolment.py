import pytest
from django.db import IntegrityError
from django.urls import reverse

from people.models import Learner, Mentor, Preceptor
from programs.cohorts.models import Enrolment, PairingChoice
from programs.cohorts.services.enrolment import EnrolmentError, enrol_learners, withdraw_enrolment
from programs.cohorts.services.program_guide import add_guides, remove_guide
from tests.factories import (
    NOON,
    CohortFactory,
    EnrolmentFactory,
    LearnerFactory,
    MentorFactory,
    MentoringProgramFactory,
    PairingChoiceFactory,
    PersonFactory,
    PreceptorFactory,
    ProgramFactory,
    RuleOverrideFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(program=ProgramFactory(coordinator=coordinator))


def enrol(cohort, *people):
    return enrol_learners(cohort=cohort, people=people, by=PersonFactory(), at=NOON)


def test_enrol_gives_a_profile_to_who_has_none(cohort):
    learner, newcomer = LearnerFactory(), PersonFactory()

    report = enrol(cohort, learner.person, newcomer)

    assert report.enrolled == 2
    assert Learner.objects.count() == 2
    assert set(cohort.enrolments.values_list("learner__person", "status")) == {
        (learner.person_id, "waiting"),
        (newcomer.pk, "waiting"),
    }


def test_enrol_twice_changes_nothing(cohort):
    person = PersonFactory()
    enrol(cohort, person)

    report = enrol(cohort, person, person)

    assert (report.enrolled, report.known) == (0, 1)
    assert cohort.enrolments.count() == 1


def test_enrol_lets_who_withdrew_wait_anew(cohort):
    enrolment = EnrolmentFactory(cohort=cohort, status="withdrawn")

    report = enrol(cohort, enrolment.learner.person)

    enrolment.refresh_from_db()
    assert (report.enrolled, report.known, enrolment.status) == (1, 0, "waiting")


def test_enrol_never_touches_who_is_paired(cohort):
    enrolment = EnrolmentFactory(cohort=cohort, status="paired")

    enrol(cohort, enrolment.learner.person)

    enrolment.refresh_from_db()
    assert enrolment.status == "paired"


def test_enrol_refuses_everybody_if_one_has_left(cohort):
    gone = PersonFactory(is_active=False, name="Sam Reed")

    with pytest.raises(EnrolmentError, match="Sam Reed"):
        enrol(cohort, PersonFactory(), gone)

    assert not Enrolment.objects.exists()


def test_withdraw_clears_the_draft(cohort):
    choice = PairingChoiceFactory(
        enrolment=EnrolmentFactory(cohort=cohort), preceptor=PreceptorFactory()
    )

    withdraw_enrolment(enrolment=choice.enrolment)

    assert not PairingChoice.objects.exists()
    assert cohort.enrolments.get().status == "withdrawn"


@pytest.mark.parametrize("status", ["paired", "finished", "withdrawn"])
def test_withdraw_refuses_who_does_not_wait(status):
    with pytest.raises(EnrolmentError):
        withdraw_enrolment(enrolment=EnrolmentFactory(status=status))


@pytest.mark.parametrize(
    ("program", "model"), [(ProgramFactory, Preceptor), (MentoringProgramFactory, Mentor)]
)
def test_add_guides_gives_a_profile_and_no_approval(program, model):
    program, person = program(), PersonFactory()

    added = add_guides(program=program, people=[person])

    guide = model.objects.get(person=person)
    assert added == 1
    assert guide.programs.get() == program
    assert not person.approvals.exists()


def test_add_guides_counts_only_the_new_ones_and_leaves_out_who_left():
    program, guide = ProgramFactory(), PreceptorFactory()
    program.preceptors.add(guide)

    added = add_guides(program=program, people=[guide.person, PersonFactory(is_active=False)])

    assert added == 0


def test_remove_guide_clears_drafts_that_name_them(cohort):
    guide = PreceptorFactory()
    cohort.program.preceptors.add(guide)
    PairingChoiceFactory(enrolment=EnrolmentFactory(cohort=cohort), preceptor=guide)
    elsewhere = PairingChoiceFactory(preceptor=guide)

    remove_guide(program=cohort.program, guide=guide)

    assert not cohort.program.preceptors.exists()
    assert list(PairingChoice.objects.all()) == [elsewhere]


# Pages


def test_enrolment_create_takes_addresses_however_they_were_pasted(browser, cohort):
    for email in ("amara@example.org", "jonas@example.org", "mei@example.org"):
        PersonFactory(email=email)

    browser.post(
        reverse("programs:enrolment-create", args=[cohort.pk]),
        {"people": "Amara <AMARA@example.org>; jonas@example.org\r\nmei@example.org,"},
    )

    assert cohort.enrolments.count() == 3


def test_enrolment_create_keeps_the_addresses_and_names_the_unknown(browser, cohort):
    PersonFactory(email="amara@example.org")

    response = browser.post(
        reverse("programs:enrolment-create", args=[cohort.pk]),
        {"people": "amara@example.org nobody@example.org"},
    )

    page = response.content.decode()
    assert "Nobody here has the address nobody@example.org." in page
    assert "amara@example.org nobody@example.org" in page
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("typed", ["@", "amara@", "@example.org", "no address", "<@>"])
def test_enrolment_create_says_where_there_is_no_address(browser, cohort, typed):
    address = reverse("programs:enrolment-create", args=[cohort.pk])

    page = browser.post(address, {"people": typed}).content.decode()

    assert "There is no e-mail address in this." in page
    assert not cohort.enrolments.exists()


def test_enrolment_create_finds_people_by_name_and_enrols_those_ticked(browser, cohort):
    amara = PersonFactory(name="Amara Okafor")
    address = reverse("programs:enrolment-create", args=[cohort.pk])

    found = browser.get(address, {"search": "ama"}).context["found"]
    browser.post(address, {"how": "picked", "people": [amara.pk]})

    assert found == [amara]
    assert cohort.enrolments.get().learner.person == amara


@pytest.mark.parametrize("search", ["", "a", "\x00", "a" * 500, "' OR 1=1", ":*"])
def test_enrolment_create_searches_for_nonsense_without_harm(browser, cohort, search):
    PersonFactory(name="Amara Okafor")

    response = browser.get(
        reverse("programs:enrolment-create", args=[cohort.pk]), {"search": search}
    )

    assert response.context["found"] == []


@pytest.mark.parametrize("name", ["enrolment-update", "enrolment-withdraw"])
def test_enrolments_of_others_are_not_there(browser, name):
    other = EnrolmentFactory()

    assert browser.get(reverse(f"programs:{name}", args=[other.pk])).status_code == 404
    assert browser.post(reverse(f"programs:{name}", args=[other.pk])).status_code == 404
    other.refresh_from_db()
    assert other.status == "waiting"


def test_program_guides_adds_those_ticked(browser, cohort):
    person = PersonFactory()

    browser.post(
        reverse("programs:program-guide-add", args=[cohort.program_id]), {"people": [person.pk]}
    )

    assert [guide.person for guide in cohort.program.preceptors.all()] == [person]


def test_program_guides_takes_as_many_queries_for_30_as_for_1(
    browser, cohort, django_assert_max_num_queries
):
    address = reverse("programs:program-guides", args=[cohort.program_id])
    cohort.program.preceptors.add(PreceptorFactory())
    with django_assert_max_num_queries(12) as one:
        browser.get(address)
    cohort.program.preceptors.add(*PreceptorFactory.create_batch(29))

    with django_assert_max_num_queries(len(one)):
        page = browser.get(address)

    assert len(page.context["rows"]) == 30


# Constraints


def test_a_learner_is_in_a_cohort_once(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)

    with pytest.raises(IntegrityError):
        EnrolmentFactory(cohort=cohort, learner=enrolment.learner)


def test_a_cohort_has_its_name_once_in_a_program(cohort):
    with pytest.raises(IntegrityError):
        CohortFactory(program=cohort.program, name=cohort.name)


@pytest.mark.parametrize("both", [True, False])
def test_a_choice_names_one_guide(both):
    guides = {"preceptor": PreceptorFactory(), "mentor": MentorFactory()} if both else {}

    with pytest.raises(IntegrityError):
        PairingChoiceFactory(**guides)


def test_an_override_has_a_reason():
    with pytest.raises(IntegrityError):
        RuleOverrideFactory(reason="")


def test_an_override_is_about_two_people():
    person = PersonFactory()

    with pytest.raises(IntegrityError):
        RuleOverrideFactory(guide=person, learner=person)
