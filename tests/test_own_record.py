"""Nobody decides about their own record, whatever they run (P4, S1): all acts of the table."""

import pytest
from django.urls import reverse

from people.services.person import DETAILS, PersonError, update_person
from programs.cohorts.services.cohort import update_cohort
from programs.cohorts.services.pairing_draft import Pick, choose
from programs.preceptorships.services.preceptor_assignment import (
    AssignmentError,
    change_primary,
)
from programs.preceptorships.services.preceptorship import (
    PreceptorshipError,
    extend_preceptorships,
)
from tests import factories as make
from tests.access.cast import ROLES
from tests.access.table import ROWS
from tests.access.visits import client_of
from tests.factories import NOON, TODAY
from tests.test_access import letter

pytestmark = pytest.mark.django_db
# Whose record each thing of the table belongs to: a role of the table, or how to find the person.
OF_THE_LEARNER = (
    *("preceptorship", "assignment", "change", "review", "sign_off", "suspended", "asked"),
    *("evidence", "external_request", "reviewed", "signed_review", "review_link"),
    *("evidence", "external_request", "certificate", "offer"),
    *("evidence", "external_request", "concern", "action_plan", "plan_aim", "plan_meeting"),
)
OWNERS = {
    **dict.fromkeys(OF_THE_LEARNER, lambda scene: scene.people.learner),
    "plan_draft": lambda scene: scene.plan_draft.preceptorship.learner.person,
    "decision": lambda scene: scene.decision.preceptorship.learner.person,
    "mentorship": lambda scene: scene.people.mentee,
    "glass_asked": lambda scene: scene.people.mentee,
    "proposal": lambda scene: scene.people.other_learner,
    "lost_pair": lambda scene: scene.lost_pair.learner.person,
    "waiting": lambda scene: scene.waiting.learner.person,
    "guest_asked": lambda scene: scene.people.stranger,
    **dict.fromkeys(("newcomer", "approval", "credential"), lambda scene: scene.newcomer),
}
# What people may do about themselves as well: look, and put right how they are called. An
# account is no record: deactivating one's own is refused with a sentence, the others do nothing.
OF_ONESELF = {
    *("people:person-detail", "people:person-update", "people:journey"),
    *("people:person-deactivate", "people:person-reactivate", "people:invitation-send"),
}
DECIDES = "23"
ACTS = [
    (row, method)
    for row in ROWS
    if row.at and row.at[0] in OWNERS and row.name not in OF_ONESELF
    for method in ("get", "post")
    if {"coordinator", "administrator"}
    & {role for role, said in zip(ROLES, getattr(row, method), strict=True) if said in DECIDES}
]


def promote(person, program, *, to):
    """Let somebody run what they take part in."""
    if to == "administrator":
        person.is_administrator = True
        person.save()
    else:
        make.ProgramCoordinatorFactory(program=program, person=person)
    # It is remembered on the object.
    vars(person).pop("is_coordinator", None)
    return person


def said_to(person, row, method, scene):
    url = reverse(row.name, args=[argument.pk for argument in row.arguments(scene)])
    return letter(getattr(client_of(person), method)(url))


@pytest.mark.parametrize("to", ["coordinator", "administrator"])
@pytest.mark.parametrize(("row", "method"), ACTS, ids=lambda part: getattr(part, "name", part))
def test_whoever_runs_it_can_do_no_more_about_themselves_than_anybody(scene, row, method, to):
    person = OWNERS[row.at[0]](scene)
    row.arguments(scene)
    before = said_to(person, row, method, scene)
    mentoring = {"mentorship", "glass_asked", "proposal", "lost_pair"}
    program = scene.mentoring if row.at[0] in mentoring else scene.program

    after = said_to(promote(person, program, to=to), row, method, scene)

    if before not in DECIDES:
        assert after in "FN"


def test_such_acts_are_found():
    names = {row.name for row, _method in ACTS}
    assert {
        *("programs:preceptorship-pause", "programs:preceptorship-resume"),
        *("programs:preceptorship-extend", "programs:preceptorship-complete"),
        *("programs:preceptorship-withdraw", "programs:preceptorship-take-back"),
        *("programs:preceptor-add", "programs:preceptor-change", "programs:preceptor-end"),
        *("programs:preceptor-change-take-back", "programs:review-hold"),
        *("assessments:assessor-allow", "assessments:sign-off-revoke"),
        *("assessments:sign-off-reinstate", "programs:enrolment-update"),
        *("people:approval-grant", "people:approval-end", "people:credential-add"),
        *("people:credential-end", "programs:mentorship-withdraw", "programs:care-write"),
        *("assessments:concern-close", "assessments:concern-release"),
        *("assessments:action-plan-create", "assessments:action-plan-end"),
        *("assessments:action-plan-update", "assessments:action-plan-open"),
        *("assessments:plan-aim-add", "assessments:plan-meeting-hold"),
        *("assessments:not-achieved-propose", "assessments:not-achieved-agree"),
        *("assessments:not-achieved-tell", "assessments:not-achieved-take-back"),
        *("programs:care-leave", "programs:care-take-up", "programs:mentorship-end-gone"),
        *("programs:break-glass-ask", "programs:guest-grant", "programs:guest-decline"),
        "programs:guest-end",
    } <= names


@pytest.mark.parametrize("to", ["coordinator", "administrator"])
def test_the_plan_offers_none_of_these_to_the_learner_who_runs_it(scene, to):
    preceptorship = scene.preceptorship
    names = ("pause", "extend", "complete", "withdraw", "take-back")
    acts = {reverse(f"programs:preceptorship-{name}", args=[preceptorship.pk]) for name in names}
    acts |= {
        reverse(f"programs:preceptor-{name}", args=[preceptorship.pk]) for name in ("add", "change")
    }
    acts.add(reverse("programs:review-hold", args=[scene.review.pk]))
    plan = reverse("programs:preceptorship-plan", args=[preceptorship.pk])
    learner = promote(scene.people.learner, scene.program, to=to)

    page = client_of(learner).get(plan).content.decode()

    assert [act for act in acts if act in page] == []


def test_the_end_of_several_moves_without_ones_own(scene):
    learner = promote(scene.people.learner, scene.program, to="coordinator")

    with pytest.raises(PreceptorshipError, match="Your own end date"):
        extend_preceptorships(
            preceptorships=[scene.preceptorship],
            ends_on=scene.preceptorship.ends_on.replace(year=2030),
            reason="A ward was closed.",
            by=learner,
            at=scene.now,
            today=scene.today,
        )


def test_nobody_moves_the_start_of_a_cohort_they_are_to_begin_in():
    cohort = make.CohortFactory(program=make.ProgramFactory())
    preceptorship = make.PreceptorshipFactory(
        cohort=cohort, primary=make.PreceptorFactory(), status="planned", starts_on=cohort.starts_on
    )

    with pytest.raises(PreceptorshipError, match="You learn in this cohort"):
        update_cohort(
            cohort=cohort,
            name=cohort.name,
            starts_on=TODAY.replace(year=2030),
            is_archived=False,
            by=preceptorship.learner.person,
            at=NOON,
            today=TODAY,
        )


def test_p4_nobody_is_their_own_preceptor(scene):
    """Named by somebody else, with a reason."""
    own = make.PreceptorFactory(person=scene.people.learner, eligible=True)

    with pytest.raises(AssignmentError, match="is the same person"):
        change_primary(
            preceptorship=scene.preceptorship,
            preceptor=own,
            reason="There is nobody else.",
            by=scene.people.coordinator,
            at=scene.now,
            today=scene.today,
        )


def test_p8_nobody_sets_a_rule_aside_for_themselves(scene):
    coordinator = scene.people.coordinator
    own = make.PreceptorFactory(person=coordinator)

    with pytest.raises(AssignmentError, match="set a rule aside for you"):
        change_primary(
            preceptorship=scene.preceptorship,
            preceptor=own,
            reason="There is nobody else.",
            by=coordinator,
            at=scene.now,
            today=scene.today,
        )


def test_nobody_chooses_their_own_guide_or_a_place_against_a_rule(scene):
    person = promote(scene.waiting.learner.person, scene.program, to="coordinator")
    own = make.PreceptorFactory(person=scene.people.coordinator)
    scene.program.preceptors.add(own)
    when = {"cohort": scene.cohort, "at": scene.now, "today": scene.today}
    pick = Pick(scene.waiting.pk, scene.preceptor.pk)
    against = Pick(scene.waiting.pk, own.pk, reason="There is nobody else.")

    for_oneself = choose(picks=[pick], by=person, **when)
    as_guide = choose(picks=[against], by=scene.people.coordinator, **when)

    assert for_oneself.problems == {scene.waiting.pk: "Someone else has to choose for you."}
    assert "set a rule aside for you" in as_guide.problems[scene.waiting.pk]


@pytest.mark.parametrize("role", ["preceptor", "learner"])
def test_no_administrator_sets_the_level_at_which_they_learn_or_guide(role):
    administrator = make.AdministratorFactory()
    {"preceptor": make.PreceptorFactory, "learner": make.LearnerFactory}[role](person=administrator)
    details = {name: getattr(administrator, name) for name in DETAILS}

    with pytest.raises(PersonError, match="your own level or experience"):
        update_person(
            person=administrator,
            details=details,
            roles={role: {"level": 7}},
            manager=None,
            by=administrator,
            at=NOON,
            today=TODAY,
        )
