"""Cohorts, enrolments and preceptorships."""

from datetime import timedelta
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from programs import models as programs
from tests.factories.clock import NOON, TODAY
from tests.factories.people import LearnerFactory, PersonFactory, PreceptorFactory
from tests.factories.program import ProgramFactory


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = programs.Cohort

    program = factory.SubFactory(ProgramFactory)
    name = factory.Sequence("Cohort {}".format)
    starts_on = TODAY
    created_at = NOON


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = programs.Enrolment

    cohort = factory.SubFactory(CohortFactory)
    learner = factory.SubFactory(LearnerFactory)
    enrolled_at = NOON


class PairingChoiceFactory(DjangoModelFactory):
    """A draft; name its ``preceptor`` or its ``mentor``."""

    class Meta:
        model = programs.PairingChoice

    enrolment = factory.SubFactory(EnrolmentFactory)
    chosen_by = factory.SubFactory(PersonFactory)
    chosen_at = NOON


class RuleOverrideFactory(DjangoModelFactory):
    class Meta:
        model = programs.RuleOverride

    program = factory.SubFactory(ProgramFactory)
    guide = factory.SubFactory(PersonFactory)
    learner = factory.SubFactory(PersonFactory)
    rules = ["P16"]
    reason = "Agreed with the ward manager."
    overridden_by = factory.SubFactory(PersonFactory)
    overridden_at = NOON


class PreceptorshipFactory(DjangoModelFactory):
    """An active one, eight weeks into a year; name its ``primary`` preceptor if it needs one."""

    class Meta:
        model = programs.Preceptorship
        skip_postgeneration_save = True

    class Params:
        closed = factory.Trait(
            status=programs.Preceptorship.Status.WITHDRAWN,
            closed_at=NOON - timedelta(days=1),
        )
        paused = factory.Trait(
            status=programs.Preceptorship.Status.PAUSED,
            paused_status=programs.Preceptorship.Status.ACTIVE,
        )

    cohort = factory.SubFactory(CohortFactory)
    program = factory.SelfAttribute("cohort.program")
    learner = factory.SubFactory(LearnerFactory)
    framework_version = factory.LazyAttribute(
        lambda made: made.program.preceptorship_rules.framework_version
    )
    status = programs.Preceptorship.Status.ACTIVE
    starts_on = TODAY - timedelta(weeks=8)
    ends_on = factory.LazyAttribute(lambda made: made.starts_on + timedelta(weeks=52))
    supported_until = factory.SelfAttribute("ends_on")
    created_at = NOON - timedelta(weeks=8)

    @factory.post_generation
    def primary(preceptorship, create, preceptor, **kwargs):
        if preceptor:
            PreceptorAssignmentFactory(preceptorship=preceptorship, preceptor=preceptor)

    @factory.post_generation
    def backup(preceptorship, create, preceptor, **kwargs):
        if preceptor:
            role = programs.PreceptorAssignment.Role.BACKUP
            PreceptorAssignmentFactory(preceptorship=preceptorship, preceptor=preceptor, role=role)


class PreceptorAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = programs.PreceptorAssignment

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    preceptor = factory.SubFactory(PreceptorFactory)
    role = programs.PreceptorAssignment.Role.PRIMARY
    valid_from = factory.SelfAttribute("preceptorship.starts_on")
    assigned_at = factory.SelfAttribute("preceptorship.created_at")


class PreceptorshipPauseFactory(DjangoModelFactory):
    class Meta:
        model = programs.PreceptorshipPause

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    reason = "Parental leave"
    paused_by = factory.SubFactory(PersonFactory)
    valid_from = TODAY


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = programs.Phase

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    position = factory.Sequence(int)
    name = "Supernumerary"
    starts_on = factory.SelfAttribute("preceptorship.starts_on")
    ends_on = factory.SelfAttribute("preceptorship.ends_on")


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = programs.Review

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    kind = programs.Review.Kind.REGULAR
    position = factory.Sequence(int)
    due_on = TODAY


class ProjectFactory(DjangoModelFactory):
    """One that ends in half a year."""

    class Meta:
        model = programs.Project

    program = factory.SubFactory(ProgramFactory)
    kind = programs.Project.Kind.ASSIGNMENT
    name = "Night team, Ward 7B"
    purpose = "Learn to run a night shift."
    ends_on = TODAY + timedelta(weeks=26)
    created_at = NOON
    created_by = factory.SubFactory(PersonFactory)


class ProjectPartFactory(DjangoModelFactory):
    class Meta:
        model = programs.ProjectPart

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    project = factory.SubFactory(
        ProjectFactory, program=factory.SelfAttribute("..preceptorship.program")
    )
    added_at = NOON
    added_by = factory.SubFactory(PersonFactory)


class ShiftFactory(DjangoModelFactory):
    """A day shift that ended yesterday evening; it belongs to the preceptorship's primary."""

    class Meta:
        model = programs.Shift

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    preceptor = factory.LazyAttribute(
        lambda made: made.preceptorship.primary_on(TODAY) or PreceptorFactory()
    )
    starts_at = NOON - timedelta(hours=29)
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + timedelta(hours=12))
    day = factory.LazyAttribute(lambda made: made.starts_at.date())
    minutes = 690
    origin = programs.Shift.Origin.PATTERN
    created_at = NOON - timedelta(days=7)
    created_by = factory.SubFactory(PersonFactory)
    settles_at = factory.LazyAttribute(lambda made: made.ends_at + timedelta(days=14))


class ProtectedTimeFactory(DjangoModelFactory):
    """Two hours on the day itself."""

    class Meta:
        model = programs.ProtectedTime

    person = factory.SubFactory(PersonFactory)
    day = TODAY
    minutes = 120
    written_at = NOON


class ShiftNoteFactory(DjangoModelFactory):
    class Meta:
        model = programs.ShiftNote

    shift = factory.SubFactory(ShiftFactory)
    author = factory.SelfAttribute("shift.preceptor.person")
    next_time = "Say each check aloud."
    written_at = NOON
    idempotency_key = factory.LazyFunction(uuid4)


class SessionFactory(DjangoModelFactory):
    """A study day of seven hours that began three hours ago."""

    class Meta:
        model = programs.Session

    cohort = factory.SubFactory(CohortFactory)
    title = factory.Sequence("Study day {}".format)
    starts_at = NOON - timedelta(hours=3)
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + timedelta(hours=7))
    credited_minutes = 420
    planned_at = NOON - timedelta(days=30)
    planned_by = factory.SubFactory(PersonFactory)
    idempotency_key = factory.LazyFunction(uuid4)


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = programs.Attendance

    session = factory.SubFactory(SessionFactory)
    learner = factory.SubFactory(LearnerFactory)
    state = programs.Attendance.State.PRESENT
    way = programs.Attendance.Way.LIST
    noted_at = NOON
    noted_by = factory.SubFactory(PersonFactory)


class EvaluationAskFactory(DjangoModelFactory):
    """Asked today; name what it is ``about``: preceptors, and None for the program."""

    class Meta:
        model = programs.EvaluationAsk
        skip_postgeneration_save = True

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    person = factory.SelfAttribute("preceptorship.learner.person")
    point = "end"
    asked_on = TODAY

    @factory.post_generation
    def about(ask, create, subjects, **kwargs):
        for preceptor in subjects or [None]:
            ask.parts.create(
                person=ask.person,
                program=ask.preceptorship.program,
                preceptor=preceptor,
                point=ask.point,
            )


class EvaluationAnswerFactory(DjangoModelFactory):
    class Meta:
        model = programs.EvaluationAnswer

    program = factory.SubFactory(ProgramFactory)
    point = "end"
    statement = "clear"
    value = 3
