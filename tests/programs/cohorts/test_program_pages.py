import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.forms import DecimalField, IntegerField
from django.urls import reverse

from common.edit_form import OPENED
from programs.cohorts.forms.numbers import DomainsField, NumbersField
from programs.cohorts.forms.program_rules import MentoringProgramForm, PreceptorshipProgramForm
from programs.cohorts.models import Program, ProgramCompetency, ProgramCoordinator
from programs.cohorts.services import program as services
from tests.factories import (
    NOON,
    AdministratorFactory,
    CohortFactory,
    CompetencyFactory,
    EnrolmentFactory,
    MentoringProgramFactory,
    PersonFactory,
    PreceptorFactory,
    ProgramCompetencyFactory,
    ProgramFactory,
    RatingScaleFactory,
)

pytestmark = pytest.mark.django_db
Role = ProgramCoordinator.Role


def test_program_framework_shows_a_choice_that_somebody_else_made(browser, program):
    url = reverse("programs:program-framework", args=[program.pk])
    opened = browser.get(url).context["form"][OPENED].value()
    rules = program.preceptorship_rules
    mine = rules.rating_scale
    rules.rating_scale = RatingScaleFactory(name="Theirs")
    rules.save()
    version = rules.framework_version
    version.published_at = NOON
    version.save()

    sent = {"version": version.pk, "scale": mine.pk, OPENED: opened}
    form = browser.post(url, sent).context["form"]

    rules.refresh_from_db()
    assert form.errors["scale"] == ["Saved here: Theirs"]
    assert rules.rating_scale != mine


def test_program_create_page_offers_both_kinds(browser, coordinator):
    ProgramFactory(coordinator=coordinator)

    page = browser.get(reverse("programs:program-create")).content.decode()

    assert "NHS preceptorship, gold" in page
    assert "Leadership mentoring" in page


def test_program_create_makes_one_and_leads_to_it(browser, program):
    address = reverse("programs:program-create") + "?preset=nhs_gold"

    response = browser.post(address, {"name": "Northfield", "description": ""})

    made = Program.objects.get(name="Northfield")
    assert response.url == reverse("programs:program-detail", args=[made.pk])
    assert made.preceptorship_rules.review_every_days == 61


def test_program_create_is_for_coordinators(client):
    client.force_login(PersonFactory())

    assert client.get(reverse("programs:program-create")).status_code == 403


@pytest.mark.parametrize("factory", [ProgramFactory, MentoringProgramFactory])
def test_program_update_saves_what_it_shows_unchanged(browser, coordinator, factory):
    program = factory(coordinator=coordinator)
    address = reverse("programs:program-update", args=[program.pk])
    form = browser.get(address).context["form"]

    response = browser.post(address, _as_sent(form))

    before = {name: form.initial[name] for name in form.fields if name != OPENED}
    program = Program.objects.get(pk=program.pk)
    rules = services.rules_of(program)
    after = {name: getattr(program if name in form.OF_PROGRAM else rules, name) for name in before}
    assert response.status_code == 302
    assert after == before


def _as_sent(form):
    """What a browser would send of the form as it is shown: neither empty nor unticked fields."""
    shown = {name: form[name].value() for name in form.fields}
    return {
        name: value
        for name, value in shown.items()
        if value is not None and value is not False and value != ""
    }


@pytest.mark.parametrize("form", [PreceptorshipProgramForm, MentoringProgramForm])
def test_every_number_of_the_rules_has_a_unit_and_a_help_text(form):
    numbers = {
        name: field
        for name, field in form.base_fields.items()
        if isinstance(field, IntegerField | DecimalField | NumbersField)
    }

    bare = [
        name
        for name, field in numbers.items()
        if not field.help_text or not re.search(r"\([a-z-]+\)$", str(field.label))
    ]

    assert len(numbers) > 10
    assert bare == []


def test_program_update_reads_phases_and_review_days_as_people_write_them(browser, program):
    address = reverse("programs:program-update", args=[program.pk])
    form = browser.get(address).context["form"]
    sent = _as_sent(form)
    sent |= {"phases": "Supernumerary, 2\n\nGrowing 10 weeks", "review_days": "28;7, 7"}

    browser.post(address, sent)

    rules = Program.objects.get(pk=program.pk).preceptorship_rules
    assert rules.phases == [
        {"name": "Supernumerary", "weeks": 2},
        {"name": "Growing", "weeks": 10},
    ]
    assert rules.review_days == [7, 28]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", []),
        ("Trust.example; @college.example,\ntrust.example.", ["trust.example", "college.example"]),
    ],
)
def test_domains_field_reads_them_as_people_write_them(typed, kept):
    assert DomainsField(label="Domains").clean(typed) == kept


@pytest.mark.parametrize("typed", ["trust", "jo@trust.example", "-a.example", "*.example", "a..b"])
def test_domains_field_refuses_what_is_no_domain(typed):
    with pytest.raises(ValidationError, match="is not a domain"):
        DomainsField(label="Domains").clean(typed)


def test_program_update_says_which_phase_it_cannot_read(browser, program):
    address = reverse("programs:program-update", args=[program.pk])

    page = browser.post(address, {"phases": "Supernumerary"}).content.decode()

    assert "“Supernumerary” needs a name and a number of weeks" in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("coordinator", 200), ("administrator", 200), ("guide", 403), ("stranger", 404)],
)
@pytest.mark.parametrize(
    "name",
    [
        "program-update",
        "program-framework",
        "program-competencies",
        "program-guides",
        "program-coordinators",
        "cohort-create",
    ],
)
def test_program_pages_by_role(client, program, coordinator, name, role, status):
    preceptor = PreceptorFactory()
    program.preceptors.add(preceptor)
    people = {
        "coordinator": coordinator,
        "administrator": AdministratorFactory(),
        "guide": preceptor.person,
        "stranger": PersonFactory(),
    }
    client.force_login(people[role])

    response = client.get(reverse(f"programs:{name}", args=[program.pk]))

    assert response.status_code == status


def test_program_detail_shows_others_no_cohorts(client, program):
    CohortFactory(program=program, name="Autumn intake")
    preceptor = PreceptorFactory()
    program.preceptors.add(preceptor)
    client.force_login(preceptor.person)

    page = client.get(reverse("programs:program-detail", args=[program.pk])).content.decode()

    assert program.name in page
    assert "Autumn intake" not in page


def test_program_list_takes_as_many_queries_for_30_as_for_1(
    browser, coordinator, django_assert_max_num_queries
):
    def enrol_in_another_program():
        EnrolmentFactory(cohort__program=ProgramFactory(coordinator=coordinator))

    enrol_in_another_program()
    with django_assert_max_num_queries(12) as one:
        browser.get(reverse("programs:program-list"))
    for _ in range(29):
        enrol_in_another_program()

    with django_assert_max_num_queries(len(one)):
        page = browser.get(reverse("programs:program-list"))

    assert len(page.context["page"]) == 30


def test_program_competencies_takes_as_many_queries_for_149_as_for_1(
    browser, program, django_assert_max_num_queries
):
    version = program.preceptorship_rules.framework_version
    address = reverse("programs:program-competencies", args=[program.pk])
    ProgramCompetencyFactory(program=program, competency__version=version)
    with django_assert_max_num_queries(12) as one:
        browser.get(address)
    for _ in range(148):
        ProgramCompetencyFactory(program=program, competency__version=version)

    with django_assert_max_num_queries(len(one)):
        page = browser.get(address)

    assert len(page.context["rows"]) == 149


def test_program_competencies_saves_149_at_once(browser, program):
    version = program.preceptorship_rules.framework_version
    asked = [
        ProgramCompetencyFactory(program=program, competency__version=version) for _ in range(149)
    ]
    sent = {}
    for row in asked:
        sent |= {
            f"{row.competency_id}-is_critical": "on",
            f"{row.competency_id}-observations_required": "3",
            f"{row.competency_id}-assessors_required": "2",
            f"{row.competency_id}-due_week": "12",
            f"{row.competency_id}-methods": ["workplace", "simulation"],
        }

    browser.post(reverse("programs:program-competencies", args=[program.pk]), sent)

    saved = ProgramCompetency.objects.filter(
        program=program,
        is_critical=True,
        observations_required=3,
        assessors_required=2,
        due_week=12,
        methods=["workplace", "simulation"],
    )
    assert saved.count() == 149


def test_program_competencies_keeps_what_was_typed_and_saves_nothing_if_a_row_is_wrong(
    browser, program
):
    version = program.preceptorship_rules.framework_version
    row = ProgramCompetencyFactory(program=program, competency__version=version)
    sent = {
        f"{row.competency_id}-observations_required": "1",
        f"{row.competency_id}-assessors_required": "7",
        f"{row.competency_id}-methods": ["workplace"],
    }

    page = browser.post(reverse("programs:program-competencies", args=[program.pk]), sent)

    assert 'value="7"' in page.content.decode()
    assert "more assessors than sign-offs" in page.content.decode()
    row.refresh_from_db()
    assert row.assessors_required == 1


def test_p3_a_critical_competency_must_allow_the_workplace(browser, program):
    version = program.preceptorship_rules.framework_version
    row = ProgramCompetencyFactory(program=program, competency__version=version)
    sent = {
        f"{row.competency_id}-is_critical": "on",
        f"{row.competency_id}-observations_required": "1",
        f"{row.competency_id}-assessors_required": "1",
        f"{row.competency_id}-methods": ["simulation"],
    }

    page = browser.post(reverse("programs:program-competencies", args=[program.pk]), sent)

    assert "observed at work at least once" in page.content.decode()


@pytest.fixture
def skills(program):
    """A group of two and one that stands alone, each asked for."""
    version = program.preceptorship_rules.framework_version
    group = CompetencyFactory(version=version, is_group=True)
    made = [
        CompetencyFactory(version=version, parent=parent, statement=statement)
        for parent, statement in [(group, "Wash hands"), (group, "Give a tablet"), (None, "Report")]
    ]
    for competency in made:
        ProgramCompetencyFactory(program=program, competency=competency, due_week=1)
    return made


def as_asked(skills, **more):
    sent = {}
    for competency in skills:
        sent |= {
            f"{competency.pk}-observations_required": "1",
            f"{competency.pk}-assessors_required": "1",
            f"{competency.pk}-due_week": "1",
            f"{competency.pk}-methods": ["workplace"],
        }
    return sent | more


def test_program_competencies_sets_weeks_for_all_and_for_a_group(browser, program, skills):
    group = skills[0].parent_id
    weeks = {"all-due_week": "12", f"{group}-due_week": "4"}

    browser.post(
        reverse("programs:program-competencies", args=[program.pk]), as_asked(skills, **weeks)
    )

    asked = program.competencies.order_by("competency__position")
    assert list(asked.values_list("due_week", flat=True)) == [4, 4, 12]


def test_program_competencies_leaves_out_what_is_ticked_and_takes_it_back(browser, program, skills):
    page = reverse("programs:program-competencies", args=[program.pk])
    browser.post(page, as_asked(skills, **{f"{skills[1].pk}-is_left_out": "on"}))
    left = [row.competency for row in program.competencies.all()]
    shown = {
        competency.statement: form.initial["is_left_out"]
        for competency, form in browser.get(page).context["rows"]
        if not competency.is_group
    }

    browser.post(page, as_asked(skills))

    assert left == [skills[0], skills[2]]
    assert shown == {"Wash hands": False, "Give a tablet": True, "Report": False}
    assert program.competencies.count() == 3


def test_program_competencies_refuses_to_ask_for_nothing(browser, program, skills):
    nothing = {f"{competency.pk}-is_left_out": "on" for competency in skills}

    page = browser.post(
        reverse("programs:program-competencies", args=[program.pk]), as_asked(skills, **nothing)
    )

    assert "one skill at least" in page.content.decode()
    assert program.competencies.count() == 3


def test_program_detail_counts_what_is_asked_of_the_present_version(browser, program, skills):
    ProgramCompetencyFactory(program=program)

    page = browser.get(reverse("programs:program-detail", args=[program.pk]))

    assert page.context["asked"] == 3


def test_cohort_create_refuses_a_name_that_is_taken(browser, program):
    CohortFactory(program=program, name="Autumn")

    page = browser.post(
        reverse("programs:cohort-create", args=[program.pk]),
        {"name": "Autumn", "starts_on": date(2027, 1, 4)},
    )

    assert "has a cohort called “Autumn” already" in page.content.decode()
