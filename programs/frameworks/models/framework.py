from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from common.models import Identified
from people.models import Person
from people.models.sort_name import sort_name_of
from programs.frameworks.files.tree import wording_hash


class FrameworkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(archived_at=None)

    def archived(self):
        return self.filter(archived_at__isnull=False)

    def published(self):
        """Those with at least one published version."""
        versions = FrameworkVersion.objects.published()
        return self.filter(Exists(versions.filter(framework=OuterRef("pk"))))

    def with_latest(self):
        """Add ``latest_number``, ``latest_label``, ``latest_at`` and ``competency_count``."""
        latest = FrameworkVersion.objects.published().filter(framework=OuterRef("pk"))
        latest = latest.order_by("-number")
        counted = latest.annotate(
            count=Count("competencies", filter=Q(competencies__is_group=False))
        )
        return self.annotate(
            latest_number=Subquery(latest.values("number")[:1]),
            latest_label=Coalesce(Subquery(latest.values("label")[:1]), models.Value("")),
            latest_at=Subquery(latest.values("published_at")[:1]),
            competency_count=Coalesce(Subquery(counted.values("count")[:1]), 0),
        )


class Framework(Identified):
    """A catalogue of competencies that somebody maintains, in all its versions."""

    # The publisher's identifier (CASE document), by which a re-import is recognised; made anew
    # where another organisation's framework has it already.
    identifier = models.CharField(max_length=300, unique=True)
    # As the file has it.
    file_identifier = models.CharField(max_length=300, db_index=True)
    title = models.CharField(max_length=300)
    sort_name = sort_name_of("title")
    creator = models.CharField(max_length=300, blank=True)
    source_uri = models.CharField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    # Licence and acknowledgement, shown wherever the framework is.
    notes = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]

    def __str__(self):
        return self.title

    def latest_version(self):
        return self.versions.published().order_by("-number").first()


class FrameworkVersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def offered(self, *, but=None):
        """Published and not archived, for programs to choose from; and the one chosen already."""
        return self.published().filter(Q(framework__archived_at=None) | Q(pk=but))

    def before(self, version):
        """Older published versions of the same framework, the newest first."""
        older = self.published().filter(framework=version.framework_id, number__lt=version.number)
        return older.order_by("-number")


class FrameworkVersion(Identified):
    """One edition of a framework. Once published, a trigger refuses every change."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    # What the publisher calls it, such as "1.1.1".
    label = models.CharField(max_length=60, blank=True)
    # SHA-256 over the canonical tree: the same file again makes no new version.
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"], name="framework_version_number_once"
            ),
        ]

    def __str__(self):
        number = _("version %(number)s") % {"number": self.number}
        own = f" ({self.own_label})" if self.own_label else ""
        return f"{self.framework.title}, {number}{own}"

    @property
    def own_label(self) -> str:
        """What its keeper calls this version, where it is more than the number again."""
        return "" if self.label == str(self.number) else self.label


class CompetencyQuerySet(models.QuerySet):
    def assessable(self):
        """Competencies proper: an item with children is a group and is never signed."""
        return self.filter(is_group=False)

    def in_order(self):
        return self.order_by("position")


class Competency(Identified):
    """An item of a framework version: a group, or something one can be signed off for."""

    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="competencies")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    # The publisher's own identifier, kept through every re-import.
    identifier = models.CharField(max_length=300)
    uri = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=60, blank=True)
    statement = models.TextField()
    # A few words for narrow places; empty when the statement is short.
    short_statement = models.CharField(max_length=300, blank=True)
    notes = models.TextField(blank=True)
    kind = models.CharField(max_length=100, blank=True)
    is_group = models.BooleanField(default=False)
    # Its place in the whole tree, depth first, from 0; and how deep it stands.
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    # SHA-256 of what a signature refers to: identifier, code, statement and notes.
    wording_hash = models.CharField(max_length=64)

    objects = CompetencyQuerySet.as_manager()

    class Meta:
        ordering = ["version", "position"]
        verbose_name_plural = "competencies"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"], name="competency_identifier_once"
            ),
            models.UniqueConstraint(
                fields=["version", "position"], name="competency_position_once"
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="competency_is_not_its_own_parent"
            ),
        ]

    def __str__(self):
        return self.short_statement or self.statement

    @property
    def title(self):
        """Code and short wording in one line."""
        return f"{self.code} {self}".strip()

    def hash_wording(self) -> str:
        """Return what ``wording_hash`` is for the words as they are stored now."""
        return wording_hash(self.identifier, self.code, self.statement, self.notes)


class FrameworkImportQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Those the person made; all for an administrator."""
        return self if person.is_administrator else self.filter(created_by=person)

    def waiting(self):
        """Neither published nor discarded yet."""
        return self.filter(version=None, discarded_at=None)


class FrameworkImport(Identified):
    """An uploaded framework file between its preview and its publication."""

    filename = models.CharField(max_length=255)
    content = models.BinaryField()
    # For files that hold several frameworks: {"column": "value"}.
    where = models.JSONField(default=dict)
    title = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # The version it became.
    version = models.OneToOneField(
        FrameworkVersion, models.PROTECT, null=True, blank=True, related_name="source"
    )
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = FrameworkImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version=None) | Q(discarded_at=None),
                name="framework_import_published_or_discarded",
            ),
        ]

    def __str__(self):
        return self.filename
