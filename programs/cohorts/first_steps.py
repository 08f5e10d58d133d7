"""What a fresh site needs of programs before anybody can be paired."""

from django.urls import reverse
from django.utils.translation import gettext as _

from people.registry import FirstStep
from programs.cohorts.models import Program
from programs.frameworks.models import FrameworkVersion


def bring_a_framework_in() -> FirstStep:
    return FirstStep(
        title=_("Bring a framework in"),
        detail=_("The competencies that a preceptorship works through, from a CASE or CSV file."),
        url=reverse("programs:framework-import"),
        act=_("Import a framework"),
        is_done=FrameworkVersion.objects.published().exists(),
    )


def create_a_program() -> FirstStep:
    return FirstStep(
        title=_("Create a program"),
        detail=_("From a preset or from nothing; then enrol learners and pair them."),
        url=reverse("programs:program-create"),
        act=_("Create a program"),
        is_done=Program.objects.exists(),
    )
