"""A mentorship from the proposal to the portfolio, its exit, and a program from six questions."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.axe import show_all, violations
from tests.factories import NOON, TODAY

PHONE_WIDTH = 390


class Life:
    """Noor and Helen are proposed to each other in Cole's program."""

    def __init__(self):
        self.noor, self.helen, self.cole = (
            make.PersonFactory(name=name, email=f"{name[:4].lower()}@example.org")
            for name in ("Noor Aziz", "Helen Ward", "Cole Reed")
        )
        self.program = make.MentoringProgramFactory(coordinator=self.cole)
        self.cohort = make.CohortFactory(program=self.program)
        self.learner = make.LearnerFactory(person=self.noor)
        self.mentor = make.MentorFactory(person=self.helen, eligible=True)
        self.program.mentors.add(self.mentor)
        self.enrolment = make.EnrolmentFactory(
            cohort=self.cohort, learner=self.learner, status="paired"
        )

    def pair(self, **options):
        return make.MentorshipFactory(
            cohort=self.cohort, learner=self.learner, mentor=self.mentor, **options
        )


@pytest.fixture
def life(site):
    return Life()


class Walk:
    """Somebody's browser, looked at with axe wherever scripts run."""

    def __init__(self, page, base, scripts):
        self.page, self.base, self.scripts = page, base, scripts

    def open(self, path=""):
        return self.look(f"{self.base}{path}")

    def look(self, path):
        """Go there, and find nothing that shuts anybody out."""
        self.page.goto(path)
        looked_through(self.page, self.scripts)
        return self.page

    def press(self, name, role="button"):
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.page.wait_for_load_state()


def looked_through(page, scripts):
    if scripts:
        show_all(page, PHONE_WIDTH)
        assert violations(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_mentorship_from_proposal_to_portfolio(open_page, life, scripts):
    mentorship = life.pair(status="proposed", proposal_expires_at=NOON + timedelta(days=5))
    base = f"/mentorships/{mentorship.pk}/"
    noor, helen = (
        Walk(open_page(person, phone=True, scripts=scripts), base, scripts)
        for person in (life.noor, life.helen)
    )

    for walk in (noor, helen):
        walk.open("proposal/")
        walk.press("Yes, I'd like that")
    agree(noor, helen)
    write_first_goal(noor)
    book(noor, open_page(phone=True, scripts=scripts), life.helen)
    meet(helen, mentorship)
    write_down(helen, noor, mentorship)
    rest(noor)
    close(helen, noor, mentorship)

    noor.look("/portfolio/")
    # Each of them, and again: the page stays, and so do its buttons.
    for name, file in 2 * (("PDF", "pdf"), ("JSON", "json"), ("ZIP", "zip")):
        with noor.page.expect_download() as download:
            noor.page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename == f"portfolio.{file}"


def agree(noor, helen):
    for walk, purpose in ((noor, "To lead calmly"), (helen, "To listen")):
        walk.open("agreement/answers/").get_by_label("What this is for").fill(purpose)
        walk.press("I've finished")
    expect(noor.open("agreement/").get_by_role("main")).to_contain_text("To listen")
    noor.open("agreement/text/").get_by_label("What this is for").fill("To lead calmly")
    noor.press("Save and agree to it")
    helen.open("agreement/")
    helen.press("Agree to this")
    expect(helen.page.locator("#messages")).to_contain_text("It applies from now on")


def write_first_goal(noor):
    noor.look("/goals/new/?idea=lead-calmly")
    noor.press("Save goal")
    expect(noor.page.get_by_role("main")).to_contain_text("Watch someone who does")


def book(noor, stranger, helen):
    """Helen chooses from the mail, without logging in."""
    from django.core import mail

    from people.notices.services.delivery import deliver_batch

    noor.open("times/")
    noor.press("Suggest these times")
    mail.outbox.clear()
    while deliver_batch(limit=200, clock=lambda: NOON + timedelta(hours=1)):
        pass
    letters = [letter for letter in mail.outbox if letter.to == [helen.email]]
    (link,) = {found for letter in letters for found in re.findall(r"/times/[^\s/]+/", letter.body)}
    stranger.goto(link)
    stranger.get_by_role("radio").first.check()
    stranger.get_by_role("button", name="Book this one").click()
    expect(stranger.get_by_role("main")).to_contain_text("Booked")
    # The link again books nothing more.
    stranger.goto(link)
    expect(stranger.get_by_role("button", name="Book this one")).to_have_count(0)


def meet(helen, mentorship):
    booked = mentorship.check_ins.get()
    booked.starts_at = NOON - timedelta(hours=1)
    booked.save(update_fields=["starts_at"])
    helen.open()
    helen.press(re.compile("^(We met|Yes)"))
    booked.refresh_from_db()
    assert booked.held_at


def write_down(helen, noor, mentorship):
    """A note for both, one for herself, and something to do."""
    path = f"/check-ins/{mentorship.check_ins.get().pk}/"
    for audience, text in (("You and Noor Aziz", "Ask the ward"), ("Only you", "She is tired")):
        helen.look(path).get_by_label("Note", exact=True).fill(text)
        helen.page.get_by_role("radio", name=audience).check()
        helen.press("Save note")
        expect(helen.page.get_by_role("main")).to_contain_text(text)
    helen.page.get_by_label("What needs to be done?").fill("Send the rota")
    helen.press("Add to-do")
    seen = noor.look(path).get_by_role("main")
    expect(seen).to_contain_text("Ask the ward")
    expect(seen).to_contain_text("Send the rota")
    expect(seen).not_to_contain_text("She is tired")


def rest(noor):
    noor.open("pause/")
    noor.press("Pause")
    expect(noor.open().get_by_role("main")).to_contain_text("Nothing is due")
    noor.press("Resume")
    expect(noor.page.locator("#messages")).to_contain_text("Welcome back")


def close(helen, noor, mentorship):
    helen.open("wind-down/")
    helen.press("Begin to wrap up")
    for walk in (helen, noor):
        walk.open("closing/").get_by_role("radio", name="Finish on that day").check()
        walk.press("Save my answer")
    noor.page.get_by_label("What did you learn?").fill("To ask before I am stuck.")
    noor.page.get_by_label("A word of thanks (optional)").fill("You listened.")
    noor.press("Save")
    expect(helen.open("closing/").get_by_role("main")).to_contain_text("You listened.")
    expect(helen.page.get_by_role("main")).not_to_contain_text("before I am stuck")
    helen.press("End it today")
    mentorship.refresh_from_db()
    assert (mentorship.status, mentorship.ending) == ("closed", "early_mutual")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_an_exit_seen_from_both_sides(open_page, life, scripts):
    """Noor leaves while Helen writes; nobody is told why, and nothing typed is lost."""
    mentorship = life.pair()
    check_in = make.CheckInFactory(
        mentorship=mentorship, starts_at=NOON - timedelta(days=1), held_at=NOON
    )
    base = f"/mentorships/{mentorship.pk}/"
    noor = Walk(open_page(life.noor, phone=True, scripts=scripts), base, scripts)
    helen = Walk(open_page(life.helen, phone=True, scripts=scripts), base, scripts)
    helen.page.goto(f"/check-ins/{check_in.pk}/")
    helen.page.get_by_label("What needs to be done?").fill("Ask the ward for a quiet room")

    noor.open("leave/")
    noor.press("Leave this mentorship")
    helen.press("Add to-do")

    expect(noor.page.locator("#messages")).to_contain_text("There is nothing else to do")
    expect(helen.page.get_by_role("main")).to_contain_text("This mentorship has ended.")
    expect(helen.page.get_by_role("main")).to_contain_text("Ask the ward for a quiet room")
    helen.look("/inbox/")
    told = helen.page.get_by_role("main").inner_text()
    assert "Noor" in told
    assert [word for word in ("left", "leave") if word in told.lower()] == []
    expect(helen.open().get_by_role("main")).to_contain_text("ended")

    cole = open_page(life.cole, scripts=scripts)
    cole.goto(f"/cohorts/{life.cohort.pk}/pairing/")
    row = cole.get_by_role("row").filter(has_text="Noor Aziz")
    expect(row).to_have_count(1)
    offered = row.get_by_role("combobox").first.locator("option:not([disabled])")
    assert [text for text in offered.all_inner_texts() if "Helen" in text] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_from_six_questions_to_a_running_program(open_page, life, scripts):
    cole = open_page(life.cole, phone=True, scripts=scripts)
    begin_a_program(cole, scripts)
    bring_in(cole, "Helen Ward", "noor@example.org")
    pair(cole, "Noor Aziz", "Helen Ward")

    for person in (life.noor, life.helen):
        page = open_page(person, phone=True, scripts=scripts)
        say_yes(page, scripts)
    expect(page.get_by_role("main")).to_contain_text("Book")
    cole.goto("/")
    cole.get_by_role("link", name="Leading on the wards").first.click()
    cole.get_by_role("link", name="All pairs").click()
    expect(cole.get_by_role("main")).to_contain_text("Noor Aziz")
    looked_through(cole, scripts)


def say_yes(page, scripts):
    """To the pairing that was suggested, from Today."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Answer").first.click()
    yes = page.get_by_role("button", name="Yes, I'd like that")
    expect(yes).to_be_visible()
    looked_through(page, scripts)
    yes.click()


def begin_a_program(cole, scripts):
    """The advisor's answer, taken."""
    cole.goto("/choose/")
    for question, answer in (
        ("Who is it for?", "Someone who wants to lead"),
        ("Is there work they must be able to do safely before they do it alone?", "No"),
        ("Does someone have to sign that they can?", "No"),
        ("Who says what is to be learned?", "The person themself"),
        ("When does it end?", "When one of the two says so"),
        (
            "Do they need someone to talk to in confidence, who does not judge them?",
            "Yes, from the first day",
        ),
    ):
        group = cole.get_by_role("radiogroup", name=question)
        group.get_by_role("radio", name=answer, exact=True).check()
    cole.get_by_role("button", name="See what fits").click()
    expect(cole.get_by_role("heading", name="A mentorship", exact=True)).to_be_visible()
    looked_through(cole, scripts)

    cole.get_by_role("link", name="Begin with this").click()
    cole.get_by_label("Name").fill("Leading on the wards")
    cole.get_by_role("button", name="Create the program").click()
    expect(cole.get_by_role("main")).to_contain_text("45 minutes every month")


def bring_in(cole, mentor, mentee):
    """A mentor into the pool, by name, and a mentee into a new cohort, by address."""
    program = cole.url
    cole.get_by_role("main").get_by_role("link", name="Mentor pool").click()
    cole.get_by_label("Name or e-mail address").fill(mentor)
    cole.get_by_role("button", name="Search").click()
    cole.get_by_role("button", name="Add those ticked").click()
    expect(cole.get_by_role("main")).to_contain_text(mentor)
    cole.goto(program)
    cole.get_by_role("main").get_by_role("link", name="New cohort").first.click()
    cole.get_by_label("Name").fill("Spring")
    cole.get_by_label("Starts on").fill(TODAY.isoformat())
    cole.get_by_role("button", name="Create the cohort").click()
    cole.get_by_role("main").get_by_role("link", name="Enrol people").first.click()
    cole.get_by_label("E-mail addresses").fill(mentee)
    cole.get_by_role("button", name="Enrol these").click()


def pair(cole, mentee, mentor):
    cole.get_by_role("main").get_by_role("link", name="Pair").first.click()
    select = cole.get_by_role("row").filter(has_text=mentee).get_by_role("combobox").first
    option = select.locator("option", has_text=mentor)
    select.select_option(option.get_attribute("value"))
    cole.get_by_role("button", name="Save and review").click()
    cole.get_by_role("button", name="Suggest 1 pairing").click()
    expect(cole.locator("#messages")).to_contain_text("1 pairing")
