from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from common.models import Identified


class SecurityEvent(Identified):
    """Who came in, failed to, may do more now, took something along: when, from where.

    Ids and codes alone: no name, no content, nothing typed. It points at nobody, so that it
    outlasts whoever is erased. The database takes no change to it, and lets old ones go
    (migration 0002).
    """

    class Kind(models.TextChoices):
        LOG_IN = "log_in", _("Logged in")
        LOG_IN_FAILED = "log_in_failed", _("Failed to log in")
        LOG_OUT = "log_out", _("Logged out")
        SESSIONS_ENDED = "sessions_ended", _("Logged out on every device by an administrator")
        CONFIRM_FAILED = "confirm_failed", _("Wrong password when signing")
        PASSWORD_SET = "password_set", _("Password set")
        FACTOR_ADDED = "factor_added", _("Second factor added")
        FACTOR_REMOVED = "factor_removed", _("Second factor removed")
        ACCOUNT_JOINED = "account_joined", _("Work account connected")
        ACCOUNT_PARTED = "account_parted", _("Work account disconnected")
        ADDRESS_ASKED = "address_asked", _("New e-mail address requested")
        ADDRESS_DECIDED = "address_decided", _("New e-mail address accepted or stopped")
        ADMINISTRATOR_MADE = "administrator_made", _("Made a site administrator")
        ADMINISTRATOR_UNMADE = "administrator_unmade", _("No longer a site administrator")
        COORDINATOR_MADE = "coordinator_made", _("Made a coordinator")
        COORDINATOR_UNMADE = "coordinator_unmade", _("No longer a coordinator")
        ORGANISATION_SET = "organisation_set", _("Program given to an organisation")
        GUEST_ASKED = "guest_asked", _("Guest from another organisation requested")
        GUEST_DECIDED = "guest_decided", _("Guest request granted, declined or ended")
        DEACTIVATED = "deactivated", _("Deactivated")
        REACTIVATED = "reactivated", _("Reactivated")
        BREAK_GLASS_ASKED = "break_glass_asked", _("Break-glass access requested")
        BREAK_GLASS_DECIDED = "break_glass_decided", _("Break-glass access decided")
        BREAK_GLASS_READ = "break_glass_read", _("Break-glass access used")
        EXPORTED = "exported", _("Exported a file")
        REFUSED = "refused", _("Refused")
        HIDDEN = "hidden", _("Asked for something they may not see")
        ABSENT = "absent", _("Asked for something that isn't there")
        LOG_READ = "log_read", _("Read the security log")

    # By the database's own clock, so that nobody dates an entry back.
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    # Who did it, empty where nobody was logged in; and the id of whom or what it is about.
    by = models.UUIDField(null=True, blank=True)
    about = models.UUIDField(null=True, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    # A code of ours: the name of a page, an outcome, a kind of factor.
    what = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [
            # the page, newest first; what is old enough to go
            models.Index(fields=["-recorded_at", "-id"], name="security_event_newest"),
            # the page by person
            models.Index(fields=["by", "-recorded_at"], name="security_event_by"),
            models.Index(fields=["about", "-recorded_at"], name="security_event_about"),
            # the page by event
            models.Index(fields=["kind", "-recorded_at"], name="security_event_kind"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
