from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Learner, Person
from programs.cohorts.models import Enrolment
from programs.sessions.models.session import LEARNING, Session


class AttendanceQuerySet(models.QuerySet):
    def present(self):
        return self.filter(state=Attendance.State.PRESENT)

    def excused(self):
        return self.filter(state=Attendance.State.EXCUSED)

    def at_other_dates(self, session):
        """Of whoever was at another date of the session: they need not come to this one."""
        others = self.present().filter(session__series=session.series, session__called_off_at=None)
        return others.exclude(session=session.pk)

    def missed(self):
        """The last absence of learners in each required session, not made up or excused since.

        Of those who still learn in its cohort.
        """
        same = Attendance.objects.filter(
            learner=OuterRef("learner"),
            session__series=OuterRef("session__series"),
            session__called_off_at=None,
        )
        later = same.filter(session__starts_at__gt=OuterRef("session__starts_at"))
        learning = Enrolment.objects.filter(
            cohort=OuterRef("session__cohort"), learner=OuterRef("learner"), status__in=LEARNING
        )
        absent = self.filter(
            state=Attendance.State.ABSENT,
            session__is_required=True,
            session__called_off_at=None,
            session__cohort__archived_at=None,
            session__cohort__program__archived_at=None,
            learner__person__is_active=True,
        )
        return absent.filter(~Exists(same.present()), ~Exists(later), Exists(learning))


class Attendance(Identified):
    """Whether a learner was at a session. Of an excuse no reason is kept."""

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Absent")

    class Way(models.TextChoices):
        CODE = "code", _("By the code in the room")
        LIST = "list", _("By the list")

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    learner = models.ForeignKey(Learner, models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=8, choices=State)
    way = models.CharField(max_length=4, choices=Way)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["session", "learner"]
        constraints = [
            models.UniqueConstraint(fields=["session", "learner"], name="attendance_noted_once"),
        ]
        indexes = [
            # required sessions that were missed
            models.Index(
                fields=["session"],
                condition=models.Q(state="absent"),
                name="attendance_absent",
            ),
        ]

    def __str__(self):
        return f"{self.learner_id} {self.state}"
