"""Frameworks, scales and programs."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from people.scope import site_of
from programs import models as programs
from programs.frameworks.files.tree import wording_hash
from tests.factories.clock import NOON
from tests.factories.people import PersonFactory


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = programs.Framework

    identifier = factory.Sequence("framework-{}".format)
    title = factory.Sequence("Framework {}".format)
    created_at = NOON


class FrameworkVersionFactory(DjangoModelFactory):
    """Still unpublished: competencies can be added until ``published_at`` is set."""

    class Meta:
        model = programs.FrameworkVersion

    framework = factory.SubFactory(FrameworkFactory)
    number = 1


class CompetencyFactory(DjangoModelFactory):
    class Meta:
        model = programs.Competency

    version = factory.SubFactory(FrameworkVersionFactory)
    identifier = factory.Sequence("competency-{}".format)
    code = factory.Sequence("{}".format)
    statement = factory.Sequence("Does thing {}".format)
    position = factory.Sequence(int)
    wording_hash = factory.LazyAttribute(
        lambda new: wording_hash(new.identifier, new.code, new.statement, getattr(new, "notes", ""))
    )


class RatingScaleFactory(DjangoModelFactory):
    class Meta:
        model = programs.RatingScale

    name = factory.Sequence("Scale {}".format)
    question = "How much help was needed?"
    pass_value = 3


class RatingLevelFactory(DjangoModelFactory):
    class Meta:
        model = programs.RatingLevel

    scale = factory.SubFactory(RatingScaleFactory)
    value = 3
    name = factory.LazyAttribute("Level {0.value}".format)
    anchor = "A word of advice was enough."


class PreceptorshipRulesFactory(DjangoModelFactory):
    class Meta:
        model = programs.PreceptorshipRules

    program = factory.SubFactory("tests.factories.program.ProgramFactory", rules=None)
    framework_version = factory.SubFactory(FrameworkVersionFactory)
    rating_scale = factory.SubFactory(RatingScaleFactory)


class MentorshipRulesFactory(DjangoModelFactory):
    class Meta:
        model = programs.MentorshipRules

    program = factory.SubFactory("tests.factories.program.MentoringProgramFactory", rules=None)
    review_months = factory.LazyFunction(lambda: [1, 3, 6, 9])


class ProgramFactory(DjangoModelFactory):
    """A preceptorship program with its rules."""

    class Meta:
        model = programs.Program
        skip_postgeneration_save = True

    kind = programs.Program.Kind.PRECEPTORSHIP
    name = factory.Sequence("Program {}".format)
    created_at = NOON
    rules = factory.RelatedFactory(PreceptorshipRulesFactory, "program")

    @factory.post_generation
    def coordinator(program, create, person, **kwargs):
        if person:
            ProgramCoordinatorFactory(program=program, person=person)


class MentoringProgramFactory(ProgramFactory):
    kind = programs.Program.Kind.MENTORSHIP
    rules = factory.RelatedFactory(MentorshipRulesFactory, "program")


class ProgramCoordinatorFactory(DjangoModelFactory):
    class Meta:
        model = programs.ProgramCoordinator
        skip_postgeneration_save = True

    program = factory.SubFactory(ProgramFactory)
    person = factory.SubFactory(PersonFactory)
    named_at = NOON - timedelta(days=365)

    @factory.post_generation
    def organisation(coordinator, create, site, **kwargs):
        """A program belongs to the site of whoever runs it first."""
        program, own = coordinator.program, site_of(coordinator.person.unit)
        if own and program.organisation_id is None:
            program.organisation_id = own
            program.save(update_fields=["organisation"])


class GuestRequestFactory(DjangoModelFactory):
    """Passed on already, where it has a ``person``."""

    class Meta:
        model = programs.GuestRequest

    program = factory.SubFactory(ProgramFactory)
    email = factory.Sequence("guest{}@elsewhere.example".format)
    reason = "She knows the new pumps."
    asked_by = factory.SubFactory(PersonFactory)
    asked_at = NOON
    expires_at = factory.LazyAttribute(lambda new: new.asked_at + programs.GuestRequest.WAITS)


class ProgramCompetencyFactory(DjangoModelFactory):
    class Meta:
        model = programs.ProgramCompetency

    program = factory.SubFactory(ProgramFactory)
    competency = factory.SubFactory(CompetencyFactory)
