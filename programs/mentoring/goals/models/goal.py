from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.mentoring.mentorships.models.mentorship import Mentorship


class GoalQuerySet(models.QuerySet):
    """Goals are reached through a person who may read them; there is no other path (M5)."""

    def of(self, person):
        return self.filter(owner=person)

    def shared_with(self, person):
        """Goals that a mentee shares with ``person`` at this moment, as their mentor."""
        shares = GoalShare.objects.in_force().filter(mentorship__mentor__person=person)
        return self.filter(pk__in=shares.values("goal"))

    def readable_by(self, person):
        shares = GoalShare.objects.in_force().filter(mentorship__mentor__person=person)
        return self.filter(Q(owner=person) | Q(pk__in=shares.values("goal")))

    def shared_in(self, mentorship, person):
        """Of ``readable_by`` those shared in one mentorship, which is at hand with its two.

        Who the two are and whether it still runs is known from it, so no other row is asked.
        """
        if not (mentorship.is_open and mentorship.is_with(person)):
            return self.none()
        shares = GoalShare.objects.filter(mentorship=mentorship, shared_until=None)
        goals = self.filter(pk__in=shares.values("goal"))
        return goals if person.pk == mentorship.mentor.person_id else goals.of(person)

    def current(self):
        return self.filter(achieved_on=None, archived_at=None)

    def achieved(self):
        return self.filter(achieved_on__isnull=False, archived_at=None)

    def archived(self):
        return self.filter(archived_at__isnull=False)

    def with_mentor(self):
        """Add ``mentor_name``: who reads it beside its owner at this moment, or None."""
        shares = GoalShare.objects.in_force().filter(goal=OuterRef("pk"))
        return self.annotate(
            mentor_name=Subquery(shares.values("mentorship__mentor__person__name")[:1])
        )

    def with_progress_for(self, person):
        """Add the numbers of a goal's card, out of what ``person`` may read and no more.

        ``steps_total``, ``steps_done``, ``entry_count``, ``last_logged_at``,
        ``last_progress`` (0 to 100) and ``last_number``; the latter may be None.
        """
        return self._with_numbers(GoalEntry.objects.readable_by(person))

    def own_with_progress(self, owner):
        """Those of ``owner``, with the same numbers: an owner reads every entry of a goal."""
        return self.of(owner)._with_numbers(GoalEntry.objects.all())

    def _with_numbers(self, entries):
        entries = entries.filter(goal=OuterRef("pk"))
        newest = entries.order_by("-logged_at", "-id")
        steps = Milestone.objects.filter(goal=OuterRef("pk"))
        return self.annotate(
            steps_total=_count(steps),
            steps_done=_count(steps.filter(done_on__isnull=False)),
            entry_count=_count(entries),
            last_logged_at=Subquery(newest.values("logged_at")[:1]),
            last_progress=Subquery(newest.exclude(progress=None).values("progress")[:1]),
            last_number=Subquery(newest.exclude(number=None).values("number")[:1]),
        )


def _count(rows):
    """The number of rows of a correlated queryset, 0 where there are none."""
    counted = rows.order_by().values("goal").annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted), 0)


class Goal(Identified):
    """What a mentee wants, in their own words; it belongs to them alone (M4, DESIGN 16)."""

    class Area(models.TextChoices):
        CAREER = "career", _("Career")
        LEADERSHIP = "leadership", _("Leadership")
        SKILLS = "skills", _("Skills")
        WELL_BEING = "well_being", _("Well-being")
        NETWORK = "network", _("Network")

    class Measure(models.TextChoices):
        YES_NO = "yes_no", _("On a five-point scale, from not yet to reached")
        NUMBER = "number", _("A number")
        SCALE = "scale", _("A rating from 0 to 100")

    class Audience(models.TextChoices):
        ONLY_ME = "only_me", _("Only me")
        MY_MENTOR = "my_mentor", _("My mentor and me")

    owner = models.ForeignKey(Person, models.CASCADE, related_name="goals")
    area = models.CharField(_("area"), max_length=12, choices=Area)
    title = models.CharField(_("goal"), max_length=200)
    reason = models.TextField(_("why it matters"), blank=True)
    measure = models.CharField(
        _("how to know"), max_length=8, choices=Measure, default=Measure.YES_NO
    )
    measure_text = models.CharField(_("what is measured"), max_length=200, blank=True)
    target_number = models.DecimalField(
        _("target"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    target_on = models.DateField(_("target date"), null=True, blank=True)
    # The audience of what is written next; what was written keeps its own.
    audience = models.CharField(
        _("who sees it"), max_length=10, choices=Audience, default=Audience.MY_MENTOR
    )
    created_at = models.DateTimeField()
    achieved_on = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target_number=None) | Q(measure="number"),
                name="goal_target_number_of_a_number",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="goal_has_a_title"),
        ]
        indexes = [
            # goal-list and the list of goals in a mentorship, page by page
            models.Index(fields=["owner", "-created_at", "-id"], name="goal_of_owner"),
            # goal targets near or past (N1)
            models.Index(
                fields=["target_on"],
                condition=Q(achieved_on=None, archived_at=None),
                name="goal_target",
            ),
        ]

    def __str__(self):
        return f"goal {self.pk}"

    @property
    def is_current(self):
        return self.achieved_on is None and self.archived_at is None

    @property
    def is_measured_by_number(self):
        return self.measure == self.Measure.NUMBER


class GoalShareQuerySet(models.QuerySet):
    def in_force(self):
        """Not taken back, and of a mentorship that still runs."""
        return self.filter(shared_until=None, mentorship__closed_at=None)


class GoalShare(Identified):
    """A goal shared with one mentorship, from a moment on (DESIGN 16).

    The mentor of that mentorship reads the goal and what is logged from
    ``shared_from`` on; a new mentor never reads what was written for an old one.
    """

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="shares")
    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="goal_shares")
    shared_from = models.DateTimeField()
    shared_until = models.DateTimeField(null=True, blank=True)

    objects = GoalShareQuerySet.as_manager()

    class Meta:
        constraints = [
            # One reader beside the owner, so that "you and Helen" is the whole truth.
            models.UniqueConstraint(
                fields=["goal"], condition=Q(shared_until=None), name="goal_share_one_open"
            ),
            models.CheckConstraint(
                condition=Q(shared_until=None) | Q(shared_until__gte=F("shared_from")),
                name="goal_share_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"shared from {self.shared_from}"

    def is_read_by(self, mentor, goal):
        """Whether it lets ``mentor`` read ``goal`` at this moment."""
        is_in_force = self.shared_until is None and self.mentorship.is_open
        is_theirs = self.goal_id == goal.pk and self.mentorship.mentor.person_id == mentor.pk
        return is_in_force and is_theirs


class Milestone(Identified):
    """A step on the way to a goal."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="milestones")
    title = models.CharField(_("step"), max_length=200)
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["goal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "position"], name="milestone_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="milestone_has_a_title"),
        ]

    def __str__(self):
        return f"milestone {self.pk}"


class GoalEntryQuerySet(models.QuerySet):
    def readable_by(self, person):
        """The owner's own, and what was written for ``person`` as their mentor since the share."""
        shares = GoalShare.objects.in_force().filter(
            goal=OuterRef("goal"),
            mentorship__mentor__person=person,
            shared_from__lte=OuterRef("logged_at"),
        )
        for_mentor = Q(audience=Goal.Audience.MY_MENTOR) & Exists(shares)
        return self.filter(Q(goal__owner=person) | for_mentor)

    def in_goal(self, goal, share, person):
        """``readable_by`` in one goal, when it and its share in force are at hand.

        They say who owns it, who reads it and since when, so no other row is asked.
        """
        entries = self.filter(goal=goal)
        if goal.owner_id == person.pk:
            return entries
        if not (share and share.is_read_by(person, goal)):
            return self.none()
        return entries.filter(audience=Goal.Audience.MY_MENTOR, logged_at__gte=share.shared_from)

    def for_mentor_in(self, mentorships):
        """``readable_by`` the mentor of open mentorships, when those are at hand.

        Each row once: a goal is shared with one mentorship at a time.
        """
        return self.filter(
            audience=Goal.Audience.MY_MENTOR,
            goal__shares__mentorship__in=mentorships,
            goal__shares__shared_until=None,
            goal__shares__shared_from__lte=F("logged_at"),
        )


class GoalEntry(Identified):
    """A line in a goal's log: what happened and how far along it is."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="entries")
    text = models.TextField(_("what happened?"), blank=True)
    # 0 to 100
    progress = models.PositiveSmallIntegerField(_("how far have you come?"), null=True, blank=True)
    # The measured number, for goals measured by one.
    number = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    audience = models.CharField(max_length=10, choices=Goal.Audience)
    logged_at = models.DateTimeField()

    objects = GoalEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-logged_at", "-id"]
        verbose_name_plural = "goal entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(progress=None) | Q(progress__lte=100),
                name="goal_entry_progress_in_percent",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(progress__isnull=False) | Q(number__isnull=False),
                name="goal_entry_says_something",
            ),
        ]
        indexes = [models.Index(fields=["goal", "-logged_at"], name="goal_entry_log")]

    def __str__(self):
        return f"entry {self.pk}"


class GoalFileQuerySet(models.QuerySet):
    def readable_by(self, person):
        """Whoever reads the entry it belongs to, and nobody else (M5)."""
        return self.filter(entry__in=GoalEntry.objects.readable_by(person))


class GoalFile(Identified):
    """A picture or a PDF in the log of a goal; its words are those of the entry.

    The bytes lie outside the web root under ``stored_as``, as they were after cleaning; of a
    picture there is a small one as well, under ``preview_as``.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        JPEG = "jpeg", _("photo (JPEG)")
        PNG = "png", _("picture (PNG)")

    entry = models.OneToOneField(GoalEntry, models.CASCADE, related_name="file")
    kind = models.CharField(max_length=4, choices=Kind)
    size = models.PositiveIntegerField()
    stored_as = models.CharField(max_length=40, unique=True)
    preview_as = models.CharField(max_length=40, blank=True)

    objects = GoalFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="goal_file_is_not_empty"),
            models.CheckConstraint(
                condition=Q(kind="pdf") ^ ~Q(preview_as=""), name="goal_file_of_a_picture_is_shown"
            ),
        ]

    def __str__(self):
        return f"file {self.pk}"


class SharedAchievementQuerySet(models.QuerySet):
    def of_program(self, program):
        """What coordinators are told; the goal behind it is not reached from here (M5)."""
        told = self.filter(mentorship__program=program)
        return told.annotate(mentee_name=F("goal__owner__name")).defer("goal", "mentorship")


class SharedAchievement(Identified):
    """An achievement the mentee chose to tell the program: title and date, no more (M4)."""

    goal = models.OneToOneField(Goal, models.CASCADE, related_name="shared_achievement")
    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="achievements")
    title = models.CharField(max_length=200)
    achieved_on = models.DateField()
    shared_at = models.DateTimeField()

    objects = SharedAchievementQuerySet.as_manager()

    def __str__(self):
        return f"achievement {self.pk}"
