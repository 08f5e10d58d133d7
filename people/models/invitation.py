from django.db import models
from django.db.models import Q

from people.models.base import Identified
from people.models.person import Person


class InvitationQuerySet(models.QuerySet):
    def usable(self, at):
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)


class Invitation(Identified):
    """A single-use, expiring link by which a person sets their first password.

    Only a hash of the token is stored; the token itself is in the mail alone.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                name="invitation_accepted_or_revoked",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open_per_person",
            ),
        ]

    def __str__(self):
        return f"invitation {self.pk}"
