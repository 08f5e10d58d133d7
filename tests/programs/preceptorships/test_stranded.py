"""Nobody is stranded in silence: a preceptor who is gone, or whose approval or licence lapsed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.models import Preceptor
from people.notices.models import Notice
from people.notices.services.notice import plan_notices
from people.notices.wording import word
from people.services.person import deactivate_person
from programs.preceptorships import stranded_reminders
from programs.preceptorships import today as source
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.services.preceptor_assignment import change_primary
from programs.preceptorships.stranded import Cause, stranded
from tests.factories import (
    NOON,
    TODAY,
    ApprovalFactory,
    CohortFactory,
    CredentialFactory,
    EnrolmentFactory,
    PersonFactory,
    PreceptorAssignmentFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramFactory,
    ProgressFactory,
    ReviewFactory,
    RuleOverrideFactory,
)
from tests.told import told

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def coordinator():
    return PersonFactory()


@pytest.fixture
def preceptorship(coordinator):
    cohort = CohortFactory(program=ProgramFactory(coordinator=coordinator))
    return PreceptorshipFactory(primary=PreceptorFactory(eligible=True), cohort=cohort)


def causes():
    lost = Preceptorship.objects.without_preceptor(on=TODAY)
    return [row.cause for row in stranded(lost, today=TODAY)]


def gone(preceptorship):
    person = preceptorship.primary_on(TODAY).person
    deactivate_person(person=person, by=PersonFactory(), at=NOON)
    return person


def plan():
    plan_notices(stranded_reminders.drafts(NOON), at=NOON)
    shown = Notice.objects.filter(kind__in=[kind.code for kind in stranded_reminders.KINDS])
    return set(shown.filter(superseded_at=None).values_list("kind", "recipient"))


def test_a_preceptor_who_can_sign_strands_nobody(preceptorship):
    assert causes() == []


def test_who_was_assigned_with_a_reason_strands_nobody(coordinator):
    """No approval ever was on record: a reason stood for it, and nothing has lapsed."""
    PreceptorshipFactory(primary=PreceptorFactory())

    assert causes() == []


def test_a_planned_one_is_not_stranded_before_it_starts():
    PreceptorshipFactory(
        primary=PreceptorFactory(eligible=True),
        starts_on=TODAY + timedelta(days=20),
        ends_on=TODAY + timedelta(days=90),
        status="planned",
    )

    assert causes() == []


def test_a_preceptor_who_is_gone_strands_the_learner(preceptorship):
    gone(preceptorship)

    assert causes() == [Cause.GONE]


@pytest.mark.parametrize(
    ("lapse", "cause"),
    [
        (lambda person: person.approvals.update(valid_to=YESTERDAY), Cause.APPROVAL),
        (
            lambda person: CredentialFactory(person=person, kind="licence", valid_to=YESTERDAY),
            Cause.LICENCE,
        ),
    ],
    ids=["approval", "licence"],
)
def test_what_lapsed_strands_the_learner(preceptorship, lapse, cause):
    lapse(preceptorship.primary_on(TODAY).person)

    assert causes() == [cause]


def test_what_was_renewed_strands_nobody(preceptorship):
    person = preceptorship.primary_on(TODAY).person
    ApprovalFactory(person=person, valid_from=TODAY - timedelta(days=900), valid_to=YESTERDAY)

    assert causes() == []


def test_the_coordinator_and_the_learner_are_told_once(preceptorship, coordinator):
    gone(preceptorship)

    assert (
        plan()
        == plan()
        == {
            ("learner_stranded", coordinator.pk),
            ("own_preceptor_away", preceptorship.learner.person_id),
        }
    )
    assert Notice.objects.count() == 2


@pytest.fixture
def hannah(preceptorship):
    """The backup, who can sign."""
    backup = PreceptorFactory(eligible=True, person__name="Hannah Voss")
    role = PreceptorAssignment.Role.BACKUP
    PreceptorAssignmentFactory(preceptorship=preceptorship, preceptor=backup, role=role)
    return backup


def only_one():
    return stranded(Preceptorship.objects.without_preceptor(on=TODAY), today=TODAY)[0]


def test_p18_a_backup_who_can_sign_is_named(preceptorship, hannah):
    gone(preceptorship)

    row = only_one()

    assert row.who_can == "Hannah Voss, backup, can sign."
    assert (row.title, row.tone) == ("preceptor can't sign", "amber")


@pytest.mark.parametrize(
    "lapse",
    [
        lambda preceptorship, hannah: hannah.person.approvals.update(valid_to=YESTERDAY),
        lambda preceptorship, hannah: deactivate_person(
            person=hannah.person, by=PersonFactory(), at=NOON
        ),
        lambda preceptorship, hannah: preceptorship.assignments.filter(preceptor=hannah).update(
            valid_to=YESTERDAY
        ),
        lambda preceptorship, hannah: Preceptor.objects.filter(pk=hannah.pk).update(level=0),
    ],
    ids=["approval", "gone", "no longer", "level"],
)
def test_p8_nobody_can_sign_where_the_backup_cannot_either(preceptorship, hannah, lapse):
    gone(preceptorship)
    lapse(preceptorship, hannah)

    row = only_one()

    assert row.who_can == "Nobody else can sign."
    assert (row.title, row.tone) == ("nobody can sign", "red")


def test_p8_a_backup_for_whom_a_reason_stands_can_sign(preceptorship, hannah):
    gone(preceptorship)
    Preceptor.objects.filter(pk=hannah.pk).update(level=0)
    RuleOverrideFactory(
        program=preceptorship.program,
        guide=hannah.person,
        learner=preceptorship.learner.person,
        rules=["P8"],
    )

    assert only_one().stand_in.preceptor == hannah


def test_what_is_told_names_the_backup_and_says_anew_when_nobody_can(
    preceptorship, coordinator, hannah
):
    gone(preceptorship)
    plan()
    hannah.person.approvals.update(valid_to=YESTERDAY)
    plan()

    told_to = Notice.objects.filter(recipient=coordinator).order_by("data__who_can")
    lines = [word(notice, zone="UTC").line for notice in told_to]
    assert "Hannah Voss, backup, can sign." in lines[0]
    assert "Nobody else can sign." in lines[1]
    assert not any("Nobody can sign" in line for line in lines)


@pytest.mark.parametrize(
    "page", ["programs:preceptorship-plan", "assessments:program-progress", "programs:worklist"]
)
def test_no_page_says_that_nobody_can_sign_while_a_backup_can(
    client, preceptorship, coordinator, hannah, page
):
    ProgressFactory(preceptorship=preceptorship)
    gone(preceptorship)
    pk = {"programs:worklist": [], "assessments:program-progress": [preceptorship.program_id]}
    client.force_login(coordinator)

    page = client.get(reverse(page, args=pk.get(page, [preceptorship.pk]))).content.decode()

    assert "obody can sign" not in page
    assert "obody else can sign" not in page
    assert "can&#x27;t sign" in page or "Hannah Voss, backup, can sign." in page


def test_naming_another_takes_it_back(preceptorship, coordinator):
    gone(preceptorship)
    plan()

    change_primary(
        preceptorship=preceptorship,
        preceptor=PreceptorFactory(eligible=True),
        by=coordinator,
        at=NOON,
        today=TODAY,
    )

    assert plan() == set()


def test_n7_the_learner_is_not_told_why(preceptorship):
    person = gone(preceptorship)
    plan()

    notice = Notice.objects.get(kind="own_preceptor_away")
    assert notice.data == {"preceptor": person.name, "who_can": "Nobody else can sign."}


def test_today_names_the_learner_until_another_preceptor_is_named(preceptorship, coordinator):
    gone(preceptorship)

    item = next(iter(told(source.today, coordinator)))

    assert item.title == f"{preceptorship.learner.person.name}: nobody can sign"
    assert (item.urgency, item.tone) == (0, "red")
    assert item.url == reverse("programs:preceptor-change", args=[preceptorship.pk])


@pytest.mark.parametrize("who", ["primary", "learner"])
def test_today_shows_a_review_from_a_week_before_it_is_due_until_it_is_held(preceptorship, who):
    people = {
        "primary": preceptorship.primary_on(TODAY).person,
        "learner": preceptorship.learner.person,
    }
    preceptorship.reviews.all().delete()
    review = ReviewFactory(preceptorship=preceptorship, due_on=TODAY + timedelta(days=8))
    urgencies = []
    for days in (8, 7, 0, -1):
        review.due_on = TODAY + timedelta(days=days)
        review.save()
        urgencies.append([item.urgency for item in told(source.today, people[who])])
    review.held_on, review.held_by = TODAY, people[who]
    review.save()

    assert urgencies == [[], [2], [1], [0]]
    assert told(source.today, people[who]) == []


def test_today_shows_a_review_that_stays_undone_to_the_coordinator(preceptorship, coordinator):
    days = preceptorship.program.preceptorship_rules.escalate_after_days
    preceptorship.reviews.all().delete()
    review = ReviewFactory(preceptorship=preceptorship, due_on=TODAY - timedelta(days=days - 1))
    before = told(source.today, coordinator)
    review.due_on = TODAY - timedelta(days=days)
    review.save()

    after = told(source.today, coordinator)

    assert before == []
    assert [item.url for item in after] == [
        reverse("programs:preceptorship-plan", args=[preceptorship.pk])
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("programs:preceptorship-plan", "no longer has an account"),
        ("programs:cohort-detail", "needs another"),
    ],
)
def test_plan_and_cohort_say_it(client, preceptorship, coordinator, page, words):
    EnrolmentFactory(cohort=preceptorship.cohort, learner=preceptorship.learner, status="paired")
    gone(preceptorship)
    pk = preceptorship.pk if "plan" in page else preceptorship.cohort_id
    client.force_login(coordinator)

    assert words in client.get(reverse(page, args=[pk])).content.decode()


def test_before_somebody_is_deactivated_their_learners_are_named(client, preceptorship):
    client.force_login(PersonFactory(is_administrator=True))
    person = preceptorship.primary_on(TODAY).person

    page = client.get(reverse("people:person-deactivate", args=[person.pk])).content.decode()

    assert preceptorship.learner.person.name in page
