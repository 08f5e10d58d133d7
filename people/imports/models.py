from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models.person import Person

# Of an address behind a wall between organisations: neither whose it is, nor where.
NOT_USABLE = gettext_noop(
    "can't be used here. If they work in another organisation, ask for them as a guest."
)
# The same of an address behind a wall and of one that nobody has, where there is no name to add.
NOT_FOUND = gettext_noop(
    "isn't the address of anyone you can find. To add someone new, give their name. If they work "
    "in another organisation, ask for them as a guest."
)


class PeopleImportQuerySet(models.QuerySet):
    def visible_to(self, person):
        """One's own; site administrators see all: the rows hold people's data."""
        if person.is_administrator:
            return self
        return self.filter(created_by=person)


class PeopleImport(Identified):
    """One uploaded CSV of people on its way: staged, previewed, then committed or discarded."""

    class Status(models.TextChoices):
        # Somebody has to say which column is which.
        NAMING = "naming", _("Columns to be named")
        STAGING = "staging", _("Being read")
        READY = "ready", _("Ready to check")
        # Confirmed, and too large for a request: the worker writes it.
        WRITING = "writing", _("Being written")
        COMMITTED = "committed", _("Done")
        DISCARDED = "discarded", _("Discarded")

    status = models.CharField(max_length=10, choices=Status, default=Status.STAGING)
    filename = models.CharField(max_length=255)
    create_units = models.BooleanField(default=False)
    # What the file says of itself, as templates with values: encoding, delimiter, ignored columns.
    notes = models.JSONField(default=list)
    # As the file calls its columns.
    header = models.JSONField(default=list)
    # What each column of the file means; null for one that is ignored.
    columns = models.JSONField(default=list)
    # Of all units when the first row was compared: other units may mean another place.
    units_as_found = models.CharField(max_length=32, blank=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_staged = models.PositiveIntegerField(default=0)
    # Empty when it came from the command line.
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    # What was chosen when it was confirmed. New people are invited after they are written.
    skips_refused = models.BooleanField(default=False)
    has_to_invite = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField(null=True, blank=True)

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="committed") ^ Q(committed_at=None),
                name="people_import_committed_has_a_time",
            ),
        ]

    def __str__(self):
        return self.filename

    def get_absolute_url(self):
        return reverse("people:people-import-detail", args=[self.pk])

    @property
    def is_over(self):
        return self.status in (self.Status.COMMITTED, self.Status.DISCARDED)

    def name_in_file(self, column):
        """Return what the file calls one of our columns, else our own name for it."""
        named = dict(zip(self.columns, self.header, strict=False))
        return named.get(column, column)

    @property
    def sentences(self):
        """What the file says of itself, in the reader's language."""
        return [gettext(note["template"]) % note["values"] for note in self.notes]


class PeopleImportFile(Identified):
    """The bytes of a file that is not imported yet, in case its columns are named anew."""

    people_import = models.OneToOneField(PeopleImport, models.CASCADE, related_name="file")
    content = models.BinaryField()

    def __str__(self):
        return f"content of {self.people_import_id}"


class NamedColumns(Identified):
    """Which column is which in files with this header, as somebody said once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # Of the names of all columns, as they are compared.
    header_digest = models.CharField(max_length=64)
    # Our name for each column; null for one to ignore.
    columns = models.JSONField()
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "header_digest"], name="named_columns_once_per_header"
            ),
        ]

    def __str__(self):
        return self.header_digest[:8]


class PeopleImportChunk(Identified):
    """Some records of the file that are still to be read, in the order of the file."""

    people_import = models.ForeignKey(PeopleImport, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    # [[number of the row, [cell, …], [rows with the same address]], …]
    records = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["people_import", "number"], name="people_import_chunk_number_once"
            ),
        ]

    def __str__(self):
        return f"chunk {self.number}"


class PeopleImportRow(Identified):
    """One line of the file, what it would do, and why not.

    Somebody new gets the id of their row, and so do their profiles and line management: all
    that a file brings is known before it is written.
    """

    class Outcome(models.TextChoices):
        PENDING = "pending", _("To be compared")
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        REFUSED = "refused", _("Refused")

    people_import = models.ForeignKey(PeopleImport, models.CASCADE, related_name="rows")
    # The line in the file as a spreadsheet counts it: the header is 1.
    number = models.PositiveIntegerField()
    values = models.JSONField()
    # As they stand in the file, to be downloaded again with the reasons.
    cells = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PENDING)
    # [{"column": …, "before": …, "after": …}], with "creates" where a unit is to be made
    changes = models.JSONField(default=list)
    # [{"column": …, "reason": a template, "values": {…}, "in_file": bool}]
    problems = models.JSONField(default=list)
    # What is left out of a row that is imported, in the same form as problems.
    remarks = models.JSONField(default=list)
    # Whom it changes. Empty for somebody new.
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    # Of all that the file may change in the person, when the row was compared.
    as_found = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["people_import", "number"], name="people_import_row_number_once"
            ),
        ]
        indexes = [
            # the preview, filtered by outcome, page by page
            models.Index(
                fields=["people_import", "outcome", "number"], name="people_import_row_outcome"
            ),
        ]

    def __str__(self):
        return f"row {self.number}"

    @property
    def person_key(self):
        """The id of the person whose row it is, if they are here."""
        is_written = self.people_import.status == PeopleImport.Status.COMMITTED
        is_new = is_written and self.outcome == self.Outcome.NEW
        return self.pk if is_new else self.person_id

    @property
    def person_name(self):
        """As the file says it, else as it is here: a file may hold addresses alone."""
        return self.values.get("name") or (self.person.name if self.person else "")

    @property
    def reasons(self):
        """Why it is refused, in the reader's language: (column, what stands there, sentence).

        The column is called as the file calls it.
        """
        return self._worded(self.problems)

    @property
    def may_be_guest(self):
        """Whether its address leads nowhere, so that somebody could be asked for as a guest."""
        return any(problem["reason"] in {NOT_USABLE, NOT_FOUND} for problem in self.problems)

    @property
    def ignored(self):
        """What of it is left out, in the same form."""
        return self._worded(self.remarks)

    def _worded(self, problems):
        return [
            (
                self.people_import.name_in_file(problem["column"]),
                _cell(self.values.get(problem["column"])),
                gettext(problem["reason"]) % problem["values"],
            )
            for problem in problems
        ]


def _cell(value):
    """A value as it may have stood in the file, in a length that one can read."""
    text = " > ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return text[:60]
