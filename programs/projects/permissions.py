"""Who plans projects and says what belongs to them."""

from programs.cohorts.permissions import can_coordinate
from programs.preceptorships.permissions import can_run_preceptorship
from programs.projects.models import Project


def can_plan_projects(person, program) -> bool:
    return can_coordinate(person, program)


def can_decide_part(person, preceptorship) -> bool:
    """Whoever runs the program, and not for themselves."""
    return preceptorship.is_open and can_run_preceptorship(person, preceptorship)


def can_update_project(person, project: Project) -> bool:
    return can_plan_projects(person, project.program)
