"""What this app tells ``people`` about itself (DESIGN 14)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from people import registry
from people.models import GuideRole, Mentor, Person, Preceptor
from programs import course_registration, departures, evidence, journey, person_page
from programs import registry as programs
from programs.cohorts import first_steps, today_escalation
from programs.cohorts import today as today_program
from programs.cohorts import worklist as cohort_worklist
from programs.cohorts.models import Enrolment, Program, ProgramCoordinator
from programs.desk import today as today_desk
from programs.frameworks import nav as framework_nav
from programs.frameworks.models import Framework
from programs.guests import notices as guest_notices
from programs.guests import today as today_guests
from programs.guests.models import GuestRequest
from programs.mentoring import reminders as mentoring_reminders
from programs.mentoring import today as today_mentorship
from programs.mentoring.care import notice_kinds as care_kinds
from programs.mentoring.care import today as today_care
from programs.mentoring.care.services.care import fill_care_queue
from programs.mentoring.goals import notice_kinds as goal_kinds
from programs.mentoring.goals.services import goal_file
from programs.mentoring.meetings import check_in_calendar
from programs.mentoring.meetings import notice_kinds as check_in_kinds
from programs.mentoring.mentorships import notice_kinds as mentorship_kinds
from programs.mentoring.mentorships import pairing_kind as mentorship_pairing
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.departure import let_partners_know
from programs.mentoring.mentorships.services.mentorship_opening import move_proposals
from programs.mentoring.wall import first_steps as wall_steps
from programs.mentoring.wall import notice_kinds as wall_kinds
from programs.mentoring.wall import reminders as wall_reminders
from programs.mentoring.wall import today as today_wall
from programs.preceptorships import notice_kinds as preceptorship_kinds
from programs.preceptorships import pairing_kind as preceptorship_pairing
from programs.preceptorships import reminders as review_reminders
from programs.preceptorships import stranded_reminders
from programs.preceptorships import today as today_preceptorship
from programs.preceptorships import worklist as preceptorship_worklist
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.services.intake import move_planned
from programs.projects import worklist as project_worklist
from programs.sessions import worklist as session_worklist
from programs.shifts import worklist as shift_worklist


def coordinates(person: Person) -> Q:
    return Q(Exists(ProgramCoordinator.objects.filter(person=person)))


def organisations() -> QuerySet:
    return _organisations(Program.objects.all())


def organisations_of(person: Person) -> QuerySet:
    return _organisations(Program.objects.filter(coordinators__person=person))


def _organisations(programs: QuerySet) -> QuerySet:
    return programs.exclude(organisation=None).order_by().values("organisation")


def take_part_in(organisations: Collection[UUID]) -> Q:
    return _takes_part(Program.objects.filter(organisation__in=organisations))


def people_of_my_programs(person: Person) -> QuerySet:
    """A union, because each of the three finds its few; joined by OR, everybody is looked at."""
    enrolled, *guides = _taking_part(Program.objects.filter(coordinators__person=person))
    guiding = (rows.order_by().values("person") for rows in guides)
    return enrolled.order_by().values("learner__person").union(*guiding, all=True)


def people_of_others_programs(person: Person) -> Q:
    return _takes_part(Program.objects.exclude(coordinators__person=person))


def guests_of_my_programs(person: Person) -> Q:
    """Whom another organisation has let into a program that the person runs."""
    granted = GuestRequest.objects.granted().filter(program__coordinators__person=person)
    return Q(pk__in=granted.order_by().values("person"))


def _takes_part(programs: QuerySet) -> Q:
    """Whether a person learns or guides in these programs, or may guide in them."""
    enrolled, preceptors, mentors = _taking_part(programs)
    return (
        Exists(enrolled.filter(learner__person=OuterRef("pk")))
        | Exists(preceptors.filter(person=OuterRef("pk")))
        | Exists(mentors.filter(person=OuterRef("pk")))
    )


def _taking_part(programs: QuerySet) -> tuple[QuerySet, QuerySet, QuerySet]:
    keys = programs.order_by().values("pk")
    return (
        Enrolment.objects.filter(cohort__program__in=keys),
        Preceptor.objects.filter(programs__in=keys),
        Mentor.objects.filter(programs__in=keys),
    )


def frameworks_of(person: Person) -> QuerySet:
    """Frameworks in use in the person's programs, and in nobody else's."""
    in_use = "versions__preceptorshiprules__program__in"
    mine = Program.objects.filter(coordinators__person=person).order_by().values("pk")
    others = Program.objects.exclude(coordinators__person=person).order_by().values("pk")
    used_by_others = Framework.objects.filter(**{in_use: others}).order_by().values("pk")
    used = Framework.objects.filter(**{in_use: mine}).exclude(pk__in=used_by_others)
    return used.order_by().values("pk")


def frameworks_in_use(person: Person) -> QuerySet:
    """Frameworks of the programs that the person sees."""
    programs = Program.objects.visible_to(person).order_by().values("pk")
    used = Framework.objects.filter(versions__preceptorshiprules__program__in=programs)
    return used.order_by().values("pk")


def my_preceptors(person: Person) -> QuerySet:
    mine = _assignments().filter(preceptorship__learner__person=person)
    return mine.values("preceptor__person")


def my_learners(person: Person) -> QuerySet:
    mine = _assignments().filter(preceptor__person=person)
    return mine.values("preceptorship__learner__person")


def my_mentors(person: Person) -> QuerySet:
    return Mentorship.objects.open().of_mentee(person).values("mentor__person")


def my_mentees(person: Person) -> QuerySet:
    return Mentorship.objects.open().guided_by(person).values("learner__person")


def coordinators_where_i_learn(person: Person) -> QuerySet:
    """Whoever runs a program in which the person learns, to ask for help."""
    return _coordinators(program__cohorts__enrolments__learner__person=person)


def coordinators_where_i_precept(person: Person) -> QuerySet:
    return _coordinators(program__preceptors__person=person)


def coordinators_where_i_mentor(person: Person) -> QuerySet:
    return _coordinators(program__mentors__person=person)


def coordinators_of(person: Person) -> Iterable[UUID]:
    """Whoever runs a program in which the person learns or guides."""
    found = coordinators_where_i_learn(person).union(
        coordinators_where_i_precept(person), coordinators_where_i_mentor(person)
    )
    return found.values_list("person", flat=True)


def who_to_ask(person: Person) -> Iterable[tuple[str, list[Person]]]:
    """The coordinators of each open program in which the person learns or guides."""
    takes_part = (
        Q(program__cohorts__enrolments__learner__person=person)
        | Q(program__preceptors__person=person)
        | Q(program__mentors__person=person)
    )
    named = ProgramCoordinator.objects.filter(
        takes_part, program__archived_at=None, person__is_active=True
    ).exclude(person=person)
    named = named.select_related("program", "person").distinct()
    by_program: dict[str, list[Person]] = {}
    for row in named.order_by("program__sort_name", "person__sort_name", "pk"):
        by_program.setdefault(row.program.name, []).append(row.person)
    return by_program.items()


def _assignments():
    """Of those who precept now, in planned, active and paused pairings."""
    return PreceptorAssignment.objects.of_open_pairings()


def _coordinators(**conditions):
    return ProgramCoordinator.objects.filter(**conditions).values("person")


PERSON_REASONS = (
    my_preceptors,
    my_learners,
    my_mentors,
    my_mentees,
    coordinators_where_i_learn,
    coordinators_where_i_precept,
    coordinators_where_i_mentor,
)


def confidential_mentors(people: Collection[UUID]) -> Iterable[tuple[UUID, UUID]]:
    """Who is the mentor of whom today, and so may not manage them (M7)."""
    mentorships = Mentorship.objects.open().filter(learner__person__in=people)
    return mentorships.values_list("learner__person", "mentor__person")


def refill_care_queue(program: Program, at: datetime) -> None:
    fill_care_queue(program=program, at=at)


def register() -> None:
    _register_with_programs()
    course_registration.register()
    _register_people()
    _register_notices()
    _register_worklist()
    _register_pages()


def _register_with_programs():
    """What cohorts, below, ask of the two kinds of pairing and of care."""
    programs.pairing_kinds[GuideRole.PRECEPTOR] = preceptorship_pairing.PRECEPTORSHIPS
    programs.pairing_kinds[GuideRole.MENTOR] = mentorship_pairing.MENTORSHIPS
    programs.set_up_notes.append(wall_steps.name_a_second_person)
    programs.mentoring_rules_changed.append(refill_care_queue)
    programs.evidence_figures.extend(evidence.FIGURES)
    programs.frameworks_of.append(frameworks_of)
    programs.frameworks_in_use.append(frameworks_in_use)
    programs.cohort_moved.extend([move_planned, move_proposals])


def _register_people():
    registry.kept_files.append(
        registry.KeptFiles("goal", goal_file.file_names, goal_file.remove_row_without_file)
    )
    registry.confidential_mentors.append(confidential_mentors)
    registry.coordinates.append(coordinates)
    registry.coordinators_of.append(coordinators_of)
    registry.who_to_ask.append(who_to_ask)
    registry.coordinations.append(
        registry.Coordination(
            of=people_of_my_programs,
            of_others=people_of_others_programs,
            guests_of=guests_of_my_programs,
            organisations=organisations,
            organisations_of=organisations_of,
            take_part_in=take_part_in,
        )
    )
    registry.person_reasons.extend(PERSON_REASONS)
    registry.dependants.append(departures.dependants)
    registry.person_left.append(let_partners_know)


def _register_notices():
    for told in (
        guest_notices,
        preceptorship_kinds,
        review_reminders,
        stranded_reminders,
        mentorship_kinds,
        check_in_kinds,
        goal_kinds,
        mentoring_reminders,
        care_kinds,
        wall_kinds,
    ):
        registry.register_notice_kinds(*told.KINDS)
    # What the calendar says within a mentorship tells of it as well: that there is no agreement.
    for between_two in (mentorship_kinds, check_in_kinds, goal_kinds, mentoring_reminders):
        registry.discreet_kinds |= {kind.code for kind in between_two.KINDS}
    registry.discreet_kinds |= {"notes_asked", "notes_answered"}
    # To coordinators, of somebody whose account is gone.
    registry.discreet_kinds.discard("pair_lost_partner")
    registry.planners |= {
        "reviews": registry.Planner(review_reminders.drafts, review_reminders.stale),
        "stranded": registry.Planner(stranded_reminders.drafts, stranded_reminders.stale),
        "mentoring": registry.Planner(mentoring_reminders.drafts, mentoring_reminders.stale),
        "wall": registry.Planner(wall_reminders.drafts),
    }
    for kind in check_in_calendar.INVITATIONS:
        registry.notice_attachments[kind] = check_in_calendar.attach_invitation
    for kind in check_in_calendar.CANCELLATIONS:
        registry.notice_attachments[kind] = check_in_calendar.attach_cancellations


def _register_worklist():
    for part in (
        *(preceptorship_worklist, shift_worklist, session_worklist, project_worklist),
        cohort_worklist,
    ):
        programs.worklist_kinds.update(part.KINDS)
        programs.worklist_queries.append(part.waiting)
        programs.worklist_words.update(part.WORDS)
    programs.worklist.append(shift_worklist.rows)


def _names_of_programs(ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    return Program.objects.filter(pk__in=ids).values_list("pk", "name")


def _names_of_learners(ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    """Whose a preceptorship is: its record has no name of its own."""
    records = Preceptorship.objects.filter(pk__in=ids)
    return records.values_list("pk", "learner__person__name")


def _learns_as_mentee():
    enrolled = Enrolment.objects.filter(learner__person=OuterRef("pk"))
    kind = Program.Kind
    return Exists(enrolled.filter(cohort__program__kind=kind.MENTORSHIP)) & ~Exists(
        enrolled.filter(cohort__program__kind=kind.PRECEPTORSHIP)
    )


def _register_pages():
    registry.learns_as_mentee.append(_learns_as_mentee)
    registry.names_of.extend([_names_of_programs, _names_of_learners])
    registry.parts.update(today_mentorship.PARTS | today_preceptorship.PARTS)
    registry.reader_flags.update(today_program.READER_FLAGS)
    registry.reader_flags.update(today_mentorship.READER_FLAGS)
    registry.reader_flags.update(today_preceptorship.READER_FLAGS)
    registry.reader_flags.update(today_wall.READER_FLAGS)
    registry.reader_flags.update(today_guests.READER_FLAGS)
    registry.guest_pages.append("programs:guest-programs")
    registry.journey_entries.append(journey.entries)
    registry.person_sections.append(person_page.sections)
    registry.nav_items.extend(
        [today_desk.nav, today_program.nav, today_mentorship.nav, framework_nav.nav]
    )
    registry.first_steps.extend([first_steps.bring_a_framework_in, first_steps.create_a_program])
    registry.today.extend(
        [
            today_preceptorship.today,
            today_mentorship.today,
            today_program.today,
            today_care.today,
            today_escalation.today,
            today_wall.today,
            today_guests.today,
        ]
    )
