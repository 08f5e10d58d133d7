from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.edit_form import OPENED
from programs.preceptorships.models import Preceptorship, PreceptorshipChange
from tests.factories import (
    AdministratorFactory,
    PersonFactory,
    PhaseFactory,
    PreceptorAssignmentFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    PreceptorshipPauseFactory,
    ProgramFactory,
    ReviewFactory,
    RuleOverrideFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def preceptorship(coordinator):
    """One that runs now, whatever the day of the test."""
    return PreceptorshipFactory(
        cohort__program=ProgramFactory(coordinator=coordinator),
        primary=PreceptorFactory(),
        backup=PreceptorFactory(),
        starts_on=timezone.localdate() - timedelta(weeks=8),
    )


def url(name, preceptorship):
    return reverse(f"programs:{name}", args=[preceptorship.pk])


ACTS = [
    "preceptorship-pause",
    "preceptorship-resume",
    "preceptorship-extend",
    "preceptorship-withdraw",
    "preceptorship-complete",
    "preceptor-add",
    "preceptor-change",
]


@pytest.mark.parametrize(
    ("role", "plan", "act"),
    [
        ("coordinator", 200, 200),
        ("administrator", 200, 200),
        ("preceptor", 200, 403),
        ("backup", 200, 403),
        ("learner", 200, 403),
        ("other_coordinator", 404, 404),
        ("stranger", 404, 404),
    ],
)
def test_preceptorship_pages_by_role(client, preceptorship, coordinator, role, plan, act):
    other = PersonFactory()
    ProgramFactory(coordinator=other)
    holding = {held.role: held.preceptor.person for held in preceptorship.assignments.all()}
    people = {
        "coordinator": coordinator,
        "administrator": AdministratorFactory(),
        "preceptor": holding["primary"],
        "backup": holding["backup"],
        "learner": preceptorship.learner.person,
        "other_coordinator": other,
        "stranger": PersonFactory(),
    }
    client.force_login(people[role])

    gotten = {name: client.get(url(name, preceptorship)).status_code for name in ACTS}
    posted = {name: client.post(url(name, preceptorship)).status_code for name in ACTS[:1]}

    assert client.get(url("preceptorship-plan", preceptorship)).status_code == plan
    assert gotten == dict.fromkeys(ACTS, act)
    assert posted == {ACTS[0]: act}


def test_preceptorship_plan_offers_acts_to_coordinators_only(client, preceptorship):
    client.force_login(preceptorship.learner.person)

    page = client.get(url("preceptorship-plan", preceptorship)).content.decode()

    assert url("preceptorship-withdraw", preceptorship) not in page


def test_preceptorship_plan_shows_where_a_rule_was_set_aside(browser, preceptorship):
    RuleOverrideFactory(
        program=preceptorship.program,
        guide=preceptorship.primary_on(timezone.localdate()).person,
        learner=preceptorship.learner.person,
        reason="Agreed with the ward.",
    )
    RuleOverrideFactory(program=preceptorship.program, reason="Of another pair.")

    page = browser.get(url("preceptorship-plan", preceptorship)).content.decode()

    assert "Agreed with the ward." in page
    assert "Of another pair." not in page


def test_preceptorship_pause_and_resume_from_the_plan(browser, preceptorship):
    browser.post(url("preceptorship-pause", preceptorship), {"reason": "Parental leave"})
    page = browser.get(url("preceptorship-plan", preceptorship)).content.decode()
    browser.post(url("preceptorship-resume", preceptorship))

    assert "Parental leave" in page
    assert "all dates are on hold" in page
    preceptorship.refresh_from_db()
    assert preceptorship.status == Preceptorship.Status.ACTIVE


def test_preceptorship_pause_needs_a_reason(browser, preceptorship):
    response = browser.post(url("preceptorship-pause", preceptorship), {"reason": " "})

    assert response.status_code == 200
    assert "Please write something here." in response.content.decode()


def test_preceptorship_extend_says_why_not_and_keeps_what_was_typed(browser, preceptorship):
    response = browser.post(
        url("preceptorship-extend", preceptorship),
        {"ends_on": preceptorship.starts_on, "reason": "Illness"},
    )

    page = response.content.decode()
    assert "has to be in the future" in page
    assert "Illness" in page


def test_preceptorship_extend_shows_an_end_that_somebody_else_moved(browser, preceptorship):
    address = url("preceptorship-extend", preceptorship)
    opened = browser.get(address).context["form"][OPENED].value()
    theirs = preceptorship.ends_on + timedelta(weeks=2)
    Preceptorship.objects.update(ends_on=theirs)
    mine = preceptorship.ends_on + timedelta(weeks=4)
    sent = {"ends_on": mine, "reason": "Illness", OPENED: opened}

    form = browser.post(address, sent).context["form"]

    preceptorship.refresh_from_db()
    assert form.errors["ends_on"] == [f"Saved here: {theirs.day} {theirs:%b} {theirs.year}"]
    assert "reason" not in form.errors
    assert preceptorship.ends_on == theirs
    browser.post(address, sent | {OPENED: form[OPENED].value()})
    preceptorship.refresh_from_db()
    assert preceptorship.ends_on == mine


def test_the_plan_names_the_coordinator_to_whoever_learns(client, preceptorship, coordinator):
    client.force_login(preceptorship.learner.person)

    page = client.get(url("preceptorship-plan", preceptorship)).content.decode()

    assert reverse("people:person-detail", args=[coordinator.pk]) in page
    assert f"mailto:{coordinator.email}" in page


def test_preceptorship_complete_names_what_is_missing(browser, preceptorship):
    page = browser.get(url("preceptorship-complete", preceptorship)).content.decode()

    assert "The final review is not marked as done." in page


def test_preceptor_change_offers_the_pool_with_load_and_reasons(browser, preceptorship):
    helen = PreceptorFactory(eligible=True, person__name="Helen Ward")
    ivo = PreceptorFactory(person__name="Ivo Brandt")
    preceptorship.program.preceptors.add(helen, ivo)

    form = browser.get(url("preceptor-change", preceptorship)).context["form"]

    assert form.fields["preceptor"].choices[1:] == [
        ("Free", [(str(helen.pk), "Helen Ward · 0 of 2")]),
        (
            "Needs a reason",
            [(str(ivo.pk), "Ivo Brandt · training missing or expired, not approved")],
        ),
    ]


def test_preceptor_add_shows_the_load_of_who_is_full_and_offers_them(browser, preceptorship):
    helen = PreceptorFactory(eligible=True, person__name="Helen Ward", capacity=1)
    preceptorship.program.preceptors.add(helen)
    PreceptorshipFactory(primary=helen)

    form = browser.get(url("preceptor-add", preceptorship)).context["form"]

    assert form.fields["preceptor"].choices[1:] == [
        ("Can stand in", [(str(helen.pk), "Helen Ward · 1 of 1")]),
    ]


def test_preceptor_change_hands_over(browser, preceptorship):
    helen = PreceptorFactory(eligible=True)
    preceptorship.program.preceptors.add(helen)

    today = timezone.localdate()
    sent = {"preceptor": helen.pk, "reason": "", "from_on": today}
    browser.post(url("preceptor-change", preceptorship), sent)

    assert preceptorship.primary_on(today) == helen


def test_preceptor_change_from_a_day_ahead_is_shown_once_and_taken_back(browser, preceptorship):
    helen = PreceptorFactory(eligible=True, person__name="Helen Ward")
    preceptorship.program.preceptors.add(helen)
    day = timezone.localdate() + timedelta(days=9)
    sent = {"preceptor": helen.pk, "reason": "", "from_on": day}
    browser.post(url("preceptor-change", preceptorship), sent)

    plan = browser.get(url("preceptorship-plan", preceptorship))
    change = plan.context["coming"]
    take_back = reverse("programs:preceptor-change-take-back", args=[change.assignment.pk])
    assert plan.content.decode().count("Helen Ward takes over from") == 1
    assert take_back in plan.content.decode()

    browser.post(take_back)

    plan = browser.get(url("preceptorship-plan", preceptorship)).content.decode()
    assert "Helen Ward" not in plan


def test_preceptor_change_that_has_begun_stands_once_among_what_happened(browser, preceptorship):
    helen = PreceptorFactory(eligible=True, person__name="Helen Ward")
    preceptorship.program.preceptors.add(helen)
    sent = {"preceptor": helen.pk, "reason": "", "from_on": timezone.localdate()}
    browser.post(url("preceptor-change", preceptorship), sent)

    plan = browser.get(url("preceptorship-plan", preceptorship))

    assert plan.context["coming"] is None
    assert plan.content.decode().count("Helen Ward takes over from") == 1


def test_preceptor_change_refuses_who_has_not_seen_the_last_change(browser, preceptorship):
    helen, ivo = PreceptorFactory.create_batch(2, eligible=True)
    preceptorship.program.preceptors.add(helen, ivo)
    page = url("preceptor-change", preceptorship)
    seen = browser.get(page).context["form"]["seen"].value()
    today = timezone.localdate()
    sent = {"reason": "", "from_on": today, "seen": seen}
    browser.post(page, sent | {"preceptor": helen.pk})

    response = browser.post(page, sent | {"preceptor": ivo.pk})

    assert "Someone else has changed who the preceptor is" in response.content.decode()
    assert preceptorship.primary_on(today) == helen


def test_plan_offers_to_mark_a_review_as_done_once_its_date_is_near(browser, preceptorship):
    today = timezone.localdate()
    near, far = (
        ReviewFactory(preceptorship=preceptorship, due_on=today + timedelta(days=days))
        for days in (10, 612)
    )

    page = browser.get(url("preceptorship-plan", preceptorship)).content.decode()

    offered = [reverse("programs:review-hold", args=[review.pk]) in page for review in (near, far)]
    assert offered == [True, False]


@pytest.mark.parametrize(
    ("from_status", "to_status", "sentence"),
    [
        ("", "active", "Started by Frank Osei"),
        ("paused", "active", "Resumed by Frank Osei"),
        ("active", "paused", "Paused by Frank Osei"),
    ],
)
def test_plan_says_what_was_done_and_by_whom(from_status, to_status, sentence):
    frank = PersonFactory(name="Frank Osei")
    change = PreceptorshipChange(from_status=from_status, to_status=to_status, changed_by=frank)

    assert change.sentence == sentence


def test_every_status_says_what_was_done():
    assert {PreceptorshipChange(to_status=status).sentence for status in Preceptorship.Status} > {
        "Started",
        "Ended early",
    }


def test_preceptor_change_takes_nobody_from_outside_the_pool(browser, preceptorship):
    stranger = PreceptorFactory(eligible=True)

    response = browser.post(
        url("preceptor-change", preceptorship),
        {"preceptor": stranger.pk, "reason": "", "from_on": timezone.localdate()},
    )

    assert response.status_code == 200
    assert not stranger.assignments.exists()


def test_preceptorship_plan_takes_as_many_queries_for_30_as_for_1(
    browser, preceptorship, django_assert_max_num_queries
):
    def grow():
        ReviewFactory(preceptorship=preceptorship, held_on=None)
        PhaseFactory(preceptorship=preceptorship)
        PreceptorAssignmentFactory(
            preceptorship=preceptorship, role="backup", valid_to=timezone.localdate()
        )
        PreceptorshipPauseFactory(
            preceptorship=preceptorship, valid_to=timezone.localdate() + timedelta(weeks=900)
        )

    grow()
    with django_assert_max_num_queries(20) as one:
        browser.get(url("preceptorship-plan", preceptorship))
    for _ in range(29):
        grow()

    with django_assert_max_num_queries(len(one)):
        browser.get(url("preceptorship-plan", preceptorship))
