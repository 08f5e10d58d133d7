"""A name on a coordinator's page leads to the person; elsewhere to whom one may see."""

import pytest
from django.urls import reverse

from tests.access.visits import client_of

PAGES = [
    # page, what it is about, whose names stand there
    ("programs:cohort-detail", "cohort", ("learner", "preceptor")),
    ("programs:program-detail", "program", ("coordinator",)),
    ("programs:program-guides", "program", ("preceptor", "backup")),
    ("programs:program-coordinators", "program", ("coordinator",)),
    ("programs:program-reminders", "program", ("learner",)),
    ("programs:preceptorship-plan", "preceptorship", ("learner", "preceptor", "backup")),
    ("programs:program-mentorships", "mentoring", ("mentor", "mentee")),
    ("assessments:program-progress", "program", ("learner",)),
    ("assessments:checklist", "preceptorship", ("preceptor", "backup")),
]


def main_of(scene, role, name, about):
    url = reverse(name, args=[getattr(scene, about).pk])
    html = client_of(getattr(scene.people, role)).get(url).content.decode()
    return html.partition("<main")[2].partition("</main>")[0]


def link_to(person):
    return f'href="{reverse("people:person-detail", args=[person.pk])}"'


@pytest.mark.parametrize(("name", "about", "named"), PAGES)
def test_names_are_links_for_a_coordinator(scene, name, about, named):
    html = main_of(scene, "coordinator", name, about)

    assert [role for role in named if link_to(getattr(scene.people, role)) not in html] == []


def test_pairing_table_names_are_links(scene):
    html = main_of(scene, "coordinator", "programs:pairing-table", "cohort")

    waiting = scene.waiting.learner.person
    assert link_to(waiting) in html
    assert link_to(scene.people.preceptor) in html


def test_names_are_links_for_those_whom_one_may_see_alone(scene):
    """The learner of a plan sees their preceptors, and not who held a review there before."""
    html = main_of(scene, "learner", "programs:preceptorship-plan", "preceptorship")

    assert link_to(scene.people.preceptor) in html
    assert link_to(scene.people.other_preceptor) not in html


@pytest.mark.parametrize(("reader", "partner"), [("mentor", "mentee"), ("mentee", "mentor")])
def test_the_two_of_a_pair_find_each_others_address(scene, reader, partner):
    html = main_of(scene, reader, "programs:mentorship-detail", "mentorship")

    assert link_to(getattr(scene.people, partner)) in html
    assert f'href="mailto:{partner}@example.org"' in html


def test_a_preceptor_finds_the_address_of_the_learner_and_the_other_way(scene):
    found = [
        f'href="mailto:{other}@example.org"'
        in main_of(scene, reader, "programs:preceptorship-plan", "preceptorship")
        for reader, other in (("preceptor", "learner"), ("learner", "preceptor"))
    ]

    assert found == [True, True]


@pytest.mark.parametrize(("reader", "partner"), [("mentor", "mentee"), ("mentee", "mentor")])
def test_the_two_of_a_pair_may_follow_each_others_name(scene, reader, partner):
    url = reverse("people:person-detail", args=[getattr(scene.people, partner).pk])

    assert client_of(getattr(scene.people, reader)).get(url).status_code == 200
