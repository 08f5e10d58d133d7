"""The demo's frameworks and what their programs ask, from the lists of this package."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

from programs.cohorts.models import Method, Program, ProgramCompetency
from programs.frameworks.files import ParsedFramework, ParsedItem
from programs.frameworks.models import FrameworkVersion
from tools.demo.data.content import Asked, Group


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


def framework_of(title: str, groups: Iterable[Group]) -> ParsedFramework:
    """Return the groups as a framework of their own, as if read from a file."""
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
    return ParsedFramework(
        identifier=_identifier(title, ""),
        title=title,
        creator="Alongside demo",
        version_label="1",
        language="en",
        notes="Written for the demo. Replace it with your own framework.",
        items=tuple(items),
    )


def _identifier(title: str, code: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"https://example.org/{title}/{code}"))
