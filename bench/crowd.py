"""Many people around the cast of the access table, copied inside PostgreSQL.

Programs and wards keep their size however many people there are, so that a page which takes
longer among more people does so for no good reason. Only the cast's own program has more
guides, up to ``POOL``.
"""

from django.db import connection

PER_PROGRAM, PER_WARD, POOL = 1000, 100, 550
COMPETENCIES = 120
# Of each preceptorship, and of one in the cast's program.
STATES, SIGN_OFFS, SIGN_OFFS_HERE = 10, 6, 30
FORENAMES = "Amara,Bo,Chidi,Dana,Eli,Femi,Grace,Hana,Imre,Jun,Kofi,Lena,Mo,Nia,Olu,Priya"


def gather(cast, people: int) -> None:
    """Add so many people: three in ten learn, as many are mentees, the others guide."""
    _people(cast, people)
    _programs(cast, people)
    _guides(cast, people)
    _preceptorships(cast, people)
    _sign_offs(cast, people)
    _mentorships(cast, people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def key(kind: str, number: str) -> str:
    """Return the SQL of the id of a copy; ``number`` is SQL too."""
    return f"md5('{kind}' || ({number}))::uuid"


def copy(row, kind: str, count: int, *, each: int = 1, where: str = "true", **columns: str) -> None:
    """Copy a row ``count`` times, ``columns`` being the SQL of what differs.

    In it ``n`` is the number of the copy, from 1; with ``each`` there are that many for one
    ``n``, numbered ``m``.
    """
    model = type(row)
    if model._meta.pk.name == "id":
        number = "n" if each == 1 else "n || '-' || m"
        columns = {"id": key(kind, number), **columns}
    fields = (field for field in model._meta.local_concrete_fields if not field.generated)
    names = [field.column for field in fields]
    into = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(columns.get(name, f'row."{name}"') for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({into}) SELECT {values} '  # noqa: S608
            f'FROM "{model._meta.db_table}" row, '
            f"generate_series(1, {count}) n, generate_series(1, {each}) m "
            f"WHERE row.\"{model._meta.pk.column}\" = '{row.pk}' AND ({where})"
        )


def _people(cast, people):
    wards = max(1, people // PER_WARD)
    _units(cast, people, wards)
    forenames = FORENAMES.split(",")
    forename = f"(string_to_array('{FORENAMES}', ','))[1 + n % {len(forenames)}]"
    copy(
        cast.people.stranger,
        "person",
        people,
        name=f"{forename} || ' ' || md5(n::text)",
        email="'many' || n || '@example.org'",
        job_title="'Nurse'",
        unit_id=f"CASE WHEN n % {wards} = 0 THEN '{cast.unit.pk}' "
        f"ELSE {key('ward', f'n % {wards}')} END",
    )
    _told_and_managed(cast, people)


def _units(cast, people, wards):
    from people.models import Unit
    from tests import factories as make

    sites, departments = _number_of_sites(people), max(1, wards // 10)
    copy(make.SiteFactory(name="Site"), "site", sites, name="'Site of many ' || n")
    copy(
        make.UnitFactory(kind=Unit.Kind.DEPARTMENT, name="Department"),
        "department",
        departments,
        name="'Department of many ' || n",
        parent_id=key("site", f"1 + n % {sites}"),
    )
    copy(
        cast.unit,
        "ward",
        wards,
        name="'Ward of many ' || n",
        parent_id=key("department", f"1 + n % {departments}"),
    )


def _told_and_managed(cast, people):
    """Three notices for each, one of them unread, and the last one manages all others."""
    from tests import factories as make

    copy(
        make.NoticeFactory(recipient=cast.people.stranger, created_at=cast.now),
        "notice",
        people,
        each=3,
        recipient_id=key("person", "n"),
        object_id=key("event", "n || '-' || m"),
        read_at="CASE WHEN m = 1 THEN NULL ELSE row.created_at END",
    )
    copy(
        make.LineManagementFactory(person=cast.people.stranger),
        "managed",
        people - 1,
        person_id=key("person", "n"),
        manager_id=key("person", str(people)),
    )


def _number_of_sites(people):
    return max(1, people // PER_WARD // 50)


def _programs(cast, people):
    from people.scope import site_of
    from programs.cohorts.models import PreceptorshipRules
    from tests import factories as make

    count = _number_of_programs(people) - 1
    if not count:
        return
    # Each belongs to a site of its own, so that coordinators stand before walls.
    site = key("site", f"1 + n % {_number_of_sites(people)}")
    for kind, program, cohort in (
        ("program", cast.program, cast.cohort),
        ("mentoring", cast.mentoring, cast.circle),
    ):
        program.organisation_id = site_of(cast.unit)
        program.save(update_fields=["organisation"])
        copy(program, kind, count, name=f"'{kind} ' || n", organisation_id=site)
        copy(cohort, f"cohort-{kind}", count, program_id=key(kind, "n"))
        coordinating = make.ProgramCoordinatorFactory(program=program)
        copy(
            coordinating,
            f"coordinating-{kind}",
            count,
            program_id=key(kind, "n"),
            person_id=key("person", "n"),
        )
    rules = PreceptorshipRules.objects.get(program=cast.program)
    copy(rules, "", count, program_id=key("program", "n"))
    copy(cast.mentoring.mentorship_rules, "", count, program_id=key("mentoring", "n"))


def _number_of_programs(people):
    """Of each of the two kinds, the cast's own among them."""
    return max(1, people // PER_PROGRAM)


def _in_turn(kind, own, people, number="n"):
    """The id of one of the programs or cohorts: every so-many-th is the cast's."""
    programs = _number_of_programs(people)
    if programs == 1:
        return f"'{own.pk}'::uuid"
    turn = f"({number}) % {programs}"
    return f"CASE WHEN {turn} = 0 THEN '{own.pk}'::uuid ELSE {key(kind, turn)} END"


def _guides(cast, people):
    from people.models import Approval, Credential, Mentor, Preceptor

    count = people // 5
    learners = people * 3 // 5
    for kind, role, program, first in (
        (Preceptor, "preceptor", cast.program, learners),
        (Mentor, "mentor", cast.mentoring, learners + count),
    ):
        own = kind.objects.get(person=getattr(cast.people, role))
        person = key("person", f"n + {first}")
        copy(own, role, count, person_id=person, capacity="20")
        approval = Approval.objects.filter(person=own.person, role=role).first()
        copy(approval, f"approval-{role}", count, person_id=person)
        credential = Credential.objects.filter(person=own.person, kind=f"{role}_training").first()
        copy(credential, f"credential-{role}", count, person_id=person)
        joined = getattr(program, f"{role}s").through
        in_turn = _in_turn(_KIND[role], program, people)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {joined._meta.db_table} (program_id, {role}_id) "  # noqa: S608
                f"SELECT {in_turn}, {key(role, 'n')} FROM generate_series(1, {count}) n UNION "
                f"SELECT '{program.pk}'::uuid, {key(role, 'n')} "
                f"FROM generate_series(1, {min(POOL, count)}) n"
            )


_KIND = {"preceptor": "program", "mentor": "mentoring"}


def _learners(cast, kind, own, cohort, people):
    """As many as walk in pairings of one kind, enrolled; the first of the cast's wait."""
    from tests import factories as make

    count = people * 3 // 10
    first = 0 if kind == "learner" else count
    copy(own, kind, count, person_id=key("person", f"n + {first}"))
    program = "program" if kind == "learner" else "mentoring"
    enrolment = make.EnrolmentFactory(cohort=cohort, status="paired")
    copy(
        enrolment,
        f"enrolment-{kind}",
        count,
        cohort_id=_in_turn(f"cohort-{program}", cohort, people),
        learner_id=key(kind, "n"),
    )
    return count, {
        "program_id": _in_turn(program, cohort.program, people),
        "cohort_id": _in_turn(f"cohort-{program}", cohort, people),
        "learner_id": key(kind, "n"),
    }


def _preceptorships(cast, people):
    from programs.preceptorships.models import PreceptorAssignment

    count, columns = _learners(cast, "learner", cast.people.learner.learner, cast.cohort, people)
    copy(cast.preceptorship, "preceptorship", count, **columns)
    of_copy = {"preceptorship_id": key("preceptorship", "n")}
    for role, shift in (("primary", 0), ("backup", 7)):
        held = PreceptorAssignment.objects.on(cast.today)
        held = held.get(preceptorship=cast.preceptorship, role=role)
        # The cast's learners are with guides of the cast's program.
        guide = key("preceptor", f"1 + (n + {shift}) % {people // 5}")
        copy(held, f"held-{role}", count, preceptor_id=guide, valid_to="NULL", **of_copy)
    copy(
        cast.review,
        "review",
        count,
        each=4,
        position="m",
        due_on="row.due_on + (m::int - 2) * 30 + n::int % 20",
        **of_copy,
    )
    copy(cast.preceptorship.progress, "", count, total=str(STATES), **of_copy)


def _sign_offs(cast, people):
    """Signed over 80 days; in the cast's program many more, some in bursts and same words."""
    leaf = _competencies(cast)
    count = people * 3 // 10
    _states(cast, leaf, count)
    chosen = {
        "each": SIGN_OFFS_HERE,
        "where": f"n % {_number_of_programs(people)} = 0 OR m <= {SIGN_OFFS}",
    }
    entry = _entries(cast, count, chosen)
    _signatures(cast, leaf, entry, people, chosen)


def _states(cast, leaf, count):
    """What is asked of each, and when; of the cast's own record all of it."""
    from tests import factories as make

    for kind, row in (
        ("asked", make.ProgramCompetencyFactory(program=cast.program, competency=leaf)),
        ("state", make.CompetencyStateFactory(preceptorship=cast.preceptorship, competency=leaf)),
    ):
        copy(row, f"{kind}-cast", COMPETENCIES, competency_id=key("competency", "n"))
    copy(
        cast.state,
        "state",
        count,
        each=STATES,
        preceptorship_id=key("preceptorship", "n"),
        competency_id=key("competency", "m"),
        due_on=f"date '{cast.today}' + (n::int + 7 * m::int) % 400 - 20",
    )


def _entries(cast, count, chosen):
    """The chains with what was written; returns the entry that they are copies of."""
    from tests import factories as make

    entry = make.LedgerEntryFactory(
        preceptorship=cast.preceptorship, sequence=50, previous_hash="e" * 64
    )
    copy(
        entry,
        "entry",
        count,
        preceptorship_id=key("preceptorship", "n"),
        sequence="m + 1",
        hash="md5('h' || n || '-' || m)",
        **chosen,
    )
    copy(
        _content(entry),
        "content",
        count,
        entry_id=key("entry", "n || '-' || m"),
        text="CASE WHEN m % 3 = 0 THEN 'Worked calmly and explained each step well' "
        "ELSE md5(n || '-' || m) END",
        **chosen,
    )
    return entry


def _signatures(cast, leaf, entry, people, chosen):
    from tests import factories as make

    at = "row.signed_at - (n % 80) * interval '1 day' - m * interval '20 seconds'"
    sign_off = make.SignOffFactory(
        preceptorship=cast.preceptorship,
        competency=leaf,
        assessor=cast.people.preceptor,
        level=cast.level,
        signed_at=cast.now,
        observed_on=cast.today,
        entry=entry,
    )
    copy(
        sign_off,
        "sign_off",
        people * 3 // 10,
        preceptorship_id=key("preceptorship", "n"),
        entry_id=key("entry", "n || '-' || m"),
        competency_id=key("competency", "m"),
        assessor_id=key("person", f"{people * 3 // 5} + 1 + n % {people // 5}"),
        signed_at=at,
        observed_on=f"({at})::date",
        idempotency_key=key("idempotency", "n || '-' || m"),
        **chosen,
    )


def _competencies(cast):
    """Add many to the cast's framework although it is published; return one of them."""
    from tests import factories as make

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE programs_competency DISABLE TRIGGER USER")
    group = make.CompetencyFactory(version=cast.version, is_group=True)
    leaf = make.CompetencyFactory(version=cast.version, parent=group)
    copy(leaf, "competency", COMPETENCIES, identifier="'many-' || n", position="row.position + n")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE programs_competency ENABLE TRIGGER USER")
    return leaf


def _content(entry):
    from assessments.ledger.models import SignatureContent

    return SignatureContent.objects.create(
        entry=entry, salt="s" * 64, signed_as="Somebody", learner_name="Learner"
    )


def _mentorships(cast, people):
    count, columns = _learners(cast, "mentee", cast.people.mentee.learner, cast.circle, people)
    mentor = key("mentor", f"1 + n % {people // 5}")
    copy(cast.mentorship, "mentorship", count, mentor_id=mentor, **columns)
    day = "row.starts_at + (n % 20 - m * 30 + 30) * interval '1 day'"
    copy(
        cast.check_in,
        "check_in",
        count,
        each=5,
        mentorship_id=key("mentorship", "n"),
        calendar_id=key("calendar", "n || '-' || m"),
        starts_at=day,
        held_at=f"CASE WHEN m > 2 THEN {day} END",
    )
    owner = key("person", f"n + {count}")
    copy(cast.goal, "goal", count, owner_id=owner)
    copy(
        cast.goal_share,
        "share",
        count,
        goal_id=key("goal", "n"),
        mentorship_id=key("mentorship", "n"),
    )
    copy(cast.goal_entry, "goal_entry", count, each=3, goal_id=key("goal", "n"))
