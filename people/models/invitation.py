from django.db import models
from django.db.models import Q

from common.models import Identified
from people.models.person import Person


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, revoked_at=None)

    def usable(self, at):
        return self.open().filter(expires_at__gt=at)

    def expired(self, at):
        return self.open().filter(expires_at__lte=at)

    def unsent(self):
        return self.open().filter(sent_at=None)


class Invitation(Identified):
    """A single-use, expiring link by which a person sets their first password.

    Only a hash of the token is stored; the token itself is in the mail alone, and is
    made when that mail leaves: an invitation that waits to be sent has none.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    created_at = models.DateTimeField()
    # Empty when a command invited them.
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    # How often handing the mail over has failed.
    failures = models.PositiveSmallIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                name="invitation_accepted_or_revoked",
            ),
            models.CheckConstraint(
                condition=(
                    Q(sent_at=None, token_hash=None, expires_at=None)
                    | Q(
                        sent_at__isnull=False,
                        token_hash__isnull=False,
                        expires_at__isnull=False,
                    )
                ),
                name="invitation_sent_has_a_token_and_an_end",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(sent_at__isnull=False),
                name="invitation_accepted_was_sent",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open_per_person",
            ),
        ]
        indexes = [
            # the sweep that sends what waits, oldest first
            models.Index(
                fields=["created_at"],
                condition=Q(sent_at=None, accepted_at=None, revoked_at=None),
                name="invitation_unsent",
            ),
        ]

    def __str__(self):
        return f"invitation {self.pk}"
