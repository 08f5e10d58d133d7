import re

import pytest
from django.urls import reverse

from programs.cohorts.models import Exclusion, PairingChoice
from programs.preceptorships.models import Preceptorship
from tests.factories import (
    NOON,
    AdministratorFactory,
    CohortFactory,
    EnrolmentFactory,
    GuidePauseFactory,
    LearnerFactory,
    MentorFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    PairingChoiceFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return PersonFactory(name="Priya Nair")


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(program=ProgramFactory(coordinator=coordinator))


def table(cohort):
    return reverse("programs:pairing-table", args=[cohort.pk])


def preceptor(cohort, name="Helen Ward", **fields):
    made = PreceptorFactory(person__name=name, **{"eligible": True, **fields})
    cohort.program.preceptors.add(made)
    return made


def options(response, enrolment):
    """The options of a row: by group, the label of each with its mark."""
    page = response.content.decode()
    select = re.search(rf'name="guide-{enrolment.pk}".*?</select>', page, re.DOTALL)[0]
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', select, re.DOTALL)
    return {
        group: [
            f"{label}{' (disabled)' if 'disabled' in mark else ''}"
            for mark, label in re.findall(r"<option ([^>]*)>([^<]+)</option>", inner)
        ]
        for group, inner in groups
    }


def row(enrolment, guide=None, *, reason="", seen=None):
    return {
        f"guide-{enrolment.pk}": str(guide.pk) if guide else "",
        f"reason-{enrolment.pk}": reason,
        f"seen-{enrolment.pk}": str(seen.pk) if seen else "",
    }


def save(browser, cohort, *rows, **more):
    sent = {}
    for row in rows:
        sent |= row
    return browser.post(reverse("programs:pairing-choose", args=[cohort.pk]), sent | more)


def test_pairing_table_offers_guides_with_load_and_with_what_stands_against_them(browser, cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    preceptor(cohort, "Helen Ward", capacity=3)
    full = preceptor(cohort, "Ivo Brandt", capacity=1)
    PreceptorshipFactory(primary=full)
    GuidePauseFactory(person=preceptor(cohort, "Ruth Berg").person)

    response = browser.get(table(cohort))

    assert options(response, enrolment) == {
        "Free": ["Helen Ward · 0 of 3"],
        "Needs a reason": ["Ruth Berg · resting", "Ivo Brandt · full (1 of 1)"],
    }


def test_m8_the_table_says_not_available_and_no_more(browser, cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    helen = preceptor(cohort)
    Exclusion.objects.bar(helen.person, enrolment.learner.person, at=NOON)

    response = browser.get(table(cohort))

    assert options(response, enrolment) == {
        "Not possible": ["Helen Ward · not available (disabled)"]
    }


def test_pairing_table_says_in_each_row_what_stands_against_its_own_learner(browser, cohort):
    helen = preceptor(cohort, level=2)
    facts = [{}, {}, {}, {"level": 3}, {"person": helen.person}]
    learners = [LearnerFactory(**{"level": 2} | fact) for fact in facts]
    rows = [EnrolmentFactory(cohort=cohort, learner=learner) for learner in learners]
    _other, barred, mentored, _above, _herself = rows
    Exclusion.objects.bar(helen.person, barred.learner.person, at=NOON)
    MentorshipFactory(mentor__person=helen.person, learner=mentored.learner)

    response = browser.get(table(cohort))

    assert [next(iter(options(response, each).values())) for each in rows] == [
        ["Helen Ward · 0 of 2"],
        ["Helen Ward · not available (disabled)"],
        ["Helen Ward · is their mentor, in confidence (disabled)"],
        ["Helen Ward · level 2, the learner is at 3"],
        ["Helen Ward · is the same person (disabled)"],
    ]


def test_pairing_table_escapes_names(browser, cohort):
    EnrolmentFactory(cohort=cohort, learner__person__name="<b>Sam</b>")
    preceptor(cohort, "</option><script>alert(1)</script>")

    page = browser.get(table(cohort)).content.decode()

    assert "<b>Sam</b>" not in page
    assert "<script>alert" not in page


def test_pairing_table_goes_by_priority_then_by_who_waits_longest(browser, cohort):
    late = EnrolmentFactory(cohort=cohort)
    first = EnrolmentFactory(cohort=cohort, has_priority=True)
    preceptor(cohort)

    rows = browser.get(table(cohort)).context["rows"]

    assert [row.enrolment for row in rows] == [first, late]


def test_pairing_table_shows_only_those_who_wait(browser, cohort):
    waiting = EnrolmentFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort, status="paired")
    EnrolmentFactory()
    preceptor(cohort)

    rows = browser.get(table(cohort)).context["rows"]

    assert [row.enrolment for row in rows] == [waiting]


def test_pairing_table_turns_pages_without_losing_anybody(browser, cohort):
    enrolments = EnrolmentFactory.create_batch(65, cohort=cohort)
    preceptor(cohort)

    seen, address = [], table(cohort)
    while address:
        context = browser.get(address).context
        seen += [row.enrolment for row in context["rows"]]
        cursor = context["page"].next_cursor
        address = cursor and f"{table(cohort)}?cursor={cursor}"

    assert len(seen) == 65
    assert set(seen) == set(enrolments)


def test_pairing_table_finds_somebody_by_name(browser, cohort):
    amara = EnrolmentFactory(cohort=cohort, learner__person__name="Amara Okafor")
    EnrolmentFactory(cohort=cohort, learner__person__name="Jonas Lind")
    preceptor(cohort)

    rows = browser.get(table(cohort), {"search": "oka"}).context["rows"]

    assert [row.enrolment for row in rows] == [amara]


def test_pairing_table_offers_all_guides_in_the_row_that_asks(browser, cohort):
    asking, other = EnrolmentFactory.create_batch(2, cohort=cohort)
    for number in range(22):
        preceptor(cohort, f"Guide {number:02}")

    response = browser.get(table(cohort), {"all": str(asking.pk)})

    assert "Show all 22" in response.content.decode()
    assert len(options(response, asking)["Free"]) == 22
    assert len(options(response, other)["Free"]) == 20


def test_pairing_choose_saves_before_it_shows_all_guides_of_a_row(browser, cohort):
    chosen, asking = EnrolmentFactory.create_batch(2, cohort=cohort)
    helen = preceptor(cohort)
    address = reverse("programs:pairing-choose", args=[cohort.pk]) + "?search=x"

    response = browser.post(address, row(chosen, helen) | row(asking) | {"all": str(asking.pk)})

    assert response.url == f"{table(cohort)}?search=x&all={asking.pk}#guide-{asking.pk}"
    assert chosen.choice.preceptor == helen


def test_pairing_choose_saves_and_comes_back_to_the_same_page(browser, cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    helen = preceptor(cohort)
    address = reverse("programs:pairing-choose", args=[cohort.pk]) + "?search=x"

    response = browser.post(address, row(enrolment, helen))

    assert response.url == table(cohort) + "?search=x"
    assert enrolment.choice.preceptor == helen
    assert not Preceptorship.objects.exists()


def test_pairing_choose_leads_on_to_publication_where_asked(browser, cohort):
    enrolment = EnrolmentFactory(cohort=cohort)

    response = save(browser, cohort, row(enrolment, preceptor(cohort)), publish="yes")

    assert response.url == reverse("programs:pairing-publish", args=[cohort.pk])


def test_pairing_choose_keeps_what_was_typed_in_rows_with_a_problem(browser, cohort):
    good, bad = EnrolmentFactory.create_batch(2, cohort=cohort)
    helen, ivo = preceptor(cohort), preceptor(cohort, "Ivo Brandt", eligible=False)

    response = save(browser, cohort, row(good, helen), row(bad, ivo, reason=" "))

    rows = {row.enrolment: row for row in response.context["rows"]}
    assert response.status_code == 200
    assert rows[bad].problem == (
        "Ivo Brandt needs a reason: training missing or expired, not approved."
    )
    assert rows[bad].next_best == helen
    assert (
        f'<option value="{ivo.pk}" data-needs-reason="rule" selected>' in response.content.decode()
    )
    assert list(PairingChoice.objects.all()) == [good.choice]


def test_pairing_choose_keeps_the_typed_reason_of_a_row_with_a_problem(browser, cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    helen = preceptor(cohort)
    Exclusion.objects.bar(helen.person, enrolment.learner.person, at=NOON)

    response = save(browser, cohort, row(enrolment, helen, reason="Agreed with both"))

    assert response.context["rows"][0].reason == "Agreed with both"


def test_pairing_choose_keeps_a_reason_that_is_too_long_and_saves_nothing(browser, cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    helen = preceptor(cohort)

    response = save(browser, cohort, row(enrolment, helen, reason="x" * 301))

    (shown,) = response.context["rows"]
    assert shown.reason == "x" * 301
    assert "300" in shown.problem
    assert not PairingChoice.objects.exists()


def test_pairing_choose_tells_who_chose_otherwise_meanwhile(browser, cohort):
    helen, ivo = preceptor(cohort), preceptor(cohort, "Ivo Brandt")
    enrolment = EnrolmentFactory(cohort=cohort)
    sam = PersonFactory(name="Sam Reed")
    PairingChoiceFactory(enrolment=enrolment, preceptor=helen, chosen_by=sam)

    response = save(browser, cohort, row(enrolment, ivo))

    assert "Sam Reed chose Helen Ward in the meantime" in response.context["rows"][0].problem
    assert str(response.context["rows"][0].seen) == str(helen.pk)


def test_pairing_choose_leaves_alone_what_was_not_touched(browser, cohort):
    """A second coordinator's choice stands though the page of the first showed none."""
    untouched = EnrolmentFactory(cohort=cohort)
    PairingChoiceFactory(enrolment=untouched, preceptor=preceptor(cohort))

    response = save(browser, cohort, row(untouched))

    assert response.status_code == 302
    assert PairingChoice.objects.count() == 1


@pytest.mark.parametrize("value", ["nonsense", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_pairing_choose_answers_nonsense_with_a_row_to_look_at(browser, cohort, value):
    enrolment = EnrolmentFactory(cohort=cohort)
    preceptor(cohort)

    response = save(browser, cohort, {f"guide-{enrolment.pk}": value})

    assert response.status_code == 200
    assert response.context["rows"][0].problem


def test_pairing_choose_reaches_no_enrolment_of_another_cohort(browser, cohort):
    other = EnrolmentFactory(cohort__program=cohort.program)

    save(browser, cohort, row(other, preceptor(cohort)))

    assert not PairingChoice.objects.exists()


def test_pairing_publish_lists_what_will_be_and_publishes_it(browser, cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    PairingChoiceFactory(enrolment=enrolment, preceptor=preceptor(cohort))
    address = reverse("programs:pairing-publish", args=[cohort.pk])
    page = browser.get(address)

    response = browser.post(address, {"shown": page.context["shown"]}, follow=True)

    assert "2 people are told" in page.content.decode()
    assert "1 pairing begins. 2 people are told." in response.content.decode()
    assert Preceptorship.objects.get().learner == enrolment.learner


def test_pairing_publish_shows_the_conflict_and_keeps_the_draft(browser, cohort):
    helen = preceptor(cohort, capacity=1)
    PairingChoiceFactory(enrolment=EnrolmentFactory(cohort=cohort), preceptor=helen)
    address = reverse("programs:pairing-publish", args=[cohort.pk])
    shown = browser.get(address).context["shown"]
    PreceptorshipFactory(primary=helen, learner__person__name="Leila Haddad")

    page = browser.post(address, {"shown": shown}).content.decode()

    assert "Nothing was published" in page
    assert "The last place went to Leila Haddad" in page
    assert PairingChoice.objects.count() == 1


def test_pairing_publish_without_having_seen_the_draft_publishes_nothing(browser, cohort):
    PairingChoiceFactory(enrolment=EnrolmentFactory(cohort=cohort), preceptor=preceptor(cohort))

    browser.post(reverse("programs:pairing-publish", args=[cohort.pk]))

    assert not Preceptorship.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("coordinator", 200),
        ("administrator", 200),
        ("guide", 404),
        ("learner", 404),
        ("other_coordinator", 404),
    ],
)
@pytest.mark.parametrize("name", ["pairing-table", "pairing-publish", "cohort-detail"])
def test_pairing_pages_by_role(client, cohort, coordinator, name, role, status):
    enrolment = EnrolmentFactory(cohort=cohort)
    other = PersonFactory()
    ProgramFactory(coordinator=other)
    people = {
        "coordinator": coordinator,
        "administrator": AdministratorFactory(),
        "guide": preceptor(cohort).person,
        "learner": enrolment.learner.person,
        "other_coordinator": other,
    }
    client.force_login(people[role])

    assert client.get(reverse(f"programs:{name}", args=[cohort.pk])).status_code == status


@pytest.mark.parametrize("kind", ["preceptorship", "mentorship"])
@pytest.mark.parametrize("name", ["pairing-table", "pairing-publish", "cohort-detail"])
def test_pairing_pages_take_as_many_queries_for_30_as_for_1(
    browser, coordinator, django_assert_max_num_queries, kind, name
):
    factory = ProgramFactory if kind == "preceptorship" else MentoringProgramFactory
    cohort = CohortFactory(program=factory(coordinator=coordinator))
    address = reverse(f"programs:{name}", args=[cohort.pk])

    def draft_another():
        guide = _guide_in_the_pool(cohort)
        field = "preceptor" if kind == "preceptorship" else "mentor"
        enrolment = EnrolmentFactory(cohort=cohort, learner=LearnerFactory())
        PairingChoiceFactory(enrolment=enrolment, **{field: guide})

    draft_another()
    with django_assert_max_num_queries(12) as one:
        browser.get(address)
    for _ in range(29):
        draft_another()

    with django_assert_max_num_queries(len(one)):
        response = browser.get(address)

    assert response.status_code == 200


def _guide_in_the_pool(cohort):
    if cohort.program.is_preceptorship:
        return preceptor(cohort)
    mentor = MentorFactory(eligible=True)
    cohort.program.mentors.add(mentor)
    return mentor
