"""The wall (M5): a secret stands in every confidential field; who can find which one?"""

import logging

import pytest
import time_machine
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.notices.models import Notice
from programs.mentoring.goals.models import (
    Goal,
    GoalComment,
    GoalEntry,
    Milestone,
    SharedAchievement,
)
from programs.mentoring.goals.services.achievement import share_achievement
from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from tests.factories import NOON, TODAY, PersonFactory
from tests.programs.mentoring.mentoring_cast import DAY, pair_with_secrets

pytestmark = pytest.mark.django_db

# Every column that holds somebody's own words, and every table that holds little else.
WORDS = ("title", "reason", "measure_text", "text")
WALLED = (
    "programs_goal",
    "programs_goalentry",
    "programs_goalcomment",
    "programs_milestone",
    "programs_checkinnote",
)


@pytest.fixture
def pair():
    return pair_with_secrets()


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def url(name, *rows):
    return reverse(f"programs:{name}", args=[row.pk for row in rows])


def pages(pair):
    """Every page that could show something of the pair, and of the program around it."""
    pages = [
        reverse("people:today"),
        reverse("people:inbox"),
        reverse("programs:mentorship-list"),
        reverse("programs:goal-list"),
        reverse("programs:goal-list") + "?show=achieved",
        reverse("programs:goal-list") + "?show=archived",
        reverse("programs:goal-create"),
        url("program-mentorships", pair.mentorship.program),
        url("program-mentorships", pair.mentorship.program) + "?show=ended",
        url("program-achievements", pair.mentorship.program),
        reverse("people:person-list"),
        reverse("people:person-list") + "?search=Amara",
        reverse("people:person-detail", args=[pair.mentee.pk]),
    ]
    pages += [url(f"mentorship-{act}", pair.mentorship) for act in ("detail", "leave", "pause")]
    pages += [url(f"check-in-{act}", pair.mentorship) for act in ("plan", "record")]
    pages += [url(f"check-in-{act}", pair.check_in) for act in ("detail", "move", "cancel")]
    for note in pair.check_in.notes.all():
        pages += [url(f"check-in-note-{act}", note) for act in ("update", "share", "remove")]
    for goal in (pair.goal, pair.private_goal):
        acts = ("detail", "update", "audience", "log")
        pages += [url(f"goal-{act}", goal) for act in acts] + [url("achievement-share", goal)]
        pages += [url("goal-entry-remove", entry) for entry in goal.entries.all()]
    return pages


def found(client, person, pair, addresses):
    """Return the names of the secrets that the person meets anywhere in these pages."""
    client.force_login(person)
    everything = ""
    for address in addresses:
        response = client.get(address)
        everything += response.content.decode() + str(response.headers)
    return {name for name, secret in pair.secrets.items() if secret in everything}


@pytest.mark.parametrize(
    "role", ["other_mentor", "former_mentor", "coordinator", "administrator", "stranger"]
)
def test_m5_nobody_outside_the_pair_meets_a_word_of_it(client, pair, role):
    assert found(client, pair.outsiders[role], pair, pages(pair)) == set()


def test_m5_the_mentor_meets_what_is_shared_since_it_is_and_nothing_else(client, pair):
    assert found(client, pair.mentor, pair, pages(pair)) == set(pair.secrets) - pair.own


def test_m4_the_mentee_meets_everything(client, pair):
    assert found(client, pair.mentee, pair, pages(pair)) == set(pair.secrets)


def test_m8_after_leaving_the_mentor_meets_nothing(client, pair):
    leave_mentorship(mentorship=pair.mentorship, by=pair.mentee, at=NOON)

    assert found(client, pair.mentor, pair, pages(pair)) == set()


@pytest.mark.parametrize(
    "role", ["other_mentor", "former_mentor", "coordinator", "administrator", "stranger"]
)
@pytest.mark.parametrize("state", ["active", "paused", "ended"])
def test_m5_pages_of_a_pair_are_not_there_for_others_in_any_state(client, pair, role, state):
    if state == "paused":
        pair.mentorship.status, pair.mentorship.paused_status = "paused", "active"
    if state == "ended":
        pair.mentorship.status, pair.mentorship.ending = "closed", "completed"
        pair.mentorship.closed_at = NOON
    pair.mentorship.save()
    client.force_login(pair.outsiders[role])
    addresses = [
        url("mentorship-detail", pair.mentorship),
        url("goal-detail", pair.goal),
        url("goal-detail", pair.private_goal),
        url("check-in-detail", pair.check_in),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 4


def test_m5_forbidden_and_absent_look_alike(client, pair):
    client.force_login(pair.coordinator)
    absent = PersonFactory()

    forbidden = client.get(url("goal-detail", pair.goal))
    missing = client.get(url("goal-detail", absent))

    assert forbidden.status_code == missing.status_code == 404
    assert len(forbidden.content) == len(missing.content)


@pytest.mark.parametrize("show", ["", "?show=ended"])
def test_m5_the_facts_are_computed_without_reading_a_word(client, pair, show):
    client.force_login(pair.coordinator)

    with CaptureQueriesContext(connection) as queries:
        client.get(url("program-mentorships", pair.mentorship.program) + show)

    # The header asks whether the reader has goals of their own; that is not about the pair.
    own = f"\"owner_id\" = '{pair.coordinator.pk}'::uuid"
    asked = " ".join(query["sql"] for query in queries if own not in query["sql"])
    assert "programs_mentorship" in asked
    assert [table for table in WALLED if f'"{table}"' in asked] == []
    assert [word for word in WORDS if f'"{word}"' in asked] == []
    # Who ended one, and how, is not fetched either (M8).
    assert [column for column in ("closed_by_id", "ending") if f'"{column}"' in asked] == []


def test_m5_achievements_are_listed_without_reading_a_goal(client, pair):
    Goal.objects.filter(pk=pair.goal.pk).update(achieved_on=TODAY)
    share_achievement(goal=pair.goal, mentorship=pair.mentorship, title="Led a handover", at=NOON)
    client.force_login(pair.coordinator)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(url("program-achievements", pair.mentorship.program))

    assert b"Led a handover" in response.content
    asked = " ".join(query["sql"] for query in queries)
    assert [word for word in WORDS if f'"programs_goal"."{word}"' in asked] == []


def test_m8_coordinators_see_that_it_ended_and_not_how(client, pair):
    leave_mentorship(mentorship=pair.mentorship, by=pair.mentee, at=NOON)
    client.force_login(pair.coordinator)

    response = client.get(url("program-mentorships", pair.mentorship.program) + "?show=ended")

    page = response.content.decode()
    assert pair.mentor.name in page
    assert not any(
        word in page for word in ("one of the two", "early", "Left", "left", "Exclusion")
    )


def test_n7_notices_and_mails_hold_no_secret(client, pair):
    client.force_login(pair.mentor)
    client.post(
        url("goal-comment", pair.goal),
        {"text": "secret-said", "readers": pair.goal.shares.in_force().get().pk},
    )
    client.force_login(pair.mentee)
    client.post(url("goal-achieve", pair.goal))

    told = str(list(Notice.objects.values())) + str([vars(letter) for letter in mail.outbox])
    assert Notice.objects.count() == 2
    assert "secret" not in told


def test_m5_page_titles_hold_no_secret(client, pair):
    client.force_login(pair.mentee)
    titles = ""
    for address in pages(pair):
        page = client.get(address).content.decode()
        titles += page.partition("<title>")[2].partition("</title>")[0]

    assert "Goal" in titles
    assert "secret" not in titles


def test_m5_rows_do_not_say_their_words_where_they_are_logged(pair):
    rows = [
        *Goal.objects.all(),
        *GoalEntry.objects.all(),
        *GoalComment.objects.all(),
        *Milestone.objects.all(),
        *pair.check_in.notes.all(),
    ]

    assert "secret" not in str(rows) + repr(rows) + "".join(map(str, rows))


def test_m5_refusals_do_not_say_words_into_the_log(client, pair, caplog):
    caplog.set_level(logging.DEBUG)
    client.force_login(pair.mentor)

    client.get(url("goal-update", pair.goal))
    client.post(url("goal-update", pair.goal), {"title": "secret-typed"})
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalEntry.objects.create(
            goal=pair.goal, text="secret-broken", audience="only_me", progress=101, logged_at=NOON
        )

    assert "secret" not in caplog.text.replace("secret-broken", "")


@pytest.mark.parametrize(
    "name", ["Goal", "GoalEntry", "GoalComment", "GoalShare", "Milestone", "CheckInNote"]
)
def test_m5_confidential_models_are_in_no_admin(name):
    has_admin = apps.is_installed("django.contrib.admin")
    registered = admin.site._registry if has_admin else {}

    assert apps.get_model("programs", name) not in registered


def test_m4_an_achievement_told_shows_title_and_date_to_the_program(client, pair):
    Goal.objects.filter(pk=pair.goal.pk).update(achieved_on=TODAY - DAY)
    client.force_login(pair.mentee)
    words = {"program": pair.mentorship.program_id, "title": "Led a handover"}

    form = client.get(url("achievement-share", pair.goal)).content.decode()
    preview = client.post(url("achievement-share", pair.goal), words)
    assert not SharedAchievement.objects.exists()
    client.post(url("achievement-share", pair.goal), {**words, "is_confirmed": "on"})

    who = "anyone who coordinates this program later, and site administrators"
    for page in (form, preview.content.decode()):
        assert f"You, <bdi>{pair.coordinator.name}</bdi>, " in page
        assert who in page
    assert "Only your name, one line and the date." in form
    achievements = url("program-achievements", pair.mentorship.program)
    assert found(client, pair.coordinator, pair, [achievements]) == set()
    assert SharedAchievement.objects.get().title == "Led a handover"
