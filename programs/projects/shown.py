"""What of a project others show: the plan of a preceptorship, and its hand-over card."""

from collections.abc import Iterable
from datetime import date

from people.models import Person
from programs.preceptorships.models import Preceptorship
from programs.projects.models import ProjectPart
from programs.registry import Section


def project_sections(
    preceptorship: Preceptorship, reader: Person, today: date
) -> Iterable[Section]:
    """What it is for, where, the aims and the end, to whoever reads the page."""
    parts = ProjectPart.objects.filter(preceptorship=preceptorship).select_related("project")
    for part in parts:
        yield "programs/projects/_project_section.html", {"project": part.project, "today": today}
