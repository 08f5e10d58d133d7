"""P4, P11, M7: who may sign by a link, however they spell themselves."""

from dataclasses import replace

import pytest
from django.urls import reverse

from assessments.external.links import request_token
from assessments.external.models import ExternalAssessor, ExternalRequest
from assessments.external.services.confirmation import ConfirmationError
from assessments.external.services.external_request import ExternalRequestError
from assessments.progress.services import rebuild_progress
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import SignOffError
from people.models import AddressChange
from people.notices.models import Notice
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.assessments.external.test_confirming import text_of
from tests.assessments.external.test_external_request import filled
from tests.assessments.sign_offs.asking import (
    JO,
    ask_external,
    confirm_external,
    sign_external,
)
from tests.factories import NOON

# Of somebody who has come: it is never asked for here.
PASSWORD = "argon2$nobody-knows-it"


def named(email, name="Jo Park"):
    return replace(JO, email=email, name=name)


def be(person, email):
    type(person).objects.filter(pk=person.pk).update(email=email)
    person.email = email
    return person


# The learner


@pytest.mark.parametrize(
    ("own", "given"),
    [
        ("amara@trust.example", "amara+jo@trust.example"),
        ("amara@trust.example", "AMARA@TRUST.EXAMPLE"),
        ("amara@trust.example", "amara@trust.xn--exmple-4nf"),
        ("amara.okafor@gmail.com", "amaraokafor@googlemail.com"),
    ],
)
def test_p4_no_spelling_of_the_learners_address_signs(bedside, own, given):
    be(bedside.amara, own)
    bedside.preceptorship.learner.person.email = own

    with pytest.raises(ExternalRequestError, match="sign yourself off"):
        sign_external(bedside, ask_external(bedside), identity=named(given))

    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "given"),
    [("confirmed", "old@trust.example"), ("", "next@trust.example")],
)
def test_p4_no_other_address_of_the_learner_signs(bedside, outcome, given):
    AddressChange.objects.create(
        person=bedside.amara,
        old_email="old@trust.example",
        new_email="next@trust.example",
        asked_by=bedside.amara,
        asked_at=NOON,
        waits_until=NOON,
        closed_at=NOON if outcome else None,
        outcome=outcome,
    )

    with pytest.raises(ExternalRequestError, match="sign yourself off"):
        sign_external(bedside, ask_external(bedside), identity=named(given))


# Whoever has an account


@pytest.fixture
def colleague():
    return make.PersonFactory(name="Kim Lee", email="kim@trust.example", password=PASSWORD)


@pytest.mark.parametrize("given", ["kim@trust.example", "Kim+w@trust.ex\u0430mple"])
def test_p11_the_address_of_an_account_signs_nothing_by_link(bedside, colleague, given):
    signed = sign_external(bedside, ask_external(bedside), identity=named(given))

    assert signed is None
    assert not SignOff.objects.exists()
    assert ExternalRequest.objects.get().status == "has_account"
    told = set(Notice.objects.values_list("kind", "recipient__name"))
    assert told == {("external_log_in", "Kim Lee"), ("external_has_account", "Amara Okafor")}


def test_n7_the_mail_to_who_has_the_account_says_nothing_of_the_learner(bedside, colleague):
    sign_external(bedside, ask_external(bedside), identity=named(colleague.email))

    told = Notice.objects.get(recipient=colleague)
    assert (told.data, told.path) == ({}, reverse("people:today"))


def test_a_preceptor_is_led_to_sign_by_their_account(bedside):
    type(bedside.sam).objects.filter(pk=bedside.sam.pk).update(password=PASSWORD)

    sign_external(bedside, ask_external(bedside), identity=named(bedside.sam.email))

    place = [bedside.preceptorship.pk, bedside.catheter.pk]
    told = Notice.objects.get(recipient=bedside.sam)
    assert told.path == reverse("assessments:sign-off-create", args=place)


def test_who_is_deactivated_is_told_nothing(bedside, colleague):
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)

    sign_external(bedside, ask_external(bedside), identity=named(colleague.email))

    assert not Notice.objects.filter(recipient=colleague).exists()


@pytest.mark.usefixtures("at_noon")
def test_the_page_does_not_say_who_has_an_account(client, bedside, colleague):
    said = []
    for email in (colleague.email, "jo@example.org"):
        url = reverse("assessments:external-sign", args=[request_token(ask_external(bedside))])
        posted = client.post(url, filled(bedside, email=email))
        after = client.get(url)
        said.append((posted.status_code, after.status_code, text_of(after)))

    assert said[0] == said[1]


@pytest.mark.usefixtures("at_noon")
def test_who_is_logged_in_signs_by_their_account(client, bedside, colleague):
    client.force_login(colleague)
    url = reverse("assessments:external-sign", args=[request_token(ask_external(bedside))])

    page = client.post(url, filled(bedside))

    assert "Kim Lee is logged in here." in text_of(page)
    assert not SignOff.objects.exists()


@pytest.mark.usefixtures("at_noon")
def test_the_learner_may_hand_over_the_phone(client, bedside):
    client.force_login(bedside.amara)
    url = reverse("assessments:external-sign", args=[request_token(ask_external(bedside))])

    client.post(url, filled(bedside))

    assert SignOff.objects.get().is_unconfirmed


# Mentor and preceptors, by whatever address


@pytest.fixture
def mentor(bedside):
    mentorship = make.MentorshipFactory(learner=bedside.preceptorship.learner)
    person = mentorship.mentor.person
    type(person).objects.filter(pk=person.pk).update(name="Helen Ward")
    return person


def test_m7_the_learners_mentor_does_not_sign_by_link(bedside, mentor):
    asked = ask_external(bedside)

    with pytest.raises(ExternalRequestError, match="If you have an account"):
        sign_external(bedside, asked, identity=named("helen@home.test", "helen  WARD"))
    assert sign_external(bedside, asked, identity=named(mentor.email)) is None

    assert not SignOff.objects.exists()


def test_m7_the_learners_mentor_does_not_confirm(bedside, mentor):
    signed = sign_external(bedside, ask_external(bedside))

    with pytest.raises(ConfirmationError, match="can't sign"):
        confirm_external(signed, holder=mentor)


def test_p8_a_preceptor_does_not_sign_by_link_from_home(bedside):
    with pytest.raises(ExternalRequestError, match="If you have an account"):
        sign_external(
            bedside, ask_external(bedside), identity=named("priya@home.test", "Priya Nair")
        )


# Different people (P3)


def test_p3_the_same_mailbox_with_a_tag_is_the_same_assessor(bedside):
    for day, email in ((2, "jo@example.org"), (1, "jo+ward@example.org")):
        asked = ask_external(bedside, observed_on=days_ago(day))
        confirm_external(sign_external(bedside, asked, identity=named(email)))

    assert bedside.state().passes == 2
    assert bedside.state().assessors == 1
    assert ExternalAssessor.objects.count() == 1


@pytest.fixture
def newcomer(bedside):
    """Signs by a link today, and becomes a preceptor here tomorrow."""
    noor = named("noor@trust.example", "Noor Aziz")
    asked = ask_external(bedside, observed_on=days_ago(1))
    confirm_external(sign_external(bedside, asked, identity=noor))

    def arrive(**known):
        person = make.PersonFactory(**known)
        make.PreceptorAssignmentFactory(
            preceptorship=bedside.preceptorship,
            preceptor=make.PreceptorFactory(person=person, eligible=True),
            role="backup",
            valid_from=bedside.preceptorship.starts_on,
        )
        return person

    return arrive


@pytest.mark.parametrize(
    "known",
    [
        {"name": "Noor Aziz-Khan", "email": "noor@trust.example"},
        {"name": "Noor Aziz", "email": "n.aziz@elsewhere.test"},
    ],
)
def test_p3_who_signs_by_link_and_by_account_is_one_person(bedside, newcomer, known):
    bedside.sign(by=newcomer(**known))

    assert bedside.state().passes == 2
    assert bedside.state().assessors == 1
    assert list(rebuild_progress([bedside.preceptorship], check=True)) == []


def test_p3_somebody_else_is_another_person(bedside, newcomer):
    bedside.sign(by=newcomer(name="Ali Reza", email="ali@trust.example"))

    assert bedside.state().assessors == 2


def test_p3_one_a_day_holds_across_link_and_account(bedside, newcomer):
    person = newcomer(name="Noor Aziz", email="noor@trust.example")

    with pytest.raises(SignOffError, match="signed this already"):
        bedside.sign(by=person, observed_on=days_ago(1))


# The domains that a program accepts


@pytest.fixture
def trust_only(bedside):
    rules = bedside.preceptorship.program.preceptorship_rules
    rules.link_domains = ["trust.example", "college.example"]
    rules.save(update_fields=["link_domains"])


@pytest.mark.usefixtures("trust_only")
def test_p11_a_program_takes_addresses_of_its_domains_only(bedside):
    asked = ask_external(bedside)

    with pytest.raises(ExternalRequestError, match=r"from trust\.example or college\.example only"):
        sign_external(bedside, asked, identity=named("jo@trust.example.test"))
    assert sign_external(bedside, asked, identity=named("jo@ward.trust.example"))


@pytest.mark.usefixtures("trust_only", "at_noon")
def test_the_learner_and_the_signer_read_which_domains_are_accepted(client, bedside):
    asked = ask_external(bedside)
    link = reverse("assessments:external-sign", args=[request_token(asked)])
    signer = text_of(client.get(link))
    client.force_login(bedside.amara)
    place = [bedside.preceptorship.pk, bedside.catheter.pk]
    learner = text_of(client.get(reverse("assessments:external-request-create", args=place)))

    for page in (signer, learner):
        assert "work e-mails from trust.example or college.example only" in page
