from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.cohorts.models import Program


class GuestRequestQuerySet(models.QuerySet):
    def waiting(self, at):
        """Those that can still be answered."""
        return self.filter(status="waiting", expires_at__gt=at)

    def overdue(self, at):
        """Those that nobody answered in time."""
        return self.filter(status="waiting", expires_at__lte=at)

    def passed_on(self):
        """Those whose person is known here, and whose own coordinators were asked."""
        return self.exclude(person=None)

    def granted(self):
        return self.filter(status="granted")

    def answered(self):
        return self.filter(status__in=GuestRequest.ANSWERED)

    def with_people(self):
        return self.select_related(
            "program__organisation", "person__unit__parent__parent", "asked_by", "answered_by"
        )


class GuestRequest(Identified):
    """A program asks for somebody of another organisation, and what their own side said.

    Whoever asks is told the same whether anybody has the address or not: ``person`` is found
    afterwards (``pass_on_guest_requests``), and no page of theirs shows it before a yes.
    While one is granted, those who run the program find the person.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("no answer")
        ENDED = "ended", _("ended")

    ANSWERED = (Status.GRANTED, Status.DECLINED, Status.ENDED)
    # How long there is for an answer.
    WAITS = timedelta(days=14)
    # How long one is kept that came to nothing.
    KEPT = timedelta(days=366)
    # How long somebody can be a guest before they are asked for again.
    LONGEST = timedelta(days=366)

    program = models.ForeignKey(Program, models.PROTECT, related_name="guest_requests")
    email = models.EmailField(max_length=254)
    reason = models.TextField(max_length=1000)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    # Whose address it is; empty until they were found here, and where nobody was.
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="guest_requests"
    )
    # When it was answered, withdrawn or expired, and by whom; by nobody where it expired.
    closed_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # Why it was declined.
    answer = models.TextField(max_length=1000, blank=True)
    # The last day as a guest.
    ends_on = models.DateField(null=True, blank=True)

    objects = GuestRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "email"],
                condition=Q(status="waiting"),
                name="guest_request_one_waiting_per_address",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", closed_at=None)
                | (~Q(status="waiting") & Q(closed_at__isnull=False)),
                name="guest_request_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["granted", "declined", "ended"])
                | Q(person__isnull=False, answered_by__isnull=False),
                name="guest_request_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["granted", "ended"], ends_on__isnull=False)
                | (~Q(status__in=["granted", "ended"]) & Q(ends_on=None)),
                name="guest_request_granted_has_an_end",
            ),
        ]
        indexes = [
            # the sweep; what waits for a person's coordinators
            models.Index(
                fields=["expires_at"], condition=Q(status="waiting"), name="guest_request_waiting"
            ),
            # whom those who run a program find
            models.Index(
                fields=["program", "person"],
                condition=Q(status="granted"),
                name="guest_request_granted",
            ),
        ]

    def __str__(self):
        return f"guest request {self.pk}"

    def is_waiting(self, at):
        return self.status == self.Status.WAITING and self.expires_at > at

    @property
    def is_granted(self):
        return self.status == self.Status.GRANTED

    @property
    def is_let_in(self):
        """Whether their own side said yes, so that who asked knows them."""
        return self.status in {self.Status.GRANTED, self.Status.ENDED}
