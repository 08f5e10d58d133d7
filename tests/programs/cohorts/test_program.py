from datetime import timedelta

import pytest
from django.db import IntegrityError

from programs.cohorts.models import Program, ProgramCoordinator
from programs.cohorts.presets import BY_CODE, PRESETS
from programs.cohorts.services import program as services
from programs.frameworks.models import RatingScale
from tests.factories import (
    NOON,
    CompetencyFactory,
    FrameworkVersionFactory,
    MentoringProgramFactory,
    PersonFactory,
    ProgramCompetencyFactory,
    ProgramCoordinatorFactory,
    RatingScaleFactory,
)

pytestmark = pytest.mark.django_db
Role = ProgramCoordinator.Role


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_create_program_from_every_preset_has_its_rules_and_who_made_it(preset):
    by = PersonFactory()

    program = services.create_program(preset=preset, name="Ours", by=by, at=NOON)

    program = Program.objects.get(pk=program.pk)
    rules = services.rules_of(program)
    program.full_clean(exclude=["created_by"])
    rules.full_clean()
    assert program.kind == preset.kind
    assert [coordinator.person for coordinator in program.coordinators.all()] == [by]


def test_p1_create_program_as_an_apprenticeship_speaks_its_own_words():
    program = services.create_program(
        preset=BY_CODE["apprenticeship"], name="Ours", by=PersonFactory(), at=NOON
    )

    program.refresh_from_db()
    words = (program.guide_label, program.learner_label, program.record_label)
    assert words == ("journeyman", "apprentice", "trade card")
    assert program.preceptorship_rules.duration_weeks == 104


def test_create_program_finds_the_scale_of_the_preset():
    scale = RatingScale.objects.filter(preset="help_given").first() or RatingScaleFactory(
        preset="help_given"
    )

    program = services.create_program(
        preset=BY_CODE["nhs_core"], name="Ours", by=PersonFactory(), at=NOON
    )

    assert program.preceptorship_rules.rating_scale == scale


def test_every_preset_names_a_scale_that_is_shipped():
    shipped = set(RatingScale.objects.values_list("preset", flat=True))

    assert {preset.rating_scale for preset in PRESETS if preset.rating_scale} <= shipped


def test_choose_framework_asks_for_every_competency_once(program):
    version = FrameworkVersionFactory()
    group = CompetencyFactory(version=version, is_group=True)
    competency = CompetencyFactory(version=version, parent=group)
    version.published_at = NOON
    version.save()

    services.choose_framework(program=program, version=version, scale=RatingScaleFactory(), at=NOON)

    assert [asked.competency for asked in program.competencies.all()] == [competency]


def test_choose_framework_takes_over_what_was_set_for_the_same_identifier(program):
    ProgramCompetencyFactory(
        program=program,
        competency__identifier="cannula",
        is_critical=True,
        observations_required=3,
    )
    version = FrameworkVersionFactory()
    again = CompetencyFactory(version=version, identifier="cannula")
    version.published_at = NOON
    version.save()

    services.choose_framework(program=program, version=version, scale=RatingScaleFactory(), at=NOON)

    asked = program.competencies.get(competency=again)
    assert (asked.is_critical, asked.observations_required) == (True, 3)


def test_choose_framework_leaves_out_what_was_left_out_before(program):
    first = program.preceptorship_rules.framework_version
    ProgramCompetencyFactory(program=program, competency__version=first)
    CompetencyFactory(version=first, identifier="cannula")
    version = FrameworkVersionFactory()
    fresh = [CompetencyFactory(version=version, identifier=name) for name in ("cannula", "new")]
    version.published_at = NOON
    version.save()

    services.choose_framework(program=program, version=version, scale=RatingScaleFactory(), at=NOON)

    asked = program.competencies.filter(competency__in=fresh)
    assert [row.competency.identifier for row in asked] == ["new"]


def test_choose_framework_refuses_one_that_is_not_published(program):
    with pytest.raises(services.ProgramError):
        services.choose_framework(
            program=program,
            version=FrameworkVersionFactory(),
            scale=RatingScaleFactory(),
            at=NOON,
        )


def test_remove_coordinator_keeps_the_last_one(program, coordinator):
    ProgramCoordinatorFactory(program=program, role=Role.DEPUTY)

    with pytest.raises(services.ProgramError):
        services.remove_coordinator(program=program, person=coordinator)

    assert program.coordinators.filter(person=coordinator).exists()


def test_add_coordinator_makes_no_deputy_of_the_last_one(program, coordinator):
    with pytest.raises(services.ProgramError):
        services.add_coordinator(
            program=program, person=coordinator, role=Role.DEPUTY, by=coordinator, at=NOON
        )


def test_add_coordinator_refuses_somebody_who_left(program):
    with pytest.raises(services.ProgramError):
        services.add_coordinator(
            program=program,
            person=PersonFactory(is_active=False),
            role=Role.DEPUTY,
            by=None,
            at=NOON,
        )


def test_add_coordinator_keeps_who_named_them_first_and_when(program, coordinator):
    first, later = PersonFactory(), NOON + timedelta(days=30)
    named = {"program": program, "person": PersonFactory()}
    services.add_coordinator(**named, role=Role.DEPUTY, by=first, at=NOON)

    services.add_coordinator(**named, role=Role.COORDINATOR, by=coordinator, at=later)

    row = ProgramCoordinator.objects.get(**named)
    assert (row.role, row.named_by, row.named_at) == (Role.COORDINATOR, first, NOON)


@pytest.mark.parametrize(
    "fields",
    [
        {"observations_required": 0},
        {"assessors_required": 0},
        {"observations_required": 1, "assessors_required": 2},
    ],
)
def test_p3_a_program_asks_only_what_is_possible(fields):
    with pytest.raises(IntegrityError):
        ProgramCompetencyFactory(**fields)


def test_p3_a_program_asks_for_a_competency_once():
    asked = ProgramCompetencyFactory()

    with pytest.raises(IntegrityError):
        ProgramCompetencyFactory(program=asked.program, competency=asked.competency)


def test_a_person_runs_a_program_in_one_role(program, coordinator):
    with pytest.raises(IntegrityError):
        ProgramCoordinatorFactory(program=program, person=coordinator, role=Role.DEPUTY)


@pytest.mark.parametrize(
    "fields", [{"duration_weeks": 0}, {"duration_weeks": 10, "minimum_weeks": 11}]
)
def test_p15_preceptorship_rules_are_possible(program, fields):
    for name, value in fields.items():
        setattr(program.preceptorship_rules, name, value)

    with pytest.raises(IntegrityError):
        program.preceptorship_rules.save()


def test_m1_a_mentorship_has_a_cadence():
    rules = MentoringProgramFactory().mentorship_rules
    rules.cadence_days = 0

    with pytest.raises(IntegrityError):
        rules.save()


# Pages
