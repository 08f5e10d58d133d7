"""Whoever is in a hurry signs what was asked, for whom and for the day that was meant."""

import re

import pytest
from django.urls import reverse

from assessments.sign_offs.models import SignOff
from people.models import Approval
from people.notices.models import Notice
from tests import factories as make
from tests.assessments.bedside import another_learner, days_ago
from tests.assessments.sign_offs.asking import ask, ask_external, sign_external
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("at_noon")


def url(name, *arguments):
    return reverse(f"assessments:{name}", args=arguments)


def sign_url(bedside, competency):
    return url("sign-off-create", bedside.preceptorship.pk, competency.pk)


def words_of(response):
    return " ".join(response.content.decode().split())


# --- What is next ---------------------------------------------------------------------------


def test_next_is_the_learners_next_request_with_its_id(login, three):
    (asked,) = ask(three, three.drain, observed_on=days_ago(3))
    signed = three.sign()

    page = login(three.priya).get(url("sign-off-detail", signed.pk)).content.decode()

    assert f'href="{sign_url(three, three.drain)}?request={asked.pk}"' in page


def test_next_is_never_what_was_asked_of_somebody_else(login, three):
    ask(three, three.drain, assessor=three.sam)
    signed = three.sign()

    page = login(three.priya).get(url("sign-off-detail", signed.pk)).content.decode()

    assert sign_url(three, three.drain) not in page
    assert "Back to the requests" in page


def test_a_form_opened_without_the_request_answers_it_with_its_day(login, three):
    (asked,) = ask(three, observed_on=days_ago(3))

    response = login(three.priya).get(sign_url(three, three.catheter), follow=True)

    answered = f"{sign_url(three, three.catheter)}?request={asked.pk}"
    assert response.redirect_chain == [(answered, 302)]
    assert response.context["form"]["observed_on"].value() == days_ago(3)
    assert "asks you to sign what you saw on" in words_of(response)


def test_another_day_can_be_signed_while_a_request_waits(login, three):
    ask(three, observed_on=days_ago(3))

    response = login(three.priya).get(f"{sign_url(three, three.catheter)}?request=")

    assert response.status_code == 200
    assert response.context["form"]["observed_on"].value() == TODAY


def test_an_earlier_day_keeps_the_request(login, three):
    (asked,) = ask(three, observed_on=days_ago(3))
    Approval.objects.filter(person=three.priya).update(valid_to=days_ago(2))

    page = login(three.priya).get(sign_url(three, three.catheter), follow=True).content.decode()

    assert f"?earlier=yes&amp;request={asked.pk}" in page


def test_a_phone_handed_over_offers_the_request_with_its_day(login, three):
    from assessments.sign_offs.services.signing_pin import set_pin

    ask(three, observed_on=days_ago(3))
    for person in (three.priya, three.sam):
        set_pin(person=person, pin="481526", at=NOON)

    page = login(three.amara).get(
        url("sign-off-hand-over", three.preceptorship.pk, three.catheter.pk)
    )

    form = page.context["form"]
    assert (form["observed_on"].value(), form["assessor"].value()) == (days_ago(3), three.priya.pk)


# --- Whose it is ----------------------------------------------------------------------------


def signing_pages(three):
    """Every page on which somebody signs, with who may, and the text of its button."""
    from assessments.external.links import request_token

    asked = ask(three, three.catheter, three.drain)
    link = ask_external(three, competency=three.drain)
    disowned = sign_external(three, ask_external(three))
    signed = three.sign(by=three.sam)
    SignOff.objects.filter(pk=disowned.pk).update(suspended_at=NOON, suspension=disowned.entry)
    query = "&".join(f"request={asking.pk}" for asking in asked)
    place = (three.preceptorship.pk, three.catheter.pk)
    return {
        "sign": (three.priya, f"{url('sign-off-create', *place)}?request={asked[0].pk}"),
        "bulk": (three.priya, f"{url('sign-off-bulk', three.preceptorship.pk)}?{query}"),
        "hand over": (three.amara, url("sign-off-hand-over", *place)),
        "link": (None, url("external-sign", request_token(link))),
        "revoke": (three.sam, url("sign-off-revoke", signed.pk)),
        "reinstate": (three.dana, url("sign-off-reinstate", disowned.pk)),
    }


PAGES = ("sign", "bulk", "hand over", "link", "revoke", "reinstate")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_that_signs_names_the_learner(login, client, three, name):
    from assessments.sign_offs.services.signing_pin import set_pin

    set_pin(person=three.priya, pin="481526", at=NOON)
    person, address = signing_pages(three)[name]
    if person:
        login(person)

    page = words_of(client.get(address))

    heading = page.split("<h1", 1)[1].split("</h1>", 1)[0]
    button = page.rsplit('class="btn btn-', 1)[1].split("</button>", 1)[0]
    assert "Amara Okafor" in heading
    assert "Amara" in button
    if name not in ("revoke", "reinstate"):
        assert "I saw Amara Okafor do this myself, and this is my assessment." in page


def test_every_page_that_signs_is_known_here():
    """Whatever template says “By signing you say”, or sends a signature, stands above."""
    from pathlib import Path

    pages = Path("templates").rglob("*.html")
    signing = {page.name for page in pages if "By signing you say" in page.read_text()}

    assert signing == {
        "sign_off_create.html",
        "sign_off_bulk.html",
        "sign_off_hand_over.html",
        "external_sign.html",
    }


def test_answer_beside_a_learner_leads_to_that_learner(login, three):
    jonas = another_learner(three, "Jonas Weber")
    ask(three)
    ask(three, three.drain, three.blood, preceptorship=jonas, by=jonas.learner.person)
    client = login(three.priya)

    lines = client.get(reverse("people:today")).content.decode().split("<li")
    (line,) = [line for line in lines if "Jonas Weber asks" in line]
    page = client.get(re.search(r'href="(/sign-offs/[^"]*)"', line)[1])

    assert {asked.preceptorship for asked in page.context["waiting"]} == {jonas}
    assert url("sign-off-list") + f"?learner={jonas.pk}" in Notice.objects.filter(
        recipient=three.priya, path__contains=str(jonas.pk)
    ).values_list("path", flat=True)


def test_a_learner_named_who_waits_for_nothing_hides_nobody(login, three):
    jonas = another_learner(three, "Jonas Weber")
    ask(three)

    page = login(three.priya).get(url("sign-off-list") + f"?learner={jonas.pk}")

    assert [asked.preceptorship for asked in page.context["waiting"]] == [three.preceptorship]
    assert "All requests to you" not in page.content.decode()


# --- Asking ---------------------------------------------------------------------------------


def test_asking_for_what_is_overdue_ticks_it_and_invents_no_day(login, three):
    three.preceptorship.competency_states.exclude(competency=three.blood).update(due_on=days_ago(1))
    client = login(three.amara)

    line = next(
        line
        for line in client.get(reverse("people:today")).content.decode().split("<div")
        if "overdue=yes" in line or "are overdue" in line
    )
    form = client.get(
        url("sign-off-request-create", three.preceptorship.pk) + "?overdue=yes"
    ).context["form"]

    assert "are overdue" in line or "overdue=yes" in line
    assert set(form["competencies"].value()) == {three.catheter.pk, three.drain.pk}
    assert form["assessor"].value() == three.priya.pk
    assert form["observed_on"].value() is None


def test_asking_for_what_is_overdue_ticks_no_more_than_go_at_once(login, three):
    three.program.preceptorship_rules.bulk_limit = 1
    three.program.preceptorship_rules.save()
    three.preceptorship.competency_states.update(due_on=days_ago(1))

    form = (
        login(three.amara)
        .get(url("sign-off-request-create", three.preceptorship.pk) + "?overdue=yes")
        .context["form"]
    )

    assert len(form["competencies"].value()) == 1


def test_ask_stands_beside_each_open_competency_of_ones_own(login, three):
    three.sign()
    ask_url = url("sign-off-request-create", three.preceptorship.pk)

    page = login(three.amara).get(three.checklist_url).content.decode()

    assert f"{ask_url}?competency={three.drain.pk}" in page
    assert f"{ask_url}?competency={three.catheter.pk}" not in page
    assert ask_url not in login(three.priya).get(three.checklist_url).content.decode()


def test_p18_ones_own_learners_and_those_one_stands_in_for_are_two_lists(login, three):
    jonas = another_learner(three, "Jonas Weber")
    make.PreceptorAssignmentFactory(
        preceptorship=jonas, preceptor=three.sam.preceptor, role="backup"
    )
    other = another_learner(three, "Mia Roth")
    other.assignments.update(preceptor=three.sam.preceptor)

    context = login(three.sam).get(url("sign-off-list")).context

    assert [str(row.learner) for row in context["rows"]] == ["Mia Roth"]
    assert [str(row.learner) for row in context["others"]] == ["Amara Okafor", "Jonas Weber"]
    page = words_of(login(three.sam).get(reverse("people:today")))
    assert page.index("People you sign off") < page.index("Mia Roth")
    assert page.index("You're their backup") < page.index("Jonas Weber")
