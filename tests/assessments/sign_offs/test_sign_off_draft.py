"""What was noted without a network arrives once, is the author's alone, and is never dropped."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.sign_offs.models import SignOff, SignOffDraft
from assessments.sign_offs.offline import files, short_code, wording_for
from assessments.sign_offs.services.sign_off_draft import (
    DraftError,
    answer_draft,
    conflict_of,
    receive_draft,
)
from people.device import device_key
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("at_noon")


def facts(bedside, **given):
    return {
        "draft_id": uuid4(),
        "preceptorship": bedside.preceptorship.pk,
        "competency": bedside.catheter.pk,
        "level": bedside.levels[4].pk,
        "comment": "",
        "recorded_at": NOON - timedelta(hours=1),
    } | given


def receive(bedside, **given):
    by = given.pop("by", bedside.priya)
    return receive_draft(by=by, at=NOON, **facts(bedside, **given))


def test_receive_draft_twice_stores_it_once(bedside):
    key = uuid4()

    assert receive(bedside, draft_id=key) == receive(bedside, draft_id=key)
    assert SignOffDraft.objects.count() == 1


def test_receive_draft_refuses_an_id_of_somebody_elses(bedside):
    key = uuid4()
    receive(bedside, draft_id=key)

    with pytest.raises(DraftError):
        receive(bedside, draft_id=key, by=bedside.sam)


@pytest.mark.parametrize("what", ["preceptorship", "competency", "level"])
def test_receive_draft_refuses_what_does_not_exist(bedside, what):
    with pytest.raises(DraftError, match="isn't in your records"):
        receive(bedside, **{what: uuid4()})


def test_receive_draft_says_the_same_of_what_is_somebody_elses(bedside):
    """Else a stranger finds out which ids there are."""
    stranger = make.PersonFactory()
    key = uuid4()
    receive(bedside, draft_id=key)
    tries = ({}, {"preceptorship": uuid4()}, {"competency": uuid4()}, {"draft_id": key})

    said = set()
    for given in tries:
        with pytest.raises(DraftError) as refused:
            receive(bedside, by=stranger, **given)
        said.add(str(refused.value))

    assert len(said) == 1


def test_receive_draft_takes_in_what_was_noted_before_a_hand_over(bedside):
    bedside.preceptorship.assignments.update(valid_to=TODAY - timedelta(days=1))

    assert receive(bedside).by == bedside.priya


def test_receive_draft_takes_no_clock_from_the_future(bedside):
    assert receive(bedside, recorded_at=NOON + timedelta(days=3)).recorded_at == NOON


def test_receive_draft_takes_two_hundred_at_most(bedside):
    make.SignOffDraftFactory.create_batch(
        200,
        by=bedside.priya,
        preceptorship=bedside.preceptorship,
        competency=bedside.catheter,
    )

    with pytest.raises(DraftError, match="200 notes"):
        receive(bedside)


def test_what_no_longer_fits_is_kept_and_says_why(bedside):
    draft = receive(bedside)
    assert conflict_of(draft, today=TODAY) == ""

    bedside.sign()
    assert "already signed this" in conflict_of(draft, today=TODAY)
    bedside.preceptorship.assignments.filter(preceptor__person=bedside.priya).update(
        valid_to=days_ago(1)
    )
    assert "no longer assigned" in conflict_of(draft, today=TODAY)
    assert SignOffDraft.objects.waiting_for(bedside.priya).get() == draft


def test_a_closed_record_is_a_conflict(bedside):
    draft = receive(bedside)
    bedside.preceptorship.status, bedside.preceptorship.closed_at = "withdrawn", NOON
    bedside.preceptorship.save()
    draft = SignOffDraft.objects.with_what().get(pk=draft.pk)

    assert "closed in the meantime" in conflict_of(draft, today=TODAY)


def test_answer_draft_ends_the_waiting(bedside):
    draft = receive(bedside)

    answer_draft(draft=draft, sign_off=bedside.sign(), at=NOON)

    assert not SignOffDraft.objects.waiting_for(bedside.priya)


def test_sign_off_draft_signed_is_closed(bedside):
    draft = receive(bedside)

    with pytest.raises(IntegrityError), transaction.atomic():
        SignOffDraft.objects.filter(pk=draft.pk).update(sign_off=bedside.sign())


# What a device keeps


def test_wording_holds_no_name(bedside):
    said = json.dumps(wording_for(bedside.priya, today=TODAY))

    assert "Insert a urinary catheter" in said
    assert short_code(bedside.preceptorship) in said
    for person in (bedside.amara, bedside.priya, bedside.sam, bedside.dana):
        for word in (*person.name.split(), person.email, str(person.pk)):
            assert word not in said


def test_wording_is_of_ones_own_open_records(bedside):
    assert wording_for(make.PersonFactory(), today=TODAY) == []
    assert wording_for(bedside.dana, today=TODAY) == []
    [signing], [learning] = (
        wording_for(person, today=TODAY) for person in (bedside.priya, bedside.amara)
    )
    assert (signing["signs"], len(signing["levels"])) == (True, 5)
    assert (learning["signs"], learning["levels"]) == (False, [])


def test_device_key_tells_people_apart_and_says_nothing(bedside):
    key = device_key(bedside.priya)

    assert key == device_key(bedside.priya) != device_key(bedside.sam)
    assert key not in str(bedside.priya.pk)


# The addresses


def send(client, bedside, **given):
    sent = facts(bedside, **given)
    sent["recorded_at"] = "2026-11-23T11:00:00.000Z"
    return client.post(reverse("assessments:draft-receive"), sent)


def test_draft_receive_says_that_it_is_stored(client, bedside):
    client.force_login(bedside.priya)

    response = send(client, bedside)

    assert (response.status_code, response.json()["state"]) == (200, "stored")
    assert SignOffDraft.objects.get().recorded_at == NOON - timedelta(hours=1)


def test_draft_receive_tells_a_device_whose_session_is_over(client, bedside):
    response = send(client, bedside)

    assert (response.status_code, response.json()["state"]) == (401, "log_in")


@pytest.mark.parametrize("wrong", [{"draft_id": "x"}, {"competency": ""}, {"comment": "a" * 2001}])
def test_draft_receive_refuses_what_is_no_draft(client, bedside, wrong):
    client.force_login(bedside.priya)

    response = send(client, bedside, **wrong)

    assert (response.status_code, response.json()["state"]) == (400, "refused")
    assert not SignOffDraft.objects.exists()


def test_draft_list_leads_to_signing_with_what_was_noted(client, bedside):
    client.force_login(bedside.priya)
    draft = receive(bedside, comment="Steady hands.")

    page = client.get(reverse("assessments:draft-list")).content.decode()
    url = reverse(
        "assessments:sign-off-create", args=[bedside.preceptorship.pk, bedside.catheter.pk]
    )
    form = client.get(f"{url}?draft={draft.pk}").context["form"]

    assert f"{url}?draft={draft.pk}" in page
    assert form.initial == {
        "level": bedside.levels[4].pk,
        "observed_on": TODAY,
        "comment": "Steady hands.",
        "idempotency_key": draft.pk,
    }


def test_a_draft_is_signed_once_however_often(client, bedside):
    client.force_login(bedside.priya)
    draft = receive(bedside)
    session = client.session
    session["password_confirmed"] = {"person": str(bedside.priya.pk), "at": NOON.isoformat()}
    session.save()
    url = reverse(
        "assessments:sign-off-create", args=[bedside.preceptorship.pk, bedside.catheter.pk]
    )
    filled = {
        "level": bedside.levels[4].pk,
        "method": "workplace",
        "observed_on": TODAY,
        "idempotency_key": draft.pk,
    }

    for _ in range(2):
        client.post(f"{url}?draft={draft.pk}", filled)

    assert SignOff.objects.get().pk == SignOffDraft.objects.get().sign_off_id


def test_draft_list_shows_nobodys_name_to_who_may_not_see_it(client, bedside):
    stranger = make.PersonFactory()
    make.SignOffDraftFactory(
        by=stranger, preceptorship=bedside.preceptorship, competency=bedside.catheter
    )
    client.force_login(stranger)

    page = client.get(reverse("assessments:draft-list")).content.decode()

    assert "Amara" not in page
    assert "no longer assigned" in page


def test_a_learners_draft_is_asked_for(client, bedside):
    client.force_login(bedside.amara)
    draft = receive(bedside, by=bedside.amara, level=None)
    url = reverse("assessments:sign-off-request-create", args=[bedside.preceptorship.pk])

    page = client.get(reverse("assessments:draft-list")).content.decode()
    client.post(
        f"{url}?draft={draft.pk}",
        {"assessor": bedside.priya.pk, "observed_on": TODAY, "competencies": [bedside.catheter.pk]},
    )

    assert url in page
    assert not SignOffDraft.objects.waiting_for(bedside.amara)


def test_asking_for_a_draft_shows_what_was_noted_and_presumes_nobody(client, bedside):
    client.force_login(bedside.amara)
    draft = receive(bedside, by=bedside.amara, level=None, comment="In the lift with Marcus.")
    url = reverse("assessments:sign-off-request-create", args=[bedside.preceptorship.pk])

    noted = client.get(f"{url}?competency={bedside.catheter.pk}&draft={draft.pk}")
    plain = client.get(url)

    assert noted.context["form"]["assessor"].value() is None
    assert "In the lift with Marcus." in noted.content.decode()
    assert plain.context["form"]["assessor"].value() == bedside.priya.pk
    assert "In the lift with Marcus." not in plain.content.decode()


def test_draft_discard_is_the_authors(client, bedside):
    draft = receive(bedside)
    url = reverse("assessments:draft-discard", args=[draft.pk])
    client.force_login(bedside.sam)
    assert client.post(url).status_code == 404
    client.force_login(bedside.priya)
    client.post(url)

    assert not SignOffDraft.objects.waiting_for(bedside.priya)


# The page that is kept


@pytest.mark.django_db
def test_offline_knows_nobody_without_a_cookie(client):
    page = client.get(reverse("assessments:offline"))

    assert page.status_code == 200
    assert "data-owner" not in page.content.decode()


@pytest.mark.django_db
def test_service_worker_keeps_static_files_and_one_page(client):
    script = client.get(reverse("assessments:service-worker"))

    assert script.headers["Content-Type"].startswith("text/javascript")
    assert "no-cache" in script.headers["Cache-Control"]
    for file in files():
        assert file in script.content.decode()
        assert file.startswith("/static/") or file == "/offline/"


@pytest.mark.django_db
def test_manifest_makes_the_site_installable(client):
    response = client.get(reverse("assessments:manifest"))
    said = json.loads(response.content)

    assert response.headers["Content-Type"] == "application/manifest+json"
    assert {icon["sizes"] for icon in said["icons"]} == {"192x192", "512x512"}
    assert said["display"] == "standalone"


def test_logging_out_wipes_the_device(client, bedside):
    client.force_login(bedside.priya)
    stays = client.get("/")
    leaves = client.post(reverse("account_logout"))

    assert "Clear-Site-Data" not in stays.headers
    assert leaves.headers["Clear-Site-Data"] == '"storage"'


def test_today_lets_a_learner_ask_and_a_preceptor_sign(client, bedside):
    receive(bedside)
    receive(bedside, by=bedside.amara, level=None)
    said = {}
    for person in (bedside.priya, bedside.amara):
        client.force_login(person)
        page = client.get(reverse("people:today")).content.decode()
        said[person] = "offline note to sign" in page, "offline note to ask about" in page

    assert said == {bedside.priya: (True, False), bedside.amara: (False, True)}
