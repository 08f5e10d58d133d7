"""The pages of signing: who gets them, what they show, what a press does."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.ledger.models import LedgerEntry
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import revoke_sign_off
from people.models import Approval
from programs.cohorts.models import Method
from programs.frameworks.models import RatingScale
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.factories import NOON, TODAY

PASSWORD = "a quiet corridor"


pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def login(client, bedside):
    """Log somebody in; with a fresh password unless told otherwise."""

    def log_in(person, *, is_fresh=True):
        client.force_login(person)
        if is_fresh:
            session = client.session
            session["password_confirmed"] = {"person": str(person.pk), "at": NOON.isoformat()}
            session.save()
        return client

    return log_in


def sign_url(bedside, competency=None):
    competency = competency or bedside.catheter
    return reverse("assessments:sign-off-create", args=[bedside.preceptorship.pk, competency.pk])


def filled(bedside, **given):
    return {
        "level": str(bedside.levels[4].pk),
        "method": "workplace",
        "observed_on": TODAY.isoformat(),
        "comment": "",
        "idempotency_key": str(uuid4()),
    } | given


def test_sign_off_create_offers_level_method_and_today(login, bedside):
    response = login(bedside.priya).get(sign_url(bedside))

    form = response.context["form"]
    assert response.status_code == 200
    assert [level.value for level in form.fields["level"].queryset] == [1, 2, 3, 4, 5]
    assert (form["method"].initial, form["observed_on"].initial) == (Method.WORKPLACE, TODAY)
    assert "Sign as Priya Nair, RN" in response.content.decode()


def test_sign_off_create_shows_every_anchor(login, bedside):
    response = login(bedside.priya).get(sign_url(bedside))

    assert response.content.decode().count("A word of advice was enough.") == 5


def test_sign_off_create_says_who_can_read_the_comment(login, bedside):
    response = login(bedside.priya).get(sign_url(bedside))

    readers = re.search(r"Amara Okafor, [^<]* can read this\.", response.content.decode())
    assert readers.group() == (
        "Amara Okafor, anyone assigned to Amara as preceptor, Dana Cole (coordinator) "
        "and site administrators can read this."
    )


def test_sign_off_detail_says_you_to_its_reader(login, bedside):
    signed = bedside.sign()
    url = reverse("assessments:sign-off-detail", args=[signed.pk])

    learners = login(bedside.amara).get(url).context["readers"]
    coordinators = login(bedside.dana).get(url).context["readers"]

    assert learners.startswith("You, anyone assigned to you as preceptor, Dana Cole (coordinator)")
    assert "as preceptor, you (coordinator) and site administrators" in coordinators


@pytest.mark.parametrize("page", ["competency-record", "checklist-print"])
def test_what_was_signed_is_in_the_record_in_words_that_are_not_the_signers(login, bedside, page):
    scale = RatingScale.objects.get(preset="help_given")
    bedside.program.preceptorship_rules.rating_scale = scale
    bedside.program.preceptorship_rules.save()
    level = scale.levels.get(value=4)
    bedside.sign(level=level)
    arguments = [bedside.preceptorship.pk, bedside.catheter.pk][: 1 + (page != "checklist-print")]

    shown = login(bedside.amara).get(reverse(f"assessments:{page}", args=arguments))

    content = shown.content.decode()
    assert "With someone standing by" in content
    assert level.anchor not in content
    # The signer's own words stand there only as a quotation.
    assert content.count("I stood by") == content.count("“I stood by”")


def test_sign_off_create_signs_and_leads_to_the_receipt(login, bedside):
    response = login(bedside.priya).post(sign_url(bedside), filled(bedside))

    sign_off = SignOff.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("assessments:sign-off-detail", args=[sign_off.pk])


def test_sign_off_create_sent_twice_signs_once(login, bedside):
    data = filled(bedside)

    first, second = (login(bedside.priya).post(sign_url(bedside), data) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert LedgerEntry.objects.exclude(kind="require").count() == 1


def test_sign_off_create_asks_for_the_password_where_it_is_not_fresh(login, bedside):
    bedside.priya.set_password(PASSWORD)
    bedside.priya.save()

    response = login(bedside.priya, is_fresh=False).post(sign_url(bedside), filled(bedside))

    assert response.status_code == 200
    assert response.context["form"].errors == {"password": ["Enter your password."]}
    assert not SignOff.objects.exists()


def test_sign_off_create_takes_the_password_in_the_same_form(login, bedside):
    bedside.priya.set_password(PASSWORD)
    bedside.priya.save()
    client = login(bedside.priya, is_fresh=False)

    client.post(sign_url(bedside), filled(bedside, password=PASSWORD))
    client.post(sign_url(bedside), filled(bedside, observed_on=days_ago(1).isoformat()))

    assert SignOff.objects.count() == 2


def test_sign_off_create_keeps_what_was_typed(login, bedside):
    response = login(bedside.priya).post(
        sign_url(bedside), filled(bedside, level="", comment="Explained every step.")
    )

    form = response.context["form"]
    assert form.errors == {"level": ["Choose the level you saw."]}
    assert form["comment"].value() == "Explained every step."


def test_sign_off_create_shows_the_rule_beside_the_form(login, bedside):
    tomorrow = (TODAY + timedelta(days=1)).isoformat()

    response = login(bedside.priya).post(sign_url(bedside), filled(bedside, observed_on=tomorrow))

    assert response.status_code == 200
    assert "is in the future" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("priya", 200), ("sam", 200), ("amara", 403), ("dana", 403), ("stranger", 404)],
)
def test_sign_off_create_by_role(login, bedside, role, status):
    person = make.PersonFactory() if role == "stranger" else getattr(bedside, role)

    assert login(person).get(sign_url(bedside)).status_code == status
    assert login(person).post(sign_url(bedside), {}).status_code == status


def test_p8_refusal_is_a_page_that_names_who_can_sign(login, bedside):
    Approval.objects.filter(person=bedside.priya).update(valid_to=days_ago(1))

    response = login(bedside.priya).get(sign_url(bedside))

    page = response.content.decode()
    assert response.status_code == 403
    assert "The approval as preceptor does not cover 23 Nov 2026." in page
    assert [person.name for person in response.context["eligible"]] == ["Sam Okoye"]


def test_p8_a_lapsed_preceptor_still_signs_for_the_days_before(login, bedside):
    Approval.objects.filter(person=bedside.priya).update(valid_to=days_ago(1))
    client = login(bedside.priya)

    page = client.get(sign_url(bedside) + "?earlier=yes")
    refused = client.post(sign_url(bedside), filled(bedside))
    signed = client.post(sign_url(bedside), filled(bedside, observed_on=days_ago(1).isoformat()))

    assert (page.status_code, refused.status_code, signed.status_code) == (200, 403, 302)


def test_sign_off_create_of_a_competency_of_elsewhere_is_not_there(login, bedside):
    assert login(bedside.priya).get(sign_url(bedside, bedside.group)).status_code == 404


def test_sign_off_detail_is_the_receipt_and_leads_on(login, unopened_bedside):
    bedside = unopened_bedside
    bedside.ask("Hand over", position=2)
    bedside.open()
    sign_off = bedside.sign(comment="Explained every step.")

    response = login(bedside.priya).get(reverse("assessments:sign-off-detail", args=[sign_off.pk]))

    page = response.content.decode()
    assert "Explained every step." in page
    # Nobody asked for the next skill on the checklist.
    assert "Hand over" not in page
    assert f'href="{reverse("assessments:sign-off-list")}">Back to the requests' in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("priya", 200), ("sam", 200), ("amara", 200), ("dana", 200), ("stranger", 404)],
)
def test_sign_off_detail_by_role(login, bedside, role, status):
    url = reverse("assessments:sign-off-detail", args=[bedside.sign().pk])
    person = make.PersonFactory() if role == "stranger" else getattr(bedside, role)

    assert login(person).get(url).status_code == status


def test_p20_whoever_signed_keeps_seeing_their_signature(login, bedside):
    sign_off = bedside.sign()
    bedside.preceptorship.assignments.update(valid_to=days_ago(1))

    response = login(bedside.priya).get(reverse("assessments:sign-off-detail", args=[sign_off.pk]))

    assert response.status_code == 200
    assert bedside.checklist_url not in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("priya", 200), ("sam", 403), ("amara", 403), ("dana", 200), ("stranger", 404)],
)
def test_sign_off_revoke_by_role(login, bedside, role, status):
    url = reverse("assessments:sign-off-revoke", args=[bedside.sign().pk])
    person = make.PersonFactory() if role == "stranger" else getattr(bedside, role)

    assert login(person).get(url).status_code == status


def test_sign_off_revoke_names_the_consequence(login, bedside):
    signed = bedside.sign(at=NOON - timedelta(hours=1))
    url = reverse("assessments:sign-off-revoke", args=[signed.pk])

    once = " ".join(login(bedside.priya).get(url).content.decode().split())
    bedside.sign(by=bedside.sam)
    twice = login(bedside.priya).get(url).content.decode()

    assert "is no longer signed off. We'll tell Amara." in once
    assert "is still signed off without it" in twice


def test_sign_off_revoke_takes_it_back(login, bedside):
    sign_off = bedside.sign()
    url = reverse("assessments:sign-off-revoke", args=[sign_off.pk])

    response = login(bedside.priya).post(url, {"reason": "Wrong level"})

    sign_off.refresh_from_db()
    assert response.status_code == 302
    assert (sign_off.revoked_by, bedside.progress.achieved) == (bedside.priya, 0)


def test_sign_off_create_mails_a_code_to_who_has_no_password(login, bedside, mailoutbox):
    client = login(bedside.priya, is_fresh=False)
    typed = filled(bedside) | {"comment": "Explained every step."}

    asked = client.post(sign_url(bedside), typed | {"send_code": "yes"})
    code = re.search(r"^\d{6}$", mailoutbox[0].body, re.MULTILINE)[0]
    client.post(sign_url(bedside), typed | {"password": code})

    assert "Explained every step." in asked.content.decode()
    assert SignOff.objects.get().assessor == bedside.priya


def test_sign_off_revoke_asks_for_the_password_too(login, bedside):
    bedside.priya.set_password(PASSWORD)
    bedside.priya.save()
    url = reverse("assessments:sign-off-revoke", args=[bedside.sign().pk])

    response = login(bedside.priya, is_fresh=False).post(url, {"reason": "Wrong level"})

    assert response.context["form"].errors == {"password": ["Enter your password."]}


def test_sign_off_revoke_of_a_revoked_one_leads_to_it(login, bedside):
    sign_off = bedside.sign()
    revoke_sign_off(sign_off=sign_off, by=bedside.priya, reason="Wrong level", at=NOON)

    response = login(bedside.priya).get(reverse("assessments:sign-off-revoke", args=[sign_off.pk]))

    assert response["Location"] == reverse("assessments:sign-off-detail", args=[sign_off.pk])


def test_sign_off_list_shows_ones_learners_and_what_one_signed(login, bedside):
    sign_off = bedside.sign()
    make.PreceptorshipFactory(primary=make.PreceptorFactory())

    response = login(bedside.priya).get(reverse("assessments:sign-off-list"))

    assert [row.learner for row in response.context["rows"]] == [bedside.amara]
    assert response.context["page"].rows == [sign_off]


def test_sign_off_list_teaches_where_there_is_nothing(login, bedside):
    response = login(make.PersonFactory()).get(reverse("assessments:sign-off-list"))

    assert "Once a coordinator pairs you with someone" in response.content.decode()


def test_undo_takes_one_press_while_the_password_is_fresh(login, bedside):
    signed = bedside.sign()
    client = login(bedside.priya)
    page = client.get(reverse("assessments:sign-off-detail", args=[signed.pk])).content.decode()

    client.post(reverse("assessments:sign-off-undo", args=[signed.pk]))

    signed.refresh_from_db()
    assert "for ten minutes after signing" in page
    assert signed.revoked_by == bedside.priya


def test_undo_with_a_stale_password_leads_on_to_revoking(login, bedside):
    signed = bedside.sign()

    response = login(bedside.priya, is_fresh=False).post(
        reverse("assessments:sign-off-undo", args=[signed.pk])
    )

    signed.refresh_from_db()
    assert response.url == reverse("assessments:sign-off-revoke", args=[signed.pk])
    assert signed.is_standing
