"""What one takes along: one's own words and hours, and nothing of the partner's (M13, D2)."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from common import file_store
from programs.mentoring.goals.models import Goal
from programs.mentoring.goals.services.goal_entry import log_goal_entry
from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from programs.mentoring.portfolio.contents import Choice, portfolio_of
from programs.mentoring.portfolio.story import story_of
from tests.common.file_samples import pdf, photo
from tests.factories import (
    NOON,
    CheckInFactory,
    CheckInNoteFactory,
    ClosingWordsFactory,
    GoalCommentFactory,
    GoalEntryFactory,
    GoalFactory,
    JournalEntryFactory,
    LearnerFactory,
    MentorshipFactory,
    MilestoneFactory,
    PersonFactory,
)
from tests.programs.mentoring.mentoring_cast import pair_with_secrets

pytestmark = pytest.mark.django_db
PORTFOLIO = reverse("programs:portfolio")
DAY = timedelta(days=1)
EVERYTHING = Choice(has_notes=True, has_journal=True)


def said(person, choice=EVERYTHING):
    """The portfolio in both its forms, as text."""
    contents = portfolio_of(person, choice, at=NOON).contents
    return json.dumps([contents, story_of(contents, {})], default=str, ensure_ascii=False)


def test_m13_a_portfolio_holds_all_of_ones_own_words():
    pair = pair_with_secrets()
    pair.secrets.pop("comment")
    ClosingWordsFactory(
        mentorship=pair.mentorship, author=pair.mentee, achieved="secret-a", learned="secret-l"
    )
    JournalEntryFactory(author=pair.mentee, text="secret-journal")

    text = said(pair.mentee)

    missing = {name for name, secret in pair.secrets.items() if secret not in text}
    assert missing == set()
    assert {"secret-a", "secret-l", "secret-journal"} <= set(text.replace('"', " ").split())


def test_m13_a_portfolio_holds_nothing_of_the_partners():
    pair = pair_with_secrets()
    mentor = pair.mentor
    mentor.name = "Helen Ward"
    mentor.save()
    GoalCommentFactory(
        goal=pair.goal, mentorship=pair.mentorship, author=mentor, text="secret-of-the-mentor"
    )
    CheckInNoteFactory(check_in=pair.check_in, author=mentor, text="secret-of-the-mentor")
    ClosingWordsFactory(
        mentorship=pair.mentorship, author=mentor, thanks="secret-of-the-mentor", learned="secret-"
    )

    text = said(pair.mentee)

    assert "secret-of-the-mentor" not in text
    assert "Helen" not in text
    assert mentor.email not in text


def test_m6_a_journal_is_in_it_only_when_its_author_says_so():
    entry = JournalEntryFactory(text="secret-journal")

    assert "secret-journal" not in said(entry.author, Choice())
    assert "secret-journal" in said(entry.author, Choice(has_journal=True))


def test_m13_a_mentor_takes_nothing_of_the_mentees_along():
    pair = pair_with_secrets()

    text = said(pair.mentor)

    assert [secret for secret in pair.secrets.values() if secret in text] == []
    assert '"as": "mentor"' in text


def test_m13_hours_are_of_meetings_that_were_held():
    mentorship = MentorshipFactory()
    for days, minutes in ((3, 45), (2, 60)):
        CheckInFactory(
            mentorship=mentorship, starts_at=NOON - days * DAY, held_at=NOON, minutes=minutes
        )
    CheckInFactory(mentorship=mentorship, starts_at=NOON + DAY)

    (row,) = portfolio_of(mentorship.learner.person, Choice(), at=NOON).contents["mentorships"]

    assert (row["meeting_count"], row["minutes"]) == (2, 105)


def test_m13_of_one_mentorship_it_holds_the_goals_of_that_time():
    person = PersonFactory()
    old = MentorshipFactory(
        learner__person=person,
        closed=True,
        starts_on=(NOON - 300 * DAY).date(),
        began_at=NOON - 300 * DAY,
        closed_at=NOON - 200 * DAY,
    )
    MentorshipFactory(learner=old.learner)
    for title, written, achieved in (
        ("then", 250, 210),
        ("before", 400, 350),
        ("after", 100, None),
    ):
        GoalFactory(
            owner=person,
            title=title,
            created_at=NOON - written * DAY,
            achieved_on=(NOON - achieved * DAY).date() if achieved else None,
        )

    portfolio = portfolio_of(person, Choice(mentorship=old), at=NOON).contents

    assert [goal["title"] for goal in portfolio["goals"]] == ["then"]
    assert len(portfolio["mentorships"]) == 1


def test_m8_it_is_there_after_one_has_left():
    mentorship = MentorshipFactory()
    mentee = mentorship.learner.person
    GoalFactory(owner=mentee, title="Lead a shift calmly")
    leave_mentorship(mentorship=mentorship, by=mentee, at=NOON)

    text = said(mentee)

    assert "Lead a shift calmly" in text
    assert mentorship.program.name in text


def test_portfolio_of_any_words_becomes_a_file(client):
    goal = GoalFactory(title="#panic() *x* עדי", reason="y" * 4000, measure=Goal.Measure.SCALE)
    MilestoneFactory(goal=goal, title="= Heading <label>")
    GoalEntryFactory(goal=goal, text="\u202eليلى\n\n- $x$", progress=40)
    client.force_login(goal.owner)

    pdf = client.post(PORTFOLIO, {"as": "pdf"})
    text = client.post(PORTFOLIO, {"as": "json"})

    assert len(pikepdf.open(io.BytesIO(pdf.content)).pages) >= 1
    assert json.loads(text.content)["goals"][0]["title"] == goal.title
    assert (pdf["Content-Type"], text["Content-Type"]) == ("application/pdf", "application/json")
    assert "no-store" in pdf["Cache-Control"]
    assert pdf["Content-Disposition"] == 'attachment; filename="portfolio.pdf"'


def test_portfolio_holds_the_files_of_ones_log(client):
    goal = GoalFactory()
    for content in (photo((800, 600)), pdf()):
        log_goal_entry(goal=goal, readers=None, text="Look", file=content, at=NOON)
    client.force_login(goal.owner)

    archive = ZipFile(io.BytesIO(b"".join(client.post(PORTFOLIO, {"as": "zip"}))))
    printed = client.post(PORTFOLIO, {"as": "pdf"}).content

    names = ["goal-01-entry-001.jpeg", "goal-01-entry-002.pdf"]
    assert archive.namelist() == ["portfolio.json", *(f"files/{name}" for name in names)]
    contents = json.loads(archive.read("portfolio.json"))
    assert [entry["file"] for entry in contents["goals"][0]["log"]] == names
    with Image.open(io.BytesIO(archive.read(f"files/{names[0]}"))) as picture:
        assert picture.size == (800, 600)
    page = PdfReader(io.BytesIO(printed)).pages[0]
    assert len(page.images) == 1
    assert names[1] in page.extract_text()


def test_portfolio_says_where_a_picture_is_gone(client):
    goal = GoalFactory()
    file = log_goal_entry(goal=goal, readers=None, text="Look", file=photo(), at=NOON).file
    for name in (file.stored_as, file.preview_as):
        file_store.forget(name)
    client.force_login(goal.owner)

    archive = ZipFile(io.BytesIO(b"".join(client.post(PORTFOLIO, {"as": "zip"}))))
    printed = client.post(PORTFOLIO, {"as": "pdf"}).content

    assert archive.namelist() == ["portfolio.json"]
    assert "goal-01-entry-001.jpeg" in PdfReader(io.BytesIO(printed)).pages[0].extract_text()


def test_portfolio_asks_as_often_for_thirty_of_everything(client, django_assert_num_queries):
    def fill(person, count):
        for number in range(count):
            goal = GoalFactory(owner=person)
            GoalEntryFactory(goal=goal)
            MilestoneFactory(goal=goal)
            mentorship = MentorshipFactory(learner=learner_of(person), closed=True)
            held = NOON - number * DAY
            check_in = CheckInFactory(mentorship=mentorship, starts_at=held, held_at=held)
            CheckInNoteFactory(check_in=check_in, author=person)
            JournalEntryFactory(author=person)

    few, many = PersonFactory(), PersonFactory()
    fill(few, 1)
    fill(many, 30)

    with django_assert_num_queries(8):
        portfolio_of(few, EVERYTHING, at=NOON)
    with django_assert_num_queries(8):
        portfolio_of(many, EVERYTHING, at=NOON)


def learner_of(person):
    return getattr(person, "learner", None) or LearnerFactory(person=person)


@pytest.mark.parametrize(
    ("what", "logged", "fact", "lines"),
    [
        (
            "Hours of sleep",
            ["6.80"],
            "Hours of sleep: now 6.8, aiming at 70",
            ["Hours of sleep: 6.8"],
        ),
        (
            "Steps",
            ["1000.00", "20.00"],
            "Steps: now 20, aiming at 70",
            ["Steps: 1000", "Steps: 20"],
        ),
        ("Steps", [], "Steps: aiming at 70", []),
        ("", ["20.00"], "Now 20, aiming at 70", ["Measured: 20"]),
    ],
)
def test_a_goal_with_a_number_reads_well(what, logged, fact, lines):
    goal = GoalFactory(measure=Goal.Measure.NUMBER, measure_text=what, target_number="70.00")
    for hours, number in enumerate(logged):
        at = NOON + timedelta(hours=hours)
        GoalEntryFactory(goal=goal, text="", number=number, logged_at=at)

    contents = portfolio_of(goal.owner, Choice(), at=NOON).contents

    (told,) = story_of(contents, {})["sections"][0]["items"]
    assert told["facts"][-1] == fact
    assert [line["text"] for line in told["lines"]] == lines


def test_portfolio_of_somebody_elses_mentorship_is_not_offered(client):
    mentorship = MentorshipFactory()
    client.force_login(PersonFactory())

    response = client.post(PORTFOLIO, {"as": "json", "mentorship": mentorship.pk})

    assert "Select a valid choice" in response.content.decode()
