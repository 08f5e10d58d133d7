"""The checklist, its paper, and the record of one competency."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.progress.checklist import read_checklist
from assessments.sign_offs.services.sign_off import revoke_sign_off
from programs.cohorts.models import Method
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.assessments.sign_offs.asking import ask
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("at_noon")


def shown(response):
    return [
        line.competency.statement
        for group in response.context["checklist"].groups
        for line in group.lines
    ]


@pytest.mark.parametrize(
    ("role", "status"),
    [("priya", 200), ("sam", 200), ("amara", 200), ("dana", 200), ("stranger", 404)],
)
@pytest.mark.parametrize("name", ["checklist", "checklist-print"])
def test_checklist_by_role(client, ward, role, status, name):
    person = make.PersonFactory() if role == "stranger" else getattr(ward, role)
    client.force_login(person)

    url = reverse(f"assessments:{name}", args=[ward.preceptorship.pk])

    assert client.get(url).status_code == status


def test_checklist_is_closed_to_a_preceptor_who_was_replaced(client, ward):
    ward.preceptorship.assignments.filter(preceptor__person=ward.sam).update(valid_to=days_ago(1))
    client.force_login(ward.sam)

    assert client.get(ward.checklist_url).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Insert a urinary catheter", "Clean hands", "Escalate", "Hand over"]),
        ({"show": "open"}, ["Clean hands", "Escalate", "Hand over"]),
        ({"show": "overdue"}, ["Clean hands"]),
        ({"show": "critical"}, ["Escalate"]),
        ({"search": "HAND"}, ["Clean hands", "Hand over"]),
        ({"search": "hand over", "show": "open"}, ["Hand over"]),
        (
            {"show": "nonsense"},
            ["Insert a urinary catheter", "Clean hands", "Escalate", "Hand over"],
        ),
    ],
)
def test_checklist_shows_what_was_asked_for(client, ward, query, expected):
    client.force_login(ward.priya)

    assert shown(client.get(ward.checklist_url, query)) == expected


def test_checklist_counts_what_is_behind_each_filter(ward):
    checklist = read_checklist(ward.preceptorship, today=TODAY)

    assert {value: count for value, _, count in checklist.counts} == {
        "all": 4,
        "open": 3,
        "overdue": 1,
        "critical": 1,
    }


def test_checklist_answers_htmx_with_the_lines_alone(client, ward):
    client.force_login(ward.priya)

    response = client.get(ward.checklist_url, headers={"HX-Request": "true"})

    assert response.content.decode().strip().startswith('<div id="checklist"')


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"show": "overdue"}, "Nothing overdue"),
        ({"show": "critical"}, "No critical skills"),
        ({"show": "open"}, "Everything is signed off"),
        ({"show": "open", "search": "zebra"}, "Nothing found"),
    ],
)
def test_checklist_says_of_what_there_is_nothing(client, bedside, query, words):
    bedside.sign()
    client.force_login(bedside.priya)

    page = client.get(bedside.checklist_url, query).content.decode()

    assert f"<strong>{words}</strong>" in page


def test_checklist_names_who_was_asked_in_place_of_the_button(client, bedside):
    [asked] = ask(bedside)
    client.force_login(bedside.amara)
    link = f"/requests/{asked.pk}/"

    pages = [client.get(url).content.decode() for url in (bedside.checklist_url, "/")]

    assert [f'{link}">Asked Priya on 23 Nov</a>' in page for page in pages] == [True, True]
    assert [f"competency={bedside.catheter.pk}" in page for page in pages] == [False, False]


def test_checklist_says_the_year_of_a_date_that_is_not_this_years(client, bedside):
    bedside.preceptorship.competency_states.update(due_on=TODAY.replace(year=TODAY.year + 1))
    client.force_login(bedside.amara)

    assert f"by 23 Nov {TODAY.year + 1}<" in client.get(bedside.checklist_url).content.decode()


def test_competency_record_says_no_due_date_of_what_is_signed_off(client, ward):
    ward.preceptorship.competency_states.update(due_on=days_ago(75))
    client.force_login(ward.amara)
    pages = {}
    for competency in (ward.catheter, ward.hygiene):
        url = reverse("assessments:competency-record", args=[ward.preceptorship.pk, competency.pk])
        pages[competency] = client.get(url).content.decode()

    assert ["<dt>Due</dt>" in page for page in pages.values()] == [False, True]


def test_checklist_says_what_is_there_and_expected(ward):
    checklist = read_checklist(ward.preceptorship, today=TODAY)

    assert checklist.summary == "1 of 4 signed off, 1 expected by now"
    assert not checklist.is_behind


def test_checklist_says_what_is_still_asked_for(ward):
    ward.sign(competency=ward.escalate, method=Method.SIMULATION)

    lines = read_checklist(ward.preceptorship, today=TODAY).lines

    assert [line.asked for line in lines if line.competency == ward.escalate] == [
        "1 of 3 signed, by 1 of 2 people, one at work still needed"
    ]


def test_checklist_offers_to_sign_only_to_those_who_may(client, ward):
    sign = reverse("assessments:sign-off-create", args=[ward.preceptorship.pk, ward.hygiene.pk])
    pages = {}
    for role in ("priya", "amara", "dana"):
        client.force_login(getattr(ward, role))
        pages[role] = client.get(ward.checklist_url).content.decode()

    assert [role for role, page in pages.items() if sign in page] == ["priya"]


def test_p15_nothing_falls_overdue_in_a_pause(ward):
    make.PreceptorshipPauseFactory(
        preceptorship=ward.preceptorship, valid_from=ward.preceptorship.starts_on
    )
    ward.preceptorship.status, ward.preceptorship.paused_status = "paused", "active"
    ward.preceptorship.save()

    assert read_checklist(ward.preceptorship, today=TODAY).overdue == 0


def test_the_learner_sees_a_signature_at_once(client, ward):
    client.force_login(ward.amara)
    before = client.get(ward.checklist_url).context["checklist"].achieved

    ward.sign(competency=ward.hygiene)

    assert (before, client.get(ward.checklist_url).context["checklist"].achieved) == (1, 2)


def test_checklist_uses_the_words_of_the_program(client, ward):
    ward.program.record_word = "trade card"
    ward.program.save()
    client.force_login(ward.amara)

    assert "Your trade card" in client.get(ward.checklist_url).content.decode()


def test_checklist_print_names_signer_and_date(client, ward):
    client.force_login(ward.amara)

    page = client.get(reverse("assessments:checklist-print", args=[ward.preceptorship.pk]))

    assert "Priya Nair, RN" in page.content.decode()
    assert "23 Nov 2026" in page.content.decode()


def test_p5_competency_record_spreads_levels_and_never_averages(client, ward):
    ward.sign(by=ward.sam, level=1)
    client.force_login(ward.amara)
    url = reverse("assessments:competency-record", args=[ward.preceptorship.pk, ward.catheter.pk])

    record = client.get(url).context["record"]

    assert [(level.value, times) for level, times in record.distribution] == [
        (5, 0),
        (4, 1),
        (3, 0),
        (2, 0),
        (1, 1),
    ]
    assert (record.best.value, record.median.value) == (4, 1)


def test_p7_competency_record_keeps_what_was_revoked_with_its_reason(client, ward):
    revoke_sign_off(
        sign_off=ward.preceptorship.sign_offs.get(), by=ward.priya, reason="Wrong day", at=NOON
    )
    client.force_login(ward.amara)
    url = reverse("assessments:competency-record", args=[ward.preceptorship.pk, ward.catheter.pk])

    response = client.get(url)

    assert "Wrong day" in response.content.decode()
    assert response.context["record"].distribution == []


def queries_of(client, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ["priya", "amara", "dana"])
def test_checklist_asks_the_same_queries_for_any_length(
    client, unopened_bedside, role, django_assert_max_num_queries
):
    bedside = unopened_bedside
    for position in range(2, 81):
        bedside.ask(f"Competency {position}", position=position, due_week=position)
    bedside.open()
    client.force_login(getattr(bedside, role))
    bedside.preceptorship.competency_states.filter(competency__position__gt=1).update(
        due_on=TODAY + timedelta(days=3)
    )

    queries_of(client, bedside.checklist_url, django_assert_max_num_queries)


@pytest.mark.parametrize("name", ["sign-off-list", "program-progress"])
def test_lists_ask_the_same_queries_for_one_learner_and_for_thirty(
    client, ward, name, django_assert_max_num_queries
):
    from tests.assessments.bedside import another_learner

    role = ward.priya if name == "sign-off-list" else ward.dana
    arguments = [] if name == "sign-off-list" else [ward.program.pk]
    url = reverse(f"assessments:{name}", args=arguments)
    client.force_login(role)
    client.get(url)

    one = queries_of(client, url, django_assert_max_num_queries)
    for number in range(29):
        another_learner(ward, f"Learner {number}")
    thirty = queries_of(client, url, django_assert_max_num_queries)

    assert one == thirty


def test_sign_off_pages_stay_within_their_queries(client, ward, django_assert_max_num_queries):
    sign_off = ward.sign(competency=ward.hygiene)
    client.force_login(ward.priya)
    pages = [
        reverse("assessments:sign-off-create", args=[ward.preceptorship.pk, ward.escalate.pk]),
        reverse("assessments:sign-off-detail", args=[sign_off.pk]),
        reverse("assessments:competency-record", args=[ward.preceptorship.pk, ward.hygiene.pk]),
    ]

    for url in pages:
        with django_assert_max_num_queries(20):
            assert client.get(url).status_code == 200


def test_on_a_phone_links_of_the_record_stand_above_its_skills(client, ward):
    client.force_login(ward.priya)

    page = client.get(ward.checklist_url).content.decode()

    raise_url = reverse("assessments:concern-create", args=[ward.preceptorship.pk])
    assert page.rindex(raise_url) < page.index('id="checklist"')
