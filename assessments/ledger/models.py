from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from programs.preceptorships.models import Preceptorship


class LedgerEntry(Identified):
    """One act on the record of one preceptorship: insert-only, chained by hash (DESIGN 6).

    A trigger refuses UPDATE, DELETE and TRUNCATE. Personal content stands in
    ``SignatureContent``, but for an entry on what counts, which has none; here is only a salted
    commitment to it.
    """

    class Kind(models.TextChoices):
        SIGN = "sign", _("Signed")
        REVOKE = "revoke", _("Revoked")
        SUSPEND = "suspend", _("Put on hold")
        REINSTATE = "reinstate", _("Reinstated")
        CONFIRM = "confirm", _("Confirmed")
        REQUIRE = "require", _("What counts")
        REVIEW = "review", _("Review signed")
        ERASE = "erase", _("Names erased")

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="ledger_entries")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    # What was hashed, to the letter: see assessments/ledger/chain.py.
    canonical = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["preceptorship", "sequence"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.UniqueConstraint(
                fields=["preceptorship", "sequence"], name="ledger_entry_sequence_once"
            ),
            models.CheckConstraint(
                condition=Q(sequence=1) ^ ~Q(previous_hash=""),
                name="ledger_entry_first_has_no_previous",
            ),
        ]

    def __str__(self):
        return f"{self.sequence} {self.kind}"


class SignatureContent(Identified):
    """The personal part of a ledger entry and its salt (D3).

    The chain holds without it; an entry of its own says who erased it.
    """

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="content")
    salt = models.CharField(max_length=64)
    signed_as = models.CharField(max_length=400)
    learner_name = models.CharField(max_length=120)
    # The address to which an external assessor's confirmation went (P11).
    identity = models.CharField(max_length=254, blank=True)
    # The comment of a signature, the reason of a revocation, or what each wrote in a review.
    text = models.TextField(blank=True)

    def __str__(self):
        return f"content of {self.entry_id}"


class LedgerSeal(Identified):
    """A seal that was taken: what the last line of SEAL_FILE has to be. Insert-only, too."""

    number = models.PositiveIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    # SHA-256 of its line in the file, which holds everything else.
    line_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"seal {self.number}"
