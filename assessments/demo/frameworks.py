"""The demo's frameworks and what their programs ask, from the lists of this package."""

from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from assessments.demo.content import Asked, Group
from people.models import Person
from programs.framework_files import ParsedFramework, ParsedItem
from programs.models import (
    Competency,
    Framework,
    FrameworkVersion,
    Method,
    Program,
    ProgramCompetency,
)


def publish_framework(
    *, title: str, groups: Iterable[Group], by: Person, at: datetime
) -> FrameworkVersion:
    """Write the groups down as version 1 of a framework of their own and publish it."""
    parsed = _parsed(title, groups)
    framework = Framework.objects.create(
        identifier=parsed.identifier,
        title=title,
        creator="Alongside demo",
        notes="Written for the demo. Replace it with your own framework.",
        language="en",
        created_at=at,
    )
    version = FrameworkVersion.objects.create(
        framework=framework, number=1, label="1", content_hash=parsed.content_hash()
    )
    made = {}
    for position, item in enumerate(parsed.items):
        made[item.identifier] = Competency(
            version=version,
            parent=made.get(item.parent_identifier),
            identifier=item.identifier,
            code=item.code,
            statement=item.statement,
            notes=item.notes,
            is_group=item.is_group,
            position=position,
            depth=item.depth,
            wording_hash=item.wording_hash(),
        )
    Competency.objects.bulk_create(made.values())
    version.published_at, version.published_by = at, by
    version.save(update_fields=["published_at", "published_by"])
    return version


def ask(*, program: Program, version: FrameworkVersion, groups: Iterable[Group]) -> None:
    """Set what the program asks of each competency."""
    by_code = {found.code: found for found in version.competencies.assessable()}
    ProgramCompetency.objects.bulk_create(
        ProgramCompetency(
            program=program,
            competency=by_code[asked.code],
            is_critical=asked.critical,
            observations_required=asked.observations,
            assessors_required=asked.assessors,
            due_week=asked.due_week,
            methods=_methods(asked),
        )
        for group in groups
        for asked in group.items
    )


def _methods(asked: Asked) -> list[str]:
    methods = [Method.WORKPLACE, Method.DEMONSTRATION, Method.SIMULATION, Method.DISCUSSION]
    return methods[:3] if asked.critical else methods


def _parsed(title: str, groups: Iterable[Group]) -> ParsedFramework:
    items = []
    for group in groups:
        parent = _identifier(title, group.code)
        items.append(ParsedItem(parent, "", 0, True, group.statement, code=group.code))
        items += [
            ParsedItem(
                _identifier(title, asked.code),
                parent,
                1,
                False,
                asked.statement,
                code=asked.code,
                notes=asked.notes,
            )
            for asked in group.items
        ]
    return ParsedFramework(_identifier(title, ""), title, items=tuple(items))


def _identifier(title: str, code: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"https://example.org/{title}/{code}"))
