"""The wall (M5, N7): a secret in every confidential field is found by its readers alone.

Not on anybody else's pages, whatever they do there; not in what others take along; not in
notices, mails, logs, tasks, the names of things, or an administration site.
"""

import io
from datetime import timedelta
from functools import partial

import celery
import pytest
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from people.notices.models import Delivery, Notice
from people.notices.services.delivery import deliver_batch
from people.notices.services.reminders import plan_reminders
from programs.mentoring.goals.models import Goal
from programs.mentoring.goals.services.achievement import share_achievement
from programs.mentoring.goals.services.goal import achieve_goal
from programs.mentoring.goals.services.goal_comment import comment_on_goal
from programs.mentoring.goals.services.goal_entry import log_goal_entry
from programs.mentoring.meetings.services.check_in import cancel_check_in
from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from tests.access.cast import ROLES
from tests.access.table import ROWS
from tests.access.visits import client_of
from tests.wall_scene import READERS, WRITERS, found_in, logged, said, secret

plan_mentoring = partial(plan_reminders, "mentoring", "wall")
pytestmark = pytest.mark.django_db


# Where those who may read the secrets meet them: each stands on one of these for each reader.
PAGES = {
    "assessments:certificate-detail",
    "assessments:competency-record",
    "assessments:draft-list",
    "assessments:sign-off-detail",
    "programs:agreement-answer",
    "programs:agreement-detail",
    "programs:break-glass-decide",
    "programs:break-glass-read",
    "programs:check-in-detail",
    "programs:goal-detail",
    "programs:goal-list",
    "programs:journal-list",
    "programs:mentorship-closing",
    "programs:mentorship-detail",
    "programs:notes-request",
    "programs:well-being-list",
    "programs:well-being-shared",
}


def test_each_secret_is_found_by_its_readers(scene, visits):
    """That nobody else finds it on any page is judged row by row: tests/test_access.py."""
    found = {field: set() for field in READERS}

    for row in ROWS:
        if row.name in PAGES:
            url = reverse(row.name, args=[argument.pk for argument in row.arguments(scene)])
            for role in ROLES:
                with visits.answer(role, "get", url) as response:
                    for field in found_in(said(response)):
                        found[field].add(role)

    assert found == READERS


def test_exports_hold_ones_own_words_and_nobody_elses(scene):
    found = {field: set() for field in READERS}

    for role, response in exports(scene):
        for field in found_in(words_of(response)):
            found[field].add(role)

    assert found == {field: WRITERS.get(field, set()) for field in READERS}


def exports(scene):
    """Yield (role, answer) of whatever one may take along, asked for by everybody."""
    everything = {"mentorship": "", "has_notes": "on", "has_journal": "on"}
    people = [scene.person(role) for role in ROLES if scene.person(role)]
    urls = [reverse("people:journey", args=[person.pk]) for person in people]
    for role in ROLES:
        client = client_of(scene.person(role))
        for url in [reverse("programs:portfolio"), *urls]:
            for kind in ("json", "pdf", "zip"):
                yield role, client.post(url, everything | {"as": kind})


def words_of(response):
    if response["Content-Type"] != "application/pdf":
        return said(response)
    pages = PdfReader(io.BytesIO(b"".join(response))).pages
    return "".join(page.extract_text() for page in pages)


def test_no_secret_leaves_by_notice_mail_or_task(scene, monkeypatch):
    handed_over = []
    monkeypatch.setattr(
        celery.Task, "apply_async", lambda *args, **named: handed_over.append((args, named))
    )

    tell_everything(scene)
    while deliver_batch(limit=200, clock=lambda: scene.now + timedelta(days=2)):
        pass

    notices = Notice.objects.values_list("kind", "data", "path")
    deliveries = Delivery.objects.values_list("status", "reason")
    letters = [letter.message().as_string() + str(letter.alternatives) for letter in mail.outbox]
    assert len(notices) >= 5
    assert len(letters) >= 5
    assert found_in(str(list(notices))) == set()
    assert found_in(str(list(deliveries))) == set()
    assert found_in("".join(letters)) == set()
    assert handed_over == []


def tell_everything(scene):
    """Do what tells somebody something."""
    people, at = scene.people, scene.now
    plan_mentoring(at=at)
    share = scene.goal_share.pk
    comment_on_goal(
        goal=scene.goal, by=people.mentor, text=secret("comment.text"), readers=share, at=at
    )
    log_goal_entry(goal=scene.goal, readers=share, text=secret("entry.text"), at=at)
    achieve_goal(goal=scene.goal, on=scene.today, at=at)
    share_achievement(goal=scene.goal, mentorship=scene.mentorship, title="Leads a handover", at=at)
    cancel_check_in(check_in=scene.check_in, by=people.mentee, at=at)
    leave_mentorship(mentorship=scene.mentorship, by=people.mentee, at=at)


def test_no_secret_is_logged_when_the_database_refuses_a_row(scene, monkeypatch):
    """PostgreSQL quotes the row that it refuses, and the error page is logged with it."""
    quoted = []

    def create_goal(**words):
        try:
            Goal.objects.create(owner=words["owner"], title=words["title"], target_number=1)
        except IntegrityError as error:
            quoted.append(str(error))
            raise

    monkeypatch.setattr("programs.mentoring.goals.views.goal.services.create_goal", create_goal)
    client = Client(raise_request_exception=False)
    client.force_login(scene.people.mentee)
    posted = {"title": secret("goal.title"), "area": "skills", "measure": "yes_no"}

    with logged() as lines, transaction.atomic():
        response = client.post(reverse("programs:goal-create"), posted | {"audience": "only_me"})
        transaction.set_rollback(True)

    assert response.status_code == 500
    assert found_in(quoted[0]) == {"goal.title"}
    assert "IntegrityError" in lines.getvalue()
    assert found_in(lines.getvalue()) == set()
    assert found_in(said(response)) == set()


def test_nothing_is_called_by_its_secret(scene):
    rows = [
        row
        for model in (
            "Goal",
            "Milestone",
            "GoalEntry",
            "GoalComment",
            "CheckInNote",
            "CheckIn",
            "GoalShare",
            "Agreement",
            "AgreementAnswer",
            "ClosingWords",
            "AgendaItem",
            "ActionItem",
            "JournalEntry",
            "WellBeing",
            "BreakGlass",
            "NotesRequest",
            "Reading",
        )
        for row in apps.get_model("programs", model)._base_manager.all()
    ]
    for model in ("SignatureContent", "PracticeNote", "SignOffDraft", "ExternalAssessor"):
        rows += apps.get_model("assessments", model)._base_manager.all()

    assert len(rows) >= 10
    assert found_in(" ".join(f"{row} {row!r}" for row in rows)) == set()


def test_there_is_no_administration_site_to_read_in():
    assert not apps.is_installed("django.contrib.admin")


def test_tasks_take_nothing_that_could_hold_a_secret():
    from config.celery import app

    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]

    assert ours
    assert {task.name for task in ours if task.run.__code__.co_argcount} == set()
