from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.mentoring.meetings.models.check_in import CheckIn
from programs.mentoring.mentorships.models.mentorship import Mentorship


class AgendaItemQuerySet(models.QuerySet):
    def readable_by(self, person):
        """The two, while they walk together; one's own words after that too (M5, M8)."""
        mine = self.filter(check_in__mentorship__in=Mentorship.objects.of(person))
        return mine.filter(Q(author=person) | Q(check_in__mentorship__closed_at=None))

    def in_check_in(self, check_in, person):
        """``readable_by`` at one check-in, which is at hand with its mentorship and the two."""
        if not check_in.mentorship.is_with(person):
            return self.none()
        items = self.filter(check_in=check_in)
        return items if check_in.mentorship.is_open else items.filter(author=person)


class AgendaItem(Identified):
    """Something one of the two would like to talk about at a check-in (M12)."""

    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="agenda")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.CharField(_("topic"), max_length=300)
    added_at = models.DateTimeField()

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="agenda_item_says_something"),
        ]

    def __str__(self):
        return f"agenda item {self.pk}"


class ActionItemQuerySet(models.QuerySet):
    def readable_by(self, person):
        """The two, while they walk together; after that whoever took it on (M5, M8)."""
        mine = self.filter(mentorship__in=Mentorship.objects.of(person))
        return mine.filter(Q(owner=person) | Q(mentorship__closed_at=None))

    def in_mentorship(self, mentorship, person):
        """``readable_by`` in one mentorship, which is at hand with its two."""
        if not mentorship.is_with(person):
            return self.none()
        actions = self.filter(mentorship=mentorship)
        return actions if mentorship.is_open else actions.filter(owner=person)

    def open(self):
        return self.filter(done_on=None)

    def current(self, today):
        """What is open, and what was done in the last week, to take back if need be."""
        return self.filter(Q(done_on=None) | Q(done_on__gt=today - timedelta(days=7)))


class ActionItem(Identified):
    """What one of the two takes on until the next time (M12)."""

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="actions")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="action_item_says_something"),
        ]
        indexes = [
            # an agenda is built from what is open
            models.Index(fields=["mentorship"], condition=Q(done_on=None), name="action_item_open"),
        ]

    def __str__(self):
        return f"action {self.pk}"
