"""What each role does every day, in the engines that nobody here looks at by day."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.assessments.bedside import Bedside
from tests.assessments.sign_offs.asking import ask
from tests.browser.session import session_of
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.nightly

PASSWORD = "walk-alongside-every-day"


@pytest.fixture
def bedside(site):
    bedside = Bedside()
    bedside.ask("Hand over a patient", position=2)
    bedside.priya.set_password(PASSWORD)
    bedside.priya.save(update_fields=["password"])
    return bedside.open()


@pytest.fixture
def pair(site):
    """Noor and Helen, with a goal that both can read."""
    noor, helen = (make.PersonFactory(name=name) for name in ("Noor Aziz", "Helen Ward"))
    pair = make.MentorshipFactory(
        learner=make.LearnerFactory(person=noor),
        mentor=make.MentorFactory(person=helen, eligible=True),
    )
    goal = make.GoalFactory(owner=noor, title="Lead a handover without notes")
    make.GoalShareFactory(goal=goal, mentorship=pair)
    return pair


def test_a_script_put_into_the_page_is_blocked_and_told(phone, broken):
    """What tells of it here would tell of a script of ours that breaks."""
    phone.run("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")

    phone.wait_until(lambda: broken, "telling of what was blocked")
    assert "blocked inline" in broken[0]
    broken.clear()


def test_log_in_leads_where_one_was_going_and_log_out_closes_the_door(phone):
    person = make.PersonFactory(email="priya@example.org")
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])

    phone.go("/inbox/")
    phone.fill("E-mail", "priya@example.org")
    phone.fill("Password", PASSWORD)
    phone.press("Log in")
    phone.wait_until(lambda: phone.path() == "/inbox/", "inbox")
    phone.go("/accounts/logout/")
    phone.press("Log out")
    phone.wait_until(lambda: phone.path() == "/accounts/login/", "door")
    phone.go("/inbox/")

    assert phone.path() == "/accounts/login/"


def test_preceptor_answers_a_request_and_takes_the_signature_back(phone, bedside):
    ask(bedside)
    phone.become(session_of(bedside.priya))

    phone.go("/inbox/")
    phone.press("Answer")
    phone.tick("Level 4")
    phone.fill("One thing that went well", "Explained every step.")
    phone.fill("Your password", PASSWORD)
    phone.press("Sign as Priya Nair, RN")
    phone.sees("Insert a urinary catheter signed")
    assert bedside.progress.achieved == 1
    phone.press("Undo")
    phone.sees("Undone by Priya Nair")

    assert bedside.progress.achieved == 0


def test_learner_asks_for_sign_offs(phone, bedside):
    phone.become(session_of(bedside.amara))

    phone.go(f"/preceptorships/{bedside.preceptorship.pk}/requests/new/")
    phone.tick("Priya Nair")
    phone.tick("Insert a urinary catheter")
    phone.tick("Hand over a patient")
    phone.press("Ask")
    phone.sees("Asked Priya Nair for 2 sign-offs.")

    assert bedside.preceptorship.sign_off_requests.count() == 2


def test_mentee_logs_on_a_goal_and_books_a_check_in(phone, pair):
    phone.become(session_of(pair.learner.person))

    phone.go("/goals/")
    phone.press("Lead a handover without notes")
    phone.press("Log")
    phone.tick("Halfway")
    phone.fill("What happened?", "My hands were calm.")
    phone.press("Add to log")
    phone.sees("Halfway")
    phone.go(f"/mentorships/{pair.pk}/")
    phone.press("Book one")
    phone.fill("Day", (TODAY + timedelta(days=3)).isoformat())
    phone.fill("Time", "14:30")
    phone.press("Book")
    phone.sees("14:30")

    assert pair.check_ins.get().starts_at.date() == TODAY + timedelta(days=3)


def test_mentor_notes_that_they_met_and_what_was_said(phone, pair):
    check_in = make.CheckInFactory(mentorship=pair, starts_at=NOON - timedelta(hours=1))
    phone.become(session_of(pair.mentor.person))

    phone.go(f"/check-ins/{check_in.pk}/")
    phone.press("We met")
    phone.sees("Book the next one")
    phone.fill("Note", "Ask the ward")
    phone.tick("You and Noor Aziz")
    phone.press("Save note")
    phone.sees("Ask the ward")

    check_in.refresh_from_db()
    assert check_in.held_at
    assert check_in.notes.get().text == "Ask the ward"


def test_coordinator_pairs_and_publishes_and_looks_at_progress(phone, bedside):
    ben = make.PersonFactory(name="Ben Marsh")
    cohort = bedside.preceptorship.cohort
    make.EnrolmentFactory(cohort=cohort, learner=make.LearnerFactory(person=ben))
    bedside.program.preceptors.add(bedside.sam.preceptor)
    phone.become(session_of(bedside.dana))

    phone.go(f"/cohorts/{cohort.pk}/")
    phone.press("Pair")
    phone.choose("", "Sam Okoye", within="Ben Marsh")
    phone.press("Save and review")
    phone.press("Publish 1 pairing")
    phone.sees("1 pairing begins.")
    phone.go(f"/programs/{bedside.program.pk}/progress/")
    phone.sees("Ben Marsh")

    assert "Amara Okafor" in phone.text()
