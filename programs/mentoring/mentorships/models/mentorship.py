from datetime import UTC, timedelta

from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest, TruncDate
from django.utils.translation import gettext_lazy as _

from common.models import Identified, Period, ends_after_it_starts, is_one_of
from people.models import Absence, Learner, Mentor, Person
from programs.cohorts.models.pairing import Pairing, StatusChange
from programs.cohorts.models.program import MentorshipRules, Program


class MentorshipQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def running(self):
        """Those in which one may plan, meet and share: they run, and both of the two are here."""
        both_here = {"mentor__person__is_active": True, "learner__person__is_active": True}
        return self.filter(**both_here, status__in=Mentorship.RUNNING)

    def begun(self):
        """Those that the two walk or walked: no draft, no proposal, none that came to nothing."""
        return self.filter(began_at__isnull=False)

    def proposed(self):
        """Those to which the two have not both said yes yet (M15)."""
        return self.filter(status=Mentorship.Status.PROPOSED)

    def awaiting_an_answer(self, at):
        """Proposals one may still say yes or no to; the sweep ends the others within the hour."""
        return self.proposed().filter(proposal_expires_at__gt=at)

    def without_partner(self):
        """Those open in which one of the two was deactivated; both, too.

        A union, because an index finds the few of each; joined by OR, all pairs are looked at.
        """
        mentees = Mentorship.objects.open().filter(learner__person__is_active=False)
        mentors = Mentorship.objects.open().filter(mentor__person__is_active=False)
        return self.filter(is_one_of("pk", mentees.values("pk").union(mentors.values("pk"))))

    def came_to_an_end(self):
        """Those that ended well, of which one may ask later how it went on (M13)."""
        return self.filter(ending__in=Mentorship.GOOD_ENDINGS)

    def of(self, person):
        """Those in which the person takes part: the only way to their contents (M5).

        Finds the two profiles first, so that two indexes answer and not a walk over all
        pairs: 0.1 ms instead of 16 with 60,000 of them.
        """
        mentor = Mentor.objects.filter(person=person).values("pk")
        learner = Learner.objects.filter(person=person).values("pk")
        return self.filter(Q(mentor=Subquery(mentor)) | Q(learner=Subquery(learner)))

    def guided_by(self, person):
        return self.filter(mentor__person=person)

    def of_mentee(self, person):
        return self.filter(learner__person=person)

    def facts_for(self, person):
        """Those of which a coordinator sees that they exist and met, and nothing else (M5)."""
        return self.filter(program__in=Program.objects.coordinated_by(person))

    def facts_of(self, program, *, at, is_ended=False, is_proposed=False):
        """A program's pairs with their names and contact, and no column beside (M5, M8).

        Who ended one and how, or who has said yes to a proposal, is not even fetched. They are
        sorted by the mentee; the mentor's name is looked up for the page alone.
        """
        chosen = self.proposed() if is_proposed else self.begun()
        rows = chosen.filter(program=program, closed_at__isnull=not is_ended)
        mentor = Person.objects.filter(mentor=OuterRef("mentor"))
        rows = rows.annotate(
            mentee_name=F("learner__person__name"),
            mentee_sort_name=F("learner__person__sort_name"),
            mentor_name=Subquery(mentor.values("name")),
            mentee_person=F("learner__person"),
            mentor_person=Subquery(mentor.values("pk")),
            is_mentee_here=F("learner__person__is_active"),
            is_mentor_here=Subquery(mentor.values("is_active")),
        )
        facts = ("status", "starts_on", "cadence_days", "closed_at", "proposal_expires_at")
        return rows.with_contact(at).only("id", *facts)

    def lapsed(self, at):
        """Those quiet for as long as the program waits, with both of the two here or not."""
        limit = "program__mentorship_rules__lapse_after_days"
        under_way = self.filter(status__in=Mentorship.RUNNING)
        quiet = under_way.with_quiet_for(at).filter(next_check_in_at=None, **{f"{limit}__gt": 0})
        return quiet.filter(quiet_for__gte=days_of(limit))

    def with_quiet_for(self, at):
        """Add ``quiet_for``, the time since ``counts_from`` by UTC's days, and ``with_contact``.

        It counts from the last contact, the start, or the end of the last rest.
        """
        met_on = TruncDate("last_met_at", tzinfo=UTC)
        quiet_for = ExpressionWrapper(
            Value(at.astimezone(UTC).date()) - F("counts_from"), output_field=models.DurationField()
        )
        rows = self.with_contact(at).annotate(
            counts_from=Greatest("starts_on", met_on, "resumed_on")
        )
        return rows.annotate(quiet_for=quiet_for)

    def with_both(self):
        return self.select_related("mentor__person", "learner__person")

    def with_people(self):
        """The two, and the program they walk in, with its rules."""
        return self.with_both().select_related("program__mentorship_rules")

    def with_next_check_in(self, at):
        """Add ``next_check_in_at``, or None."""
        upcoming = _check_ins().upcoming(at).order_by("starts_at").values("starts_at")
        return self.annotate(next_check_in_at=Subquery(upcoming[:1]))

    def with_contact(self, at):
        """Add ``last_met_at``, ``next_check_in_at`` and ``resumed_on``, or None for each.

        Beside them the program's limits of quiet, in rhythms (M9).

        ``resumed_on`` is the last day of the last rest that has begun: a pause, an absence
        of either, a break of the program. It lies ahead while that lasts. Facts only:
        enough to say how long ago the two were in touch (M5, M9, M12).
        """
        held = _check_ins().held().order_by("-held_at").values("held_at")
        pauses = MentorshipPause.objects.filter(mentorship=OuterRef("pk"), valid_to__isnull=False)
        begun = {"valid_from__lte": at.astimezone(UTC).date()}
        rests = [
            pauses,
            Absence.objects.filter(person__mentor=OuterRef("mentor"), **begun),
            Absence.objects.filter(person=OuterRef("learner__person"), **begun),
            _related(Program, "breaks").filter(program=OuterRef("program"), **begun),
        ]
        rules = "program__mentorship_rules__"
        return self.with_next_check_in(at).annotate(
            quiet_rhythms=F(f"{rules}quiet_rhythms"),
            very_quiet_rhythms=F(f"{rules}very_quiet_rhythms"),
            last_met_at=Subquery(held[:1]),
            resumed_on=Greatest(
                *(Subquery(rest.order_by("-valid_to").values("valid_to")[:1]) for rest in rests)
            ),
        )


def _related(model, name):
    """Rows that point at a model, by their related name: their module imports this one."""
    return model._meta.get_field(name).related_model.objects


def _check_ins():
    """The check-ins of each mentorship of the query around."""
    return _related(Mentorship, "check_ins").filter(mentorship=OuterRef("pk"))


def days_of(field: str) -> ExpressionWrapper:
    """Return the number in a column as days."""
    day = Value(timedelta(days=1), models.DurationField())
    return ExpressionWrapper(F(field) * day, output_field=models.DurationField())


class Mentorship(Pairing):
    """Two people walking together, for as long as both want to (M1, M8, M15)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Suggested")
        TRIAL = "trial", _("Trial")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        WINDING_DOWN = "winding_down", _("Last weeks")
        CLOSED = "closed", _("Closed")
        FOLLOW_UP = "follow_up", _("Follow-up")

    class Ending(models.TextChoices):
        COMPLETED = "completed", _("Completed")
        EARLY_MUTUAL = "early_mutual", _("Ended early by both")
        EARLY_ONE_SIDE = "early_one_side", _("Ended early by one of the two")
        LAPSED = "lapsed", _("Expired")
        # Declined or left unanswered: which of it, and by whom, is nobody's business (M8).
        NOT_BEGUN = "not_begun", _("Never begun")

    GOOD_ENDINGS = (Ending.COMPLETED, Ending.EARLY_MUTUAL)
    RUNNING = (Status.TRIAL, Status.ACTIVE, Status.WINDING_DOWN)

    # Every step there is (M15): from a status to those that may follow. The empty one
    # stands for a mentorship that does not exist yet; each step leaves a MentorshipChange.
    STEPS = {
        "": (Status.DRAFT, Status.PROPOSED, Status.TRIAL, Status.ACTIVE),
        Status.DRAFT: (Status.PROPOSED, Status.ACTIVE, Status.CLOSED),
        Status.PROPOSED: (Status.TRIAL, Status.ACTIVE, Status.CLOSED),
        Status.TRIAL: (Status.ACTIVE, Status.PAUSED, Status.CLOSED),
        Status.ACTIVE: (Status.PAUSED, Status.WINDING_DOWN, Status.CLOSED),
        Status.PAUSED: (Status.TRIAL, Status.ACTIVE, Status.WINDING_DOWN, Status.CLOSED),
        # Renewed, it is active again (M13).
        Status.WINDING_DOWN: (Status.ACTIVE, Status.PAUSED, Status.CLOSED),
        Status.CLOSED: (Status.FOLLOW_UP,),
        Status.FOLLOW_UP: (),
    }

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="mentorships")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    style = models.CharField(max_length=15, choices=MentorshipRules.Style)
    cadence_days = models.PositiveSmallIntegerField(default=30)
    meeting_minutes = models.PositiveSmallIntegerField(default=45)
    planned_end_on = models.DateField(null=True, blank=True)
    # When both had said yes, or it was opened without asking.
    began_at = models.DateTimeField(null=True, blank=True)
    # A proposal that not both have accepted by then comes to nothing.
    proposal_expires_at = models.DateTimeField(null=True, blank=True)
    trial_ends_on = models.DateField(null=True, blank=True)
    # When each side said yes to the proposal.
    mentor_accepted_at = models.DateTimeField(null=True, blank=True)
    mentee_accepted_at = models.DateTimeField(null=True, blank=True)
    # The status to return to after a pause.
    paused_status = models.CharField(max_length=20, blank=True)
    # How it ended. Never shown to coordinators, who see only that it ended (M8).
    ending = models.CharField(max_length=20, choices=Ending, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "learner"],
                condition=Q(closed_at=None),
                name="mentorship_one_open_per_learner_and_cohort",
            ),
            models.UniqueConstraint(
                fields=["learner", "mentor"],
                condition=Q(closed_at=None),
                name="mentorship_one_open_per_pair",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["closed", "follow_up"]) ^ Q(closed_at=None),
                name="mentorship_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) ^ ~Q(ending=""), name="mentorship_closed_has_an_ending"
            ),
            models.CheckConstraint(
                condition=Q(status="paused") ^ Q(paused_status=""),
                name="mentorship_paused_knows_where_to_return",
            ),
            models.CheckConstraint(
                condition=Q(cadence_days__gte=1), name="mentorship_cadence_in_days"
            ),
            models.CheckConstraint(
                condition=Q(status="closed")
                | (Q(status__in=["draft", "proposed"]) ^ Q(began_at__isnull=False)),
                name="mentorship_under_way_has_begun",
            ),
            models.CheckConstraint(
                condition=~Q(status="proposed") | Q(proposal_expires_at__isnull=False),
                name="mentorship_proposal_expires",
            ),
            models.CheckConstraint(
                condition=~Q(status="trial") | Q(trial_ends_on__isnull=False),
                name="mentorship_trial_has_an_end",
            ),
        ]
        indexes = [
            # the planners: open mentorships by status
            models.Index(fields=["status"], condition=Q(closed_at=None), name="mentorship_open"),
            # the load of a mentor
            models.Index(
                fields=["mentor"], condition=Q(closed_at=None), name="mentorship_mentor_load"
            ),
        ]

    def __str__(self):
        return f"{self.learner} with {self.mentor}"

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_running(self):
        """Whether the two may plan, meet and share in it."""
        return self.status in self.RUNNING and not self.lacks_partner

    @property
    def lacks_partner(self):
        """Whether one of the two was deactivated: it rests until a coordinator ends it."""
        return not all(person.is_active for person in self.both)

    @property
    def came_to_an_end(self):
        """Whether it ended well, so that one may ask later how it went on (M13)."""
        return self.ending in self.GOOD_ENDINGS

    @property
    def is_proposed(self):
        return self.status == self.Status.PROPOSED

    @property
    def is_paused(self):
        return self.status == self.Status.PAUSED

    def may_become(self, status):
        return status in self.STEPS[self.status]

    def accepted_at(self, person):
        """When this one of the two said yes to the proposal, or None."""
        return getattr(self, self.acceptance_of(person))

    def acceptance_of(self, person):
        """The name of the column that holds this one's yes, here and in an agreement."""
        is_mentee = person.pk == self.learner.person_id
        return "mentee_accepted_at" if is_mentee else "mentor_accepted_at"

    @property
    def both(self):
        """The two persons, the mentee first."""
        return self.learner.person, self.mentor.person

    def is_with(self, person):
        return person.pk in (self.learner.person_id, self.mentor.person_id)

    def partner_of(self, person):
        """The other of the two."""
        return self.mentor.person if person.pk == self.learner.person_id else self.learner.person


def _is_declared_step() -> Q:
    steps = Q()
    for status, following in Mentorship.STEPS.items():
        if following:
            steps |= Q(from_status=status, to_status__in=list(following))
    return steps


class MentorshipChange(StatusChange):
    """History of a mentorship's status (M15). No reason is asked or kept (M8)."""

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="changes")

    class Meta(StatusChange.Meta):
        constraints = [
            models.CheckConstraint(
                condition=_is_declared_step(), name="mentorship_change_is_a_declared_step"
            ),
        ]

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"


class MentorshipPause(Period):
    """A stretch during which nothing falls due (M12)."""

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="pauses")
    paused_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ends_after_it_starts("mentorship_pause_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=Q(valid_to=None),
                name="mentorship_pause_one_open",
            ),
        ]

    def __str__(self):
        return f"paused from {self.valid_from}"


class MentorshipReview(Identified):
    """A point at which the two look at how it goes (M1)."""

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="reviews")
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["mentorship", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "position"], name="mentorship_review_position_once"
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, held_by=None)
                | Q(held_at__isnull=False, held_by__isnull=False),
                name="mentorship_review_held_by_somebody",
            ),
        ]

    def __str__(self):
        return f"review on {self.due_on}"
