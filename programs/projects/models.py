from datetime import timedelta

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from people.models.sort_name import sort_name_of
from programs.cohorts.models import Program
from programs.preceptorships.models import Preceptorship

# What becomes of the preceptorships of a project is asked so long before it ends.
ASKED_AHEAD = timedelta(days=14)


class ProjectQuerySet(models.QuerySet):
    def with_counts(self):
        """Each with ``people``: how many preceptorships belong to it."""
        return self.annotate(people=Count("parts"))


class Project(Identified):
    """What preceptorships of a program are for: an assignment or a project, and its aims."""

    class Kind(models.TextChoices):
        ASSIGNMENT = "assignment", _("Assignment")
        PROJECT = "project", _("Project")

    program = models.ForeignKey(Program, models.PROTECT, related_name="projects")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    sort_name = sort_name_of("name")
    purpose = models.TextField()
    place = models.CharField(max_length=120, blank=True)
    # One a line.
    aims = models.TextField(blank=True)
    ends_on = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "sort_name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(purpose=""), name="project_says_what")
        ]

    def __str__(self):
        return self.name

    @property
    def list_of_aims(self) -> list[str]:
        return self.aims.splitlines()


class ProjectPartQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("project__program", "preceptorship__learner__person")

    def but_of(self, person):
        """Nobody decides about themselves (P4)."""
        return self.exclude(preceptorship__learner__person=person)

    def to_decide(self, today):
        """Those whose project ends soon or is over while the preceptorship goes on longer."""
        return self.filter(
            preceptorship__closed_at=None,
            settled_at=None,
            project__ends_on__lte=today + ASKED_AHEAD,
            preceptorship__ends_on__gt=F("project__ends_on"),
        )


class ProjectPart(Identified):
    """A preceptorship belongs to a project, and whether somebody said that it outlives it."""

    preceptorship = models.OneToOneField(Preceptorship, models.CASCADE, related_name="project_part")
    project = models.ForeignKey(Project, models.PROTECT, related_name="parts")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # It goes on after the project's end.
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProjectPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="project_part_settled_by_somebody",
            )
        ]

    def __str__(self):
        return f"{self.preceptorship} for {self.project}"
