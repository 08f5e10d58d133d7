from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models.sort_name import sort_name_of

# Between the names of a path, from the site down.
SEPARATOR = "›"


class UnitQuerySet(models.QuerySet):
    def open(self):
        return self.filter(archived_at=None)

    def archived(self):
        return self.filter(archived_at__isnull=False)

    def with_path(self):
        """Load what ``path`` asks for."""
        return self.select_related("parent__parent")

    def called(self, words):
        """Units with exactly that name or path, or end of a path; case does not matter."""
        return self._by_path(words, "iexact")

    def matching(self, words):
        """Units whose name holds the words; "medicine › 7" is one with a 7 in a medicine."""
        return self._by_path(words, "icontains")

    def _by_path(self, words, lookup):
        names = [name.strip() for name in reversed(words.split(SEPARATOR))]
        paths = ("name", "parent__name", "parent__parent__name")
        if len(names) > len(paths) or not any(names):
            return self.none()
        asked = zip(paths, names, strict=False)
        return self.filter(**{f"{path}__{lookup}": name for path, name in asked if name})

    def with_those_below(self, units):
        """Those units, and all that lies below them."""
        return self.filter(Q(pk__in=units) | Q(parent__in=units) | Q(parent__parent__in=units))

    def with_people_count(self):
        """Add ``people_count``: active people who belong straight to the unit."""
        return self.annotate(people_count=Count("people", filter=Q(people__is_active=True)))

    def with_people_below_count(self):
        """Add ``people_count``: active people who belong to the unit or to one below it."""
        own, nearest, furthest = (
            _active_people(path) for path in ("unit", "unit__parent", "unit__parent__parent")
        )
        return self.annotate(people_count=own + nearest + furthest)


def _active_people(path):
    """How many active people there are of whom ``path`` leads to the unit in question."""
    people = apps.get_model("people", "Person").objects.filter(
        **{path: OuterRef("pk")}, is_active=True
    )
    counted = people.order_by().values(path).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted), 0)


class Unit(Identified):
    """A place in the organisation: a site, a department in it, a unit in that."""

    class Kind(models.TextChoices):
        SITE = "site", _("Site")
        DEPARTMENT = "department", _("Department")
        UNIT = "unit", _("Unit")

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    sort_name = sort_name_of("name")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    # "Due" means the end of the local day of the site.
    time_zone = models.CharField(max_length=64, blank=True)
    # Of one that is no more: nobody active is in it, and nobody is put there.
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(kind="site") ^ Q(parent__isnull=False),
                name="unit_site_is_at_the_top",
            ),
            models.UniqueConstraint("parent", Lower("name"), name="unit_name_once_per_parent"),
            models.UniqueConstraint(
                Lower("name"), condition=Q(parent=None), name="unit_site_name_once"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def path(self):
        """The names from the site down: "Northfield › Medicine › Ward 7B"."""
        return f"{self.parent.path} › {self.name}" if self.parent else self.name
