from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models.person import Person
from people.registry import notice_kinds


class NoticeQuerySet(models.QuerySet):
    def inbox_of(self, person):
        return self.filter(recipient=person, superseded_at=None)

    def told_by(self, moment):
        """Those whose moment has come: what can still be undone waits unseen (N10)."""
        return self.filter(created_at__lte=moment)

    def unread(self):
        return self.filter(read_at=None)

    def heard_of(self):
        """Those still shown that were read, or whose e-mail may have left."""
        left = [Delivery.Status.SENDING, Delivery.Status.SENT, Delivery.Status.UNKNOWN]
        mailed = Delivery.objects.filter(notice=OuterRef("pk"), status__in=left)
        return self.filter(~Q(read_at=None) | Exists(mailed), superseded_at=None)

    def done_with(self, before):
        """Those shown before then that need nobody any more: read, e-mailed or taken back.

        What asks for an act stays until the act takes it back, and an e-mail that may still
        leave keeps its notice.
        """
        deliveries = Delivery.objects.filter(notice=OuterRef("pk"))
        open_ones = [Delivery.Status.DUE, Delivery.Status.SENDING]
        asking = [kind.code for kind in notice_kinds.values() if kind.asks]
        return self.filter(
            ~Q(read_at=None)
            | ~Q(superseded_at=None)
            | Exists(deliveries.filter(status=Delivery.Status.SENT)),
            ~Q(kind__in=asking, superseded_at=None),
            ~Exists(deliveries.filter(status__in=open_ones)),
            created_at__lt=before,
        )

    def waiting_to_leave(self):
        """Those still shown whose e-mail has not left yet."""
        due = Delivery.objects.filter(notice=OuterRef("pk"), status=Delivery.Status.DUE)
        return self.filter(Exists(due), superseded_at=None)


class Notice(Identified):
    """One thing one person is told once (N4); a *reminder* is a notice that a rule planned.

    ``data`` holds facts for the wording (names, dates), never confidential text (N7).
    """

    # A code out of people.registry.notice_kinds.
    kind = models.CharField(max_length=40)
    recipient = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    # What it is about, its occurrence and its step make the key of DESIGN 7.
    object_id = models.UUIDField()
    occurs_on = models.DateField()
    step = models.PositiveSmallIntegerField(default=0)
    data = models.JSONField(default=dict)
    # Where it leads: a path on this site.
    path = models.CharField(max_length=300, blank=True)
    # From then on it is shown: later than its cause where that can be undone at first (N10).
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    # Set when the date it was planned for has moved: no longer shown or sent.
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "occurs_on", "recipient", "step"],
                name="notice_once_per_occurrence",
            ),
        ]
        indexes = [
            # the inbox, newest first
            models.Index(
                fields=["recipient", "-created_at", "-id"],
                condition=Q(superseded_at=None),
                name="notice_inbox",
            ),
            # the number of unread ones in the header of every page
            models.Index(
                fields=["recipient"],
                condition=Q(read_at=None, superseded_at=None),
                name="notice_unread",
            ),
            # superseding what was planned for an object
            models.Index(fields=["object_id", "kind"], name="notice_by_object"),
        ]

    def __str__(self):
        return f"{self.kind} on {self.occurs_on}"


class DeliveryQuerySet(models.QuerySet):
    def claimable(self, at):
        return self.filter(status=Delivery.Status.DUE, due_at__lte=at)

    def not_arrived(self):
        """Given up, or interrupted so that nobody knows (N4)."""
        return self.filter(status__in=[Delivery.Status.FAILED, Delivery.Status.UNKNOWN])

    def about(self, objects):
        """Those of notices about one of these rows, whose ids are unique everywhere."""
        return self.filter(notice__object_id__in=objects.order_by().values("pk"))

    def late(self, at, *, by):
        """Due for longer than ``by``: a sign that no worker runs."""
        return self.claimable(at - by)

    def with_recipient(self):
        return self.select_related("notice__recipient")

    def lease_run_out(self, at):
        return self.filter(status=Delivery.Status.SENDING, leased_until__lte=at)

    def leased(self, delivery):
        """The row, as long as the lease is still this attempt's."""
        return self.filter(pk=delivery.pk, status=Delivery.Status.SENDING, attempt=delivery.attempt)

    @transaction.atomic
    def lease(self, *, limit, at, for_):
        """Claim up to ``limit`` due rows for a while and return them, oldest first.

        Sweeps that run at once share the work: each skips what another holds.
        """
        rows = self.claimable(at).order_by("due_at", "pk").select_related("notice__recipient")
        claimed = list(rows.select_for_update(skip_locked=True, of=("self",))[:limit])
        for delivery in claimed:
            delivery.status = Delivery.Status.SENDING
            delivery.leased_until = at + for_
            delivery.begun_at = None
            delivery.attempt += 1
        self.bulk_update(claimed, ["status", "leased_until", "begun_at", "attempt"])
        return claimed


class Delivery(Identified):
    """One notice on its way to one person by one channel."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")

    class Status(models.TextChoices):
        DUE = "due", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        # The lease ran out: nobody knows whether it arrived (N4).
        UNKNOWN = "unknown", _("Unknown")
        SUPPRESSED = "suppressed", _("Not sent")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    status = models.CharField(max_length=10, choices=Status, default=Status.DUE)
    due_at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    # When this attempt was handed to the mail server: before that, it surely was not sent.
    begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # Why it failed or was not sent, in words a coordinator can act on; no content.
    reason = models.CharField(max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_per_channel"),
            models.CheckConstraint(
                condition=Q(status="sent") ^ Q(sent_at=None),
                name="delivery_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="sending") ^ Q(leased_until=None),
                name="delivery_sending_has_a_lease",
            ),
        ]
        indexes = [
            # the sweep that claims what is due, oldest first
            models.Index(fields=["due_at"], condition=Q(status="due"), name="delivery_due"),
            # what did not arrive, and everything that went out, the newest first (N6)
            models.Index(
                fields=["-due_at", "-id"],
                condition=Q(status__in=["failed", "unknown"]),
                name="delivery_not_arrived",
            ),
            models.Index(fields=["-due_at", "-id"], name="delivery_newest"),
            # leases that ran out
            models.Index(
                fields=["leased_until"],
                condition=Q(status="sending"),
                name="delivery_leased",
            ),
        ]

    def __str__(self):
        return f"{self.get_channel_display()}: {self.get_status_display()}"


class NoticePreference(Identified):
    """A person has stopped e-mails of one kind (N5); the inbox still shows them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=40)
    stopped_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notice_preference_once")
        ]

    def __str__(self):
        return self.kind
