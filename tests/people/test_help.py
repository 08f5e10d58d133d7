from django.urls import reverse

from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    MentoringProgramFactory,
    PersonFactory,
    ProgramFactory,
)


def test_help_is_there_before_the_log_in(client, db):
    response = client.get(reverse("people:help"))

    assert response.status_code == 200
    assert response.templates[0].name == "people/help.html"


def test_help_names_the_coordinators_of_each_program_one_is_in(client, db):
    """And of no other: somebody who learns in one, and walks with a mentor in another."""
    dana, erik, olga = (PersonFactory(name=name) for name in ("Dana Cole", "Erik Holm", "Olga Ek"))
    cohort = CohortFactory(program=ProgramFactory(coordinator=dana))
    enrolled = EnrolmentFactory(cohort=cohort)
    mentoring = CohortFactory(program=MentoringProgramFactory(coordinator=erik))
    EnrolmentFactory(cohort=mentoring, learner=enrolled.learner)
    CohortFactory(program=ProgramFactory(coordinator=olga))
    client.force_login(enrolled.learner.person)

    page = client.get(reverse("people:help")).content.decode()

    for program, person in ((cohort.program, dana), (mentoring.program, erik)):
        assert program.name in page
        assert f'<a href="{reverse("people:person-detail", args=[person.pk])}">{person}</a>' in page
    assert "Olga Ek" not in page
    assert client.get(reverse("people:person-detail", args=[erik.pk])).status_code == 200
