"""Everybody and everything that the access table speaks of, built once per test."""

from dataclasses import dataclass, fields
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from types import SimpleNamespace

from django.test import Client

from assessments.external.links import confirmation_token, request_token
from people.addresses.notices import LINKS
from people.models import DeviceSession, Person
from people.notices.stop_links import sign_stop
from people.registry import notice_kinds
from programs.frameworks.services.framework_import import stage_framework_import
from tests import factories as make
from tests.access.certificate_cast import CertificateThings
from tests.access.concern_cast import ConcernThings
from tests.access.evaluation_cast import EvaluationThings
from tests.access.mentoring_cast import MentoringThings
from tests.access.review_cast import ReviewThings
from tests.access.session_cast import SessionThings
from tests.access.shift_cast import ShiftThings
from tests.sso.house import connect

ROLES = (
    "anonymous",
    "stranger",
    "learner",
    "other_learner",
    "preceptor",
    "backup",
    "other_preceptor",
    "mentor",
    "mentee",
    "coordinator",
    "other_coordinator",
    "administrator",
)


@dataclass
class People:
    stranger: Person
    learner: Person
    other_learner: Person
    preceptor: Person
    backup: Person
    other_preceptor: Person
    mentor: Person
    mentee: Person
    coordinator: Person
    other_coordinator: Person
    administrator: Person


class Cast(
    ShiftThings,
    SessionThings,
    ConcernThings,
    ReviewThings,
    CertificateThings,
    EvaluationThings,
    MentoringThings,
):
    """The people of the table, and by name whatever its URLs point at."""

    def __init__(self, now):
        self.now = now
        self.today = now.date()
        self.people = People(
            **{
                field.name: make.PersonFactory(
                    name=field.name.replace("_", " ").title(),
                    email=f"{field.name}@example.org",
                    is_administrator=field.name == "administrator",
                )
                for field in fields(People)
            }
        )
        self._open_the_programs()
        self._pair_the_preceptorships()
        self._pair_the_mentorship()
        make.ProgramCoordinatorFactory(person=self.people.other_coordinator)

    def person(self, role):
        return None if role == "anonymous" else getattr(self.people, role)

    def _open_the_programs(self):
        coordinator = self.people.coordinator
        self.program = make.ProgramFactory(coordinator=coordinator, created_by=coordinator)
        self.mentoring = make.MentoringProgramFactory(coordinator=coordinator)
        self.cohort = make.CohortFactory(program=self.program, starts_on=self.today)
        self.circle = make.CohortFactory(program=self.mentoring, starts_on=self.today)
        rules = self.program.preceptorship_rules
        self.version = rules.framework_version
        self.framework = self.version.framework
        self.group = make.CompetencyFactory(version=self.version, is_group=True)
        self.competency = make.CompetencyFactory(version=self.version, parent=self.group)
        self.level = make.RatingLevelFactory(scale=rules.rating_scale)
        self.version.published_at = self.now
        self.version.save(update_fields=["published_at"])
        self.waiting = make.EnrolmentFactory(cohort=self.cohort)

    def _pair_the_preceptorships(self):
        people, started = self.people, self.today - timedelta(weeks=8)
        preceptor, backup, other = (
            make.PreceptorFactory(person=person, eligible=True)
            for person in (people.preceptor, people.backup, people.other_preceptor)
        )
        self.program.preceptors.add(preceptor, backup, other)
        self.preceptor = preceptor
        paired = {"cohort": self.cohort, "starts_on": started}
        self.preceptorship = make.PreceptorshipFactory(
            learner=make.LearnerFactory(person=people.learner),
            primary=preceptor,
            backup=backup,
            **paired,
        )
        other_learner = make.LearnerFactory(person=people.other_learner)
        make.PreceptorshipFactory(learner=other_learner, primary=other, **paired)
        for learner in (self.preceptorship.learner, other_learner):
            make.EnrolmentFactory(cohort=self.cohort, learner=learner, status="paired")
        self.review = make.ReviewFactory(
            preceptorship=self.preceptorship, due_on=self.today, position=1
        )
        self.state = make.CompetencyStateFactory(
            preceptorship=self.preceptorship, competency=self.competency
        )
        make.ProgressFactory(preceptorship=self.preceptorship, total=1)

    def _pair_the_mentorship(self):
        mentor = make.MentorFactory(person=self.people.mentor, eligible=True)
        self.mentoring.mentors.add(mentor)
        self.mentorship = make.MentorshipFactory(
            cohort=self.circle,
            learner=make.LearnerFactory(person=self.people.mentee),
            mentor=mentor,
            starts_on=self.today - timedelta(weeks=8),
        )
        self.goal = make.GoalFactory(owner=self.people.mentee, created_at=self.now)
        self.goal_share = make.GoalShareFactory(
            goal=self.goal,
            mentorship=self.mentorship,
            shared_from=self.now - timedelta(days=20),
        )
        self.milestone = make.MilestoneFactory(goal=self.goal)
        self.goal_entry = make.GoalEntryFactory(goal=self.goal, logged_at=self.now)
        self.goal_comment = make.GoalCommentFactory(goal=self.goal, mentorship=self.mentorship)
        self.check_in = make.CheckInFactory(
            mentorship=self.mentorship, starts_at=self.now + timedelta(days=1)
        )
        self.note = make.CheckInNoteFactory(check_in=self.check_in)

    # Below: built only for the rows that name them.

    @cached_property
    def unit(self):
        return make.UnitFactory()

    @cached_property
    def sign_off(self):
        return make.SignOffFactory(
            preceptorship=self.preceptorship,
            competency=self.competency,
            assessor=self.people.preceptor,
            level=self.level,
            observed_on=self.today - timedelta(days=1),
            signed_at=self.now - timedelta(days=1),
        )

    @cached_property
    def asked(self):
        return make.SignOffRequestFactory(
            preceptorship=self.preceptorship,
            competency=self.competency,
            assessor=self.people.preceptor,
            observed_on=self.today,
            requested_at=self.now,
        )

    @cached_property
    def suspended(self):
        """Signed by a link, and disowned."""
        signed, suspended = (
            make.LedgerEntryFactory(
                preceptorship=self.preceptorship,
                sequence=sequence,
                kind=kind,
                previous_hash="f" * 64,
            )
            for sequence, kind in ((8, "sign"), (9, "suspend"))
        )
        return make.SignOffFactory(
            preceptorship=self.preceptorship,
            competency=self.competency,
            assessor=None,
            external=make.ExternalAssessorFactory(preceptorship=self.preceptorship),
            channel="external",
            level=self.level,
            observed_on=self.today,
            signed_at=self.now,
            entry=signed,
            suspension=suspended,
            suspended_at=self.now,
        )

    @cached_property
    def practice_note(self):
        """The learner's, shared with their preceptors."""
        return make.PracticeNoteFactory(
            preceptorship=self.preceptorship,
            competency=self.competency,
            author=self.people.learner,
            practised_on=self.today,
            written_at=self.now,
            shared_at=self.now,
        )

    @cached_property
    def draft(self):
        """Noted by the preceptor without a network."""
        return make.SignOffDraftFactory(
            by=self.people.preceptor,
            preceptorship=self.preceptorship,
            competency=self.competency,
            level=self.level,
            recorded_at=self.now,
        )

    @cached_property
    def evidence(self):
        return make.EvidenceFactory(
            preceptorship=self.preceptorship,
            competency=self.competency,
            added_by=self.people.learner,
            added_at=self.now,
        )

    @cached_property
    def external_request(self):
        return make.ExternalRequestFactory(
            preceptorship=self.preceptorship,
            competency=self.competency,
            observed_on=self.today,
            requested_at=self.now,
        )

    @property
    def external_link(self):
        """The token that stands in an address in the place of an id."""
        return SimpleNamespace(pk=request_token(self.external_request))

    @cached_property
    def confirmation_link(self):
        confirmation = make.ConfirmationFactory(sign_off=self.sign_off, created_at=self.now)
        return SimpleNamespace(pk=confirmation_token(confirmation))

    @cached_property
    def notice(self):
        return make.NoticeFactory(recipient=self.people.learner, created_at=self.now)

    @cached_property
    def newcomer(self):
        """Somebody in no program, who has not set a password yet."""
        return make.PersonFactory(name="Newcomer")

    @cached_property
    def activated(self):
        """Somebody in no program, who logs in."""
        return make.PersonFactory(name="Activated", password="sha$hashed")

    @cached_property
    def address_change(self):
        return make.AddressChangeFactory(person=self.activated, asked_at=self.now)

    @property
    def address_link(self):
        """The token that stands in an address in the place of an id."""
        return SimpleNamespace(pk=LINKS.sign(self.address_change.pk))

    @cached_property
    def guest_asked(self):
        """A guest that the coordinator asks for; for want of their own, administrators answer."""
        return make.GuestRequestFactory(
            program=self.program,
            person=self.people.stranger,
            asked_by=self.people.coordinator,
            asked_at=self.now,
        )

    @property
    def precepting(self):
        return self.people.preceptor

    @property
    def learning(self):
        return self.people.learner

    @property
    def walking(self):
        return self.people.mentee

    @cached_property
    def invitation_link(self):
        """The token that stands in an address in the place of an id."""
        digest = sha256(b"token").hexdigest()
        expires_at = self.now + timedelta(days=1)
        make.InvitationFactory(person=self.newcomer, token_hash=digest, expires_at=expires_at)
        return SimpleNamespace(pk="token")

    @cached_property
    def approval(self):
        return make.ApprovalFactory(person=self.newcomer)

    @cached_property
    def credential(self):
        return make.CredentialFactory(person=self.newcomer)

    @cached_property
    def sso_key(self):
        """The name of a provider that stands in an address in the place of an id."""
        return SimpleNamespace(pk="house")

    @cached_property
    def sso_account(self):
        return connect(self.people.learner, "https://id.house.example")

    @cached_property
    def preceptor_role(self):
        """The role that stands in an address in the place of an id."""
        return SimpleNamespace(pk="preceptor")

    @cached_property
    def session(self):
        """A session of the learner's, by the id that stands in its address."""
        client = Client()
        client.force_login(self.people.learner)
        row = DeviceSession.objects.get(session_key=client.session.session_key)
        return SimpleNamespace(pk=row.public_id)

    @cached_property
    def absence(self):
        return make.AbsenceFactory(person=self.people.preceptor)

    @cached_property
    def program_break(self):
        return make.ProgramBreakFactory(program=self.mentoring)

    @cached_property
    def rest(self):
        return make.GuidePauseFactory(person=self.people.preceptor)

    @cached_property
    def people_import(self):
        return make.PeopleImportFactory(
            created_by=self.people.coordinator, created_at=self.now, status="ready"
        )

    @cached_property
    def framework_import(self):
        return stage_framework_import(
            filename="ward.csv",
            content=b"statement\nWashes hands",
            title="Ward",
            by=self.people.coordinator,
            at=self.now,
        )

    @cached_property
    def version_number(self):
        """The number that stands in an address in the place of an id."""
        return SimpleNamespace(pk=self.version.number)

    @cached_property
    def assignment(self):
        return self.preceptorship.assignments.get(role="backup")

    @cached_property
    def change(self):
        """Somebody takes over from the primary preceptor in ten days."""
        eve = self.today + timedelta(days=9)
        self.preceptorship.assignments.filter(role="primary").update(valid_to=eve)
        return make.PreceptorAssignmentFactory(
            preceptorship=self.preceptorship,
            preceptor=make.PreceptorFactory(eligible=True),
            valid_from=eve + timedelta(days=1),
        )

    @cached_property
    def stop_link(self):
        """The token in a mail to the learner, in the place of an id."""
        nudge = next(kind for kind in notice_kinds.values() if not kind.is_duty)
        return SimpleNamespace(pk=sign_stop(self.people.learner.pk, nudge.code))

    @property
    def coordinating(self):
        return self.people.coordinator
