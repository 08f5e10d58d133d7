"""The pages of asking and answering: what they show, what a press does."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.sign_offs.models import SignOff, SignOffRequest
from tests.assessments.sign_offs.asking import ask
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def login(client):
    def log_in(person):
        client.force_login(person)
        session = client.session
        session["password_confirmed"] = {"person": str(person.pk), "at": NOON.isoformat()}
        session.save()
        return client

    return log_in


def url(name, row):
    return reverse(f"assessments:sign-off-request-{name}", args=[row.pk])


def test_learner_asks_for_two_and_sees_them_wait(login, three):
    client = login(three.amara)
    competencies = [str(three.catheter.pk), str(three.drain.pk)]

    response = client.post(
        url("create", three.preceptorship),
        {
            "assessor": str(three.priya.pk),
            "observed_on": TODAY.isoformat(),
            "competencies": competencies,
        },
        follow=True,
    )

    page = response.content.decode()
    assert "Asked Priya Nair for 2 sign-offs." in page
    assert len(response.context["waiting"]) == 2


def test_the_form_keeps_what_was_typed_when_it_will_not_do(login, bedside):
    response = login(bedside.amara).post(
        url("create", bedside.preceptorship),
        {
            "assessor": str(bedside.priya.pk),
            "observed_on": (TODAY + timedelta(days=1)).isoformat(),
            "competencies": [str(bedside.catheter.pk)],
        },
    )

    form = response.context["form"]
    assert "from the start" in str(form.non_field_errors())
    assert form["competencies"].value() == [str(bedside.catheter.pk)]


def test_the_address_names_what_is_asked_for(login, bedside):
    page = login(bedside.amara).get(
        url("create", bedside.preceptorship), {"competency": [bedside.catheter.pk, "nonsense"]}
    )

    [box] = re.findall(r'<input[^>]*name="competencies"[^>]*>', page.content.decode())
    assert f'value="{bedside.catheter.pk}"' in box
    assert "checked" in box.replace("checkbox", "")


def test_from_the_notice_straight_to_signing_and_the_request_is_answered(login, bedside):
    [request] = ask(bedside)
    client = login(bedside.priya)

    page = client.get(url("detail", request), follow=True)
    form = page.context["form"]
    client.post(
        page.redirect_chain[-1][0],
        {
            "level": str(bedside.levels[4].pk),
            "method": "workplace",
            "observed_on": form["observed_on"].value().isoformat(),
            "comment": "",
            "idempotency_key": str(form["idempotency_key"].value()),
        },
    )

    request.refresh_from_db()
    assert request.sign_off == SignOff.objects.get()


def test_the_form_says_what_was_asked_already(login, bedside):
    ask(bedside)

    page = login(bedside.amara).get(url("create", bedside.preceptorship)).content.decode()

    assert f"{bedside.catheter} · Asked Priya on 23 Nov" in page


def test_the_list_of_requests_says_whose_they_are(login, bedside):
    said = {}
    for reader in (bedside.amara, bedside.dana):
        page = login(reader).get(url("list", bedside.preceptorship)).content.decode()
        said[reader] = "What you asked" in page, "What Amara has asked" in page

    assert said == {bedside.amara: (True, False), bedside.dana: (False, True)}


def test_could_not_assess_asks_why_and_tells_the_learner(login, bedside):
    [request] = ask(bedside)
    client = login(bedside.priya)

    refused = client.post(url("decline", request), {})
    client.post(url("decline", request), {"obstacle": "too_little"})

    request.refresh_from_db()
    assert "Choose a reason." in refused.content.decode()
    assert request.status == SignOffRequest.Status.NOT_ASSESSED


def test_the_list_of_the_preceptor_groups_by_learner(login, three):
    ask(three, three.catheter, three.drain)

    page = login(three.priya).get(reverse("assessments:sign-off-list")).content.decode()

    assert "Amara Okafor asks" in page
    assert page.count('name="request"') == 2


def bulk(bedside, requests):
    query = "&".join(f"request={asking.pk}" for asking in requests)
    return reverse("assessments:sign-off-bulk", args=[bedside.preceptorship.pk]) + f"?{query}"


def filled(bedside, forms):
    data = {}
    for form in forms:
        data |= {
            f"{form.prefix}-level": str(bedside.levels[4].pk),
            f"{form.prefix}-method": "workplace",
            f"{form.prefix}-observed_on": TODAY.isoformat(),
            f"{form.prefix}-comment": "",
            f"{form.prefix}-idempotency_key": str(form["idempotency_key"].value()),
        }
    return data


def test_p10_two_are_signed_in_one_act(login, three):
    requests = ask(three, three.catheter, three.drain)
    client = login(three.priya)
    forms = client.get(bulk(three, requests)).context["forms"]

    client.post(bulk(three, requests), filled(three, forms))
    client.post(bulk(three, requests), filled(three, forms))

    assert SignOff.objects.count() == 2
    assert not SignOffRequest.objects.open().exists()


def test_p10_a_critical_one_is_set_apart(login, three):
    requests = ask(three, three.catheter, three.blood)

    response = login(three.priya).get(bulk(three, requests))

    assert [form.asked.competency for form in response.context["forms"]] == [three.catheter]
    assert "signed separately" in response.content.decode()


def test_a_fault_stands_with_its_competency_and_nothing_is_signed(login, three):
    requests = ask(three, three.catheter, three.drain)
    client = login(three.priya)
    forms = client.get(bulk(three, requests)).context["forms"]
    data = filled(three, forms) | {
        f"{forms[1].prefix}-observed_on": (TODAY + timedelta(days=1)).isoformat()
    }

    response = client.post(bulk(three, requests), data)

    assert "future" in str(response.context["forms"][1].non_field_errors())
    assert not SignOff.objects.exists()


def test_requests_of_others_are_not_signed_in_bulk(login, three):
    requests = ask(three, three.catheter, three.drain)

    response = login(three.sam).get(bulk(three, requests))

    assert response.url == reverse("assessments:sign-off-list")


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_queries_for_one_request_and_for_thirty(
    login,
    unopened_bedside,
    django_assert_max_num_queries,
    count,
):
    bedside = unopened_bedside
    many = [bedside.ask(f"Competency {number}", position=number) for number in range(2, count + 2)]
    bedside.open()
    for start in range(0, count, 10):
        ask(bedside, *many[start : start + 10])
    client = login(bedside.priya)

    with django_assert_max_num_queries(18):
        client.get(reverse("assessments:sign-off-list"))
    with django_assert_max_num_queries(16):
        client.get(url("list", bedside.preceptorship))


def test_today_names_who_asks(login, three):
    ask(three, three.catheter, three.drain)

    page = login(three.priya).get(reverse("people:today")).content.decode()

    assert "Amara Okafor asks for 2 sign-offs" in page
