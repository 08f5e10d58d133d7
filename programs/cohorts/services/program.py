"""Programs: made from a preset, reworded, given rules, a framework and coordinators."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person, Unit
from people.scope import site_of
from people.services.security_log import Kind, record
from programs import registry
from programs.cohorts.models import (
    MentorshipRules,
    PreceptorshipRules,
    Program,
    ProgramCompetency,
    ProgramCoordinator,
)
from programs.cohorts.presets import ProgramPreset
from programs.frameworks.models import Competency, FrameworkVersion, RatingScale

Role: TypeAlias = ProgramCoordinator.Role
# What a program asks of a competency, and what a new version takes over from the one before.
ASKED = ("is_critical", "observations_required", "assessors_required", "due_week", "methods")


class ProgramError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def create_program(
    *, preset: ProgramPreset, name: str, by: Person, at: datetime, description: str = ""
) -> Program:
    """Make a program of the preset's kind, with its words and rules, run by ``by``."""
    program = Program.objects.create(
        kind=preset.kind,
        name=name,
        description=description,
        preset=preset.code,
        guide_word=str(preset.guide_word),
        learner_word=str(preset.learner_word),
        record_word=str(preset.record_word),
        organisation=_organisation_of(by),
        created_at=at,
        created_by=by,
    )
    rules = {name: _as_stored(value) for name, value in preset.rules.items()}
    if program.is_preceptorship:
        scale = RatingScale.objects.exclude(preset="").filter(preset=preset.rating_scale).first()
        PreceptorshipRules.objects.create(program=program, rating_scale=scale, **rules)
    else:
        MentorshipRules.objects.create(program=program, **rules)
    ProgramCoordinator.objects.create(program=program, person=by, named_by=by, named_at=at)
    record(Kind.COORDINATOR_MADE, by=by, about=by, what=f"program {program.pk}")
    return program


@transaction.atomic
def update_program(
    *, program: Program, words: Mapping[str, Any], rules: Mapping[str, Any], at: datetime
) -> None:
    """Set a program's own fields and those of its rules.

    The rules hold for pairings published from now on; those that run keep their dates. Only
    what counts as silent holds at once (M9).
    """
    _set(program, words)
    _set(rules_of(program), rules)
    if not program.is_preceptorship:
        for hook in registry.mentoring_rules_changed:
            hook(program, at)


@transaction.atomic
def choose_framework(
    *, program: Program, version: FrameworkVersion, scale: RatingScale, at: datetime
) -> None:
    """Make the program teach a version of a framework, judged by a scale.

    Every competency of it is asked for, once, by default; what was set for one of the same
    identifier in another version is taken over, and what was left out stays left out. Running
    preceptorships stay with the version they started with (P2).

    :raises ProgramError: if the version is not published.
    """
    if version.published_at is None:
        raise ProgramError(_("Only a published version can be chosen."))
    rules, left_out = program.preceptorship_rules, _left_out(program)
    is_other = rules.rating_scale_id != scale.pk
    _set(rules, {"framework_version": version, "rating_scale": scale})
    for hook in registry.scale_changed if is_other else ():
        hook(program, at)

    before = {
        asked.competency.identifier: asked
        for asked in program.competencies.select_related("competency").order_by("pk")
    }
    missing = version.competencies.assessable().exclude(asked_by__program=program)
    missing = missing.exclude(identifier__in=left_out)
    ProgramCompetency.objects.bulk_create(
        _asked(program, competency, before.get(competency.identifier)) for competency in missing
    )


@transaction.atomic
def update_competencies(
    *,
    program: Program,
    asked: Mapping[Competency, Mapping[str, Any]],
    left_out: Collection[Competency] = (),
) -> int:
    """Set what the program asks of some competencies; return how many differ from before.

    Holds for preceptorships published from now on (DESIGN 15).

    :raises ProgramError: if nothing would be asked.
    """
    if left_out and not asked:
        raise ProgramError(_("A program asks for one skill at least: nothing was saved."))
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    gone, _counts = program.competencies.filter(competency__in=left_out).delete()
    known = set(program.competencies.values_list("competency", flat=True))
    fresh = ProgramCompetency.objects.bulk_create(
        ProgramCompetency(program=program, competency=competency, **wanted)
        for competency, wanted in asked.items()
        if competency.pk not in known
    )
    return gone + len(fresh) + _change_competencies(program, asked)


def _change_competencies(program, asked):
    rows = program.competencies.filter(competency__in=asked).select_related("competency")
    changed = []
    for row in rows.select_for_update(of=("self",)):
        wanted = asked[row.competency]
        if any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            changed.append(row)
    ProgramCompetency.objects.bulk_update(changed, ASKED)
    return len(changed)


@transaction.atomic
def add_coordinator(
    *, program: Program, person: Person, role: Role, by: Person, at: datetime
) -> None:
    """Let a person run the program, or change in which role they do.

    Who named them, and since when, stays as it was where they run it already.

    :raises ProgramError: if the account is deactivated, or nobody but deputies would remain.
    """
    if not person.is_active:
        raise ProgramError(_("%(name)s's account is deactivated.") % {"name": person})
    if role == Role.DEPUTY:
        _keep_a_coordinator(program, without=person)
    ProgramCoordinator.objects.update_or_create(
        program=program,
        person=person,
        defaults={"role": role},
        create_defaults={"role": role, "named_by": by, "named_at": at},
    )
    record(Kind.COORDINATOR_MADE, by=by, about=person, what=f"{role} program {program.pk}")


@transaction.atomic
def remove_coordinator(*, program: Program, person: Person) -> None:
    """:raises ProgramError: if no coordinator would remain."""
    _keep_a_coordinator(program, without=person)
    ProgramCoordinator.objects.filter(program=program, person=person).delete()
    record(Kind.COORDINATOR_UNMADE, about=person, what=f"program {program.pk}")


@transaction.atomic
def place_program(*, program: Program, organisation: Unit | None, by: Person) -> None:
    """Say whose program it is. Its coordinators see that organisation's people from now on."""
    if program.organisation_id == (organisation and organisation.pk):
        return
    program.organisation = organisation
    program.save(update_fields=["organisation"])
    record(Kind.ORGANISATION_SET, by=by, about=organisation, what=f"program {program.pk}")


def rules_of(program: Program) -> PreceptorshipRules | MentorshipRules:
    return program.preceptorship_rules if program.is_preceptorship else program.mentorship_rules


def _organisation_of(person):
    """The site somebody belongs to; the only one there is, for whoever belongs to none."""
    sites = Unit.objects.filter(kind=Unit.Kind.SITE)
    own = sites.filter(pk=site_of(person.unit)).first()
    few = list(sites[:2])
    return own or (few[0] if len(few) == 1 else None)


def _keep_a_coordinator(program, *, without):
    # The row of the program is the lock: two removals at once must not remove both.
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    coordinators = program.coordinators.filter(role=Role.COORDINATOR)
    if not coordinators.exclude(person=without).exists():
        raise ProgramError(_("A program needs a coordinator: name another one first."))


def _left_out(program):
    """Identifiers in the program's framework that it asks nothing of, though it does of others."""
    version = program.preceptorship_rules.framework_version
    asked = program.competencies.current()
    if version is None or not asked.exists():
        return []
    rest = version.competencies.assessable().exclude(asked_by__program=program)
    return list(rest.values_list("identifier", flat=True))


def _asked(program, competency, before):
    taken_over = {name: getattr(before, name) for name in ASKED} if before else {}
    return ProgramCompetency(program=program, competency=competency, **taken_over)


def _set(row, values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _as_stored(value):
    """Turn the lazy texts of a preset into the words of the moment."""
    if isinstance(value, list):
        return [_as_stored(item) for item in value]
    if isinstance(value, dict):
        return {name: _as_stored(item) for name, item in value.items()}
    return value if isinstance(value, int | bool | None) else str(value)
