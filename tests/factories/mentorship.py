"""Mentorships, check-ins and goals."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from common import file_store
from programs import models as programs
from tests.factories.clock import NOON, TODAY
from tests.factories.people import LearnerFactory, MentorFactory, PersonFactory
from tests.factories.preceptorship import CohortFactory
from tests.factories.program import MentoringProgramFactory


class MentorshipFactory(DjangoModelFactory):
    """An active one, eight weeks old."""

    class Meta:
        model = programs.Mentorship

    class Params:
        closed = factory.Trait(
            status=programs.Mentorship.Status.CLOSED,
            closed_at=NOON - timedelta(days=1),
            ending=programs.Mentorship.Ending.COMPLETED,
        )
        paused = factory.Trait(
            status=programs.Mentorship.Status.PAUSED,
            paused_status=programs.Mentorship.Status.ACTIVE,
        )

    cohort = factory.SubFactory(
        CohortFactory, program=factory.SubFactory("tests.factories.program.MentoringProgramFactory")
    )
    program = factory.SelfAttribute("cohort.program")
    learner = factory.SubFactory(LearnerFactory)
    mentor = factory.SubFactory(MentorFactory)
    style = programs.MentorshipRules.Style.EXPERT_NOVICE
    status = programs.Mentorship.Status.ACTIVE
    starts_on = TODAY - timedelta(weeks=8)
    created_at = NOON - timedelta(weeks=8)

    @factory.lazy_attribute
    def began_at(self):
        return None if self.status in ("draft", "proposed") else self.created_at

    @factory.lazy_attribute
    def proposal_expires_at(self):
        return NOON + timedelta(days=5) if self.status == "proposed" else None

    @factory.lazy_attribute
    def trial_ends_on(self):
        is_trial = "trial" in (self.status, getattr(self, "paused_status", ""))
        return TODAY + timedelta(weeks=4) if is_trial else None


class MentorshipPauseFactory(DjangoModelFactory):
    class Meta:
        model = programs.MentorshipPause

    mentorship = factory.SubFactory(MentorshipFactory)
    paused_by = factory.SubFactory(PersonFactory)
    valid_from = TODAY


class ProgramBreakFactory(DjangoModelFactory):
    class Meta:
        model = programs.ProgramBreak

    program = factory.SubFactory(MentoringProgramFactory)
    name = "Summer holidays"
    valid_from = TODAY
    valid_to = TODAY + timedelta(days=13)


class BreakGlassFactory(DjangoModelFactory):
    """Asked for; ``opened=True``: agreed to at once by somebody else."""

    class Meta:
        model = programs.BreakGlass

    class Params:
        opened = factory.Trait(
            decided_by=factory.SubFactory(PersonFactory),
            decided_at=factory.SelfAttribute("asked_at"),
            ends_at=factory.LazyAttribute(lambda row: row.asked_at + timedelta(hours=24)),
        )

    mentorship = factory.SubFactory(MentorshipFactory)
    ground = "danger"
    reason = "She wrote to a colleague that she does not feel safe at home."
    asked_by = factory.SubFactory(PersonFactory)
    asked_at = NOON
    expires_at = factory.LazyAttribute(lambda row: row.asked_at + timedelta(hours=24))


class PulseAskFactory(DjangoModelFactory):
    class Meta:
        model = programs.PulseAsk

    mentorship = factory.SubFactory(MentorshipFactory)
    person = factory.SelfAttribute("mentorship.learner.person")
    asked_on = TODAY


class InstrumentFactory(DjangoModelFactory):
    class Meta:
        model = programs.Instrument

    title = factory.Sequence("Instrument {}".format)
    version = "1"
    language = "en"
    source = "Own wording"
    licence = "CC BY 4.0"
    levels = ["No", "Partly", "Yes"]
    items = [{"text": "Useful?", "subscale": "", "is_reversed": False, "red_at": None}]
    added_at = NOON


class NotesRequestFactory(DjangoModelFactory):
    class Meta:
        model = programs.NotesRequest

    mentorship = factory.SubFactory(MentorshipFactory)
    asked_at = NOON


class PathTopicFactory(DjangoModelFactory):
    class Meta:
        model = programs.PathTopic

    program = factory.SubFactory(MentoringProgramFactory)
    month = 1
    title = "Getting to know each other"
    starter = "What should I know about you?"


class MentorshipReviewFactory(DjangoModelFactory):
    class Meta:
        model = programs.MentorshipReview

    mentorship = factory.SubFactory(MentorshipFactory)
    position = factory.Sequence(int)
    due_on = TODAY


class CheckInFactory(DjangoModelFactory):
    """One that is planned for tomorrow."""

    class Meta:
        model = programs.CheckIn

    mentorship = factory.SubFactory(MentorshipFactory)
    starts_at = NOON + timedelta(days=1)
    planned_by = factory.SelfAttribute("mentorship.mentor.person")
    planned_at = NOON - timedelta(days=1)


class CheckInNoteFactory(DjangoModelFactory):
    class Meta:
        model = programs.CheckInNote

    check_in = factory.SubFactory(CheckInFactory)
    author = factory.SelfAttribute("check_in.mentorship.learner.person")
    text = "We spoke about nights."
    written_at = NOON


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = programs.Goal

    owner = factory.SubFactory(PersonFactory)
    area = programs.Goal.Area.LEADERSHIP
    title = "Lead a handover"
    created_at = NOON


class GoalShareFactory(DjangoModelFactory):
    class Meta:
        model = programs.GoalShare

    goal = factory.SubFactory(GoalFactory)
    mentorship = factory.SubFactory(
        MentorshipFactory,
        learner=factory.SubFactory(LearnerFactory, person=factory.SelfAttribute("...goal.owner")),
    )
    shared_from = NOON - timedelta(hours=1)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = programs.Milestone

    goal = factory.SubFactory(GoalFactory)
    title = "Watch one first"
    position = factory.Sequence(int)


class GoalEntryFactory(DjangoModelFactory):
    class Meta:
        model = programs.GoalEntry

    goal = factory.SubFactory(GoalFactory)
    text = "Led my first one."
    audience = factory.SelfAttribute("goal.audience")
    logged_at = NOON


class GoalFileFactory(DjangoModelFactory):
    """A photo; what lies on the disk says what kind it is and no more."""

    class Meta:
        model = programs.GoalFile

    entry = factory.SubFactory(GoalEntryFactory)
    kind = "jpeg"
    size = 4
    stored_as = factory.LazyFunction(lambda: file_store.store(b"whole photo"))
    preview_as = factory.LazyFunction(lambda: file_store.store(b"small photo"))


class GoalTemplateFactory(DjangoModelFactory):
    class Meta:
        model = programs.GoalTemplate

    program = factory.SubFactory(MentoringProgramFactory)
    area = "leadership"
    title = "Lead a shift calmly"


class GoalCommentFactory(DjangoModelFactory):
    class Meta:
        model = programs.GoalComment

    goal = factory.SubFactory(GoalFactory)
    mentorship = factory.SubFactory(MentorshipFactory)
    author = factory.SelfAttribute("mentorship.mentor.person")
    text = "Well done."
    written_at = NOON


class AgreementFactory(DjangoModelFactory):
    """A draft that nobody has accepted."""

    class Meta:
        model = programs.Agreement

    class Params:
        agreed = factory.Trait(mentee_accepted_at=NOON, mentor_accepted_at=NOON, agreed_at=NOON)

    mentorship = factory.SubFactory(MentorshipFactory)
    number = factory.Sequence(lambda number: number + 1)
    clauses = factory.LazyFunction(lambda: {"purpose": "To lead with calm."})
    edited_by = factory.SelfAttribute("mentorship.learner.person")
    edited_at = NOON


class AgreementAnswerFactory(DjangoModelFactory):
    class Meta:
        model = programs.AgreementAnswer

    mentorship = factory.SubFactory(MentorshipFactory)
    author = factory.SelfAttribute("mentorship.learner.person")
    topic = programs.Topic.PURPOSE
    text = "To lead with calm."


class ClosingWordsFactory(DjangoModelFactory):
    class Meta:
        model = programs.ClosingWords

    mentorship = factory.SubFactory(MentorshipFactory)
    author = factory.SelfAttribute("mentorship.learner.person")
    written_at = NOON


class TimeProposalFactory(DjangoModelFactory):
    """For the mentor to choose from; ``times`` are the moments, if any."""

    class Meta:
        model = programs.TimeProposal
        skip_postgeneration_save = True

    mentorship = factory.SubFactory(MentorshipFactory)
    proposed_by = factory.SelfAttribute("mentorship.learner.person")
    minutes = 45
    medium = programs.CheckIn.Medium.PHONE
    proposed_at = NOON

    @factory.post_generation
    def times(self, create, moments, **options):
        programs.ProposedTime.objects.bulk_create(
            programs.ProposedTime(proposal=self, starts_at=moment) for moment in moments or ()
        )


class JournalEntryFactory(DjangoModelFactory):
    class Meta:
        model = programs.JournalEntry

    author = factory.SubFactory(PersonFactory)
    text = "A long day, and a good one."
    written_at = NOON


class WellBeingFactory(DjangoModelFactory):
    """Its author's own."""

    class Meta:
        model = programs.WellBeing

    author = factory.SubFactory(PersonFactory)
    energy = 3
    written_at = NOON


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = programs.AgendaItem

    check_in = factory.SubFactory(CheckInFactory)
    author = factory.SelfAttribute("check_in.mentorship.learner.person")
    text = "How the ward meeting went"
    added_at = NOON


class ActionItemFactory(DjangoModelFactory):
    class Meta:
        model = programs.ActionItem

    mentorship = factory.SubFactory(MentorshipFactory)
    owner = factory.SelfAttribute("mentorship.learner.person")
    text = "Read the chapter on chairing"
    written_at = NOON
