"""Everything confidential there is, with a secret in each field, and who may read it (M5)."""

import io
import logging
from datetime import timedelta
from uuid import uuid4

from assessments.sign_offs.services.sign_off import sign_off_competency
from config.logging import LineFormatter
from programs.cohorts.models import Method
from programs.mentoring.goals.models import Goal
from programs.mentoring.meetings.models import CheckInNote
from tests import factories as make
from tests.access.cast import Cast
from tests.wall_doubts import doubt
from tests.wall_secrets import fill, secret

MENTEE, MENTOR, PAIR = {"mentee"}, {"mentor"}, {"mentee", "mentor"}
BEDSIDE = {"learner", "preceptor", "backup", "coordinator", "administrator"}
DOUBT = {"preceptor", "coordinator"}
# Every confidential text of the scene, and who may read it.
READERS = {
    "goal.title": PAIR,
    "goal.reason": PAIR,
    "goal.measure_text": PAIR,
    "milestone.title": PAIR,
    "entry.text": PAIR,
    "comment.text": PAIR,
    "note.text": PAIR,
    "agenda": PAIR,
    "action": PAIR,
    "journal": MENTEE,
    "private well-being": MENTEE,
    "shared well-being": PAIR,
    "agreement.clause": PAIR,
    "agreement answer": MENTEE,
    "closing.learned": {"learner"},
    "closing.thanks": {"learner", "mentor"},
    "notes.answer": PAIR,
    # Not the pair's before a second person has said yes.
    "glass.reason": {"coordinator", "administrator"},
    "private goal.title": MENTEE,
    "private entry.text": MENTEE,
    "private note of the mentee": MENTEE,
    "private note of the mentor": MENTOR,
    "sign-off.comment": BEDSIDE,
    "practice note": {"learner"},
    "shared practice note": {"learner", "preceptor", "backup"},
    "feedback": {"learner", "preceptor", "backup"},
    "draft.comment": {"preceptor"},
    "evidence.title": BEDSIDE,
    "certificate.reason": {"learner", "coordinator", "administrator"},
    "external.email": {"coordinator", "administrator"},
    "shift note": BEDSIDE,
    "shift note.went_well": BEDSIDE,
    "shift note.answer": BEDSIDE,
    # The two of them, and whoever settles it.
    "shift.question": {"learner", "preceptor", "coordinator", "administrator"},
    # Not signed yet: whose part it is.
    "review part": {"learner"},
    "review next steps": {"learner"},
    "signed review part": BEDSIDE,
    # The coordinator's, once whoever holds it says that they did not sign.
    "review link email": set(),
    # To those named to run the program, which an administrator is not (P13).
    "concern.text": DOUBT,
    "concern.quoted": DOUBT,
    "concern.answer": DOUBT,
    "concern.closing_note": {"coordinator"},
    "concern.released_text": BEDSIDE,
    "plan draft": {"coordinator", "administrator"},
    **dict.fromkeys(
        ("plan.reason", "plan.answer", "plan.outcome", "aim.text", "aim.support", "aim.evidence"),
        BEDSIDE,
    ),
    "aim.result_note": BEDSIDE,
    "plan meeting.notes": BEDSIDE,
    # One answer of one person: nobody reads it, in no way (P19).
    "evaluation answer": set(),
    # The learner is told by a person first (P14).
    "decision.reason": {"preceptor", "coordinator", "administrator"},
    "told decision.reason": {"learner", "preceptor", "coordinator", "administrator"},
}
# Whose portfolio holds a text, where that is anybody's.
WRITERS = {
    "goal.title": MENTEE,
    "goal.reason": MENTEE,
    "goal.measure_text": MENTEE,
    "milestone.title": MENTEE,
    "entry.text": MENTEE,
    "note.text": MENTEE,
    "journal": MENTEE,
    "private goal.title": MENTEE,
    "private entry.text": MENTEE,
    "private note of the mentee": MENTEE,
    "private note of the mentor": MENTOR,
    "closing.learned": {"learner"},
}


def found_in(text):
    """Return the fields whose secrets stand in a text."""
    # Most texts hold none at all.
    return {field for field in READERS if secret(field) in text} if "zq" in text else set()


def said(response):
    """All that an answer says: its headers too, where a redirect could carry a word."""
    content = b"".join(response) if response.streaming else response.content
    return f"{response.headers} {content.decode(errors='replace')}"


class logged:
    """What our log would hold: every record, through the formatter that production has."""

    def __enter__(self):
        self.lines = io.StringIO()
        self.handler = logging.StreamHandler(self.lines)
        self.handler.setFormatter(LineFormatter())
        logging.getLogger().addHandler(self.handler)
        return self.lines

    def __exit__(self, *failure):
        logging.getLogger().removeHandler(self.handler)


class Scene(Cast):
    """The people of the access table, with a secret in every confidential field."""

    def __init__(self, now):
        super().__init__(now)
        self._write_down_goals()
        self._take_notes()
        self._agree_and_look_back()
        self._ask_at_the_wall()
        self._say_how_one_is()
        self._practise()
        self._work_a_shift()
        doubt(self)
        self._sign_without_a_log_in()
        self._review()
        self._end_a_certificate()
        self._evaluate()
        self.sign_off = sign_off_competency(
            preceptorship=self.preceptorship,
            competency=self.competency,
            by=self.people.preceptor,
            level=self.level,
            method=Method.WORKPLACE,
            observed_on=self.today,
            comment=secret("sign-off.comment"),
            idempotency_key=uuid4(),
            at=now,
            today=self.today,
        )

    def _write_down_goals(self):
        fill(
            self.goal,
            title=secret("goal.title"),
            reason=secret("goal.reason"),
            measure="scale",
            measure_text=secret("goal.measure_text"),
            # Near enough to be reminded of.
            target_on=self.today + timedelta(days=1),
        )
        fill(self.milestone, title=secret("milestone.title"))
        fill(self.goal_entry, text=secret("entry.text"))
        fill(self.goal_comment, text=secret("comment.text"), written_at=self.now)
        only_me = Goal.Audience.ONLY_ME
        make.GoalFactory(
            owner=self.people.mentee, title=secret("private goal.title"), audience=only_me
        )
        make.GoalEntryFactory(
            goal=self.goal,
            text=secret("private entry.text"),
            audience=only_me,
            logged_at=self.now,
        )

    def _agree_and_look_back(self):
        clauses = {"purpose": secret("agreement.clause")}
        make.AgreementFactory(agreed=True, mentorship=self.mentorship, clauses=clauses)
        # The mentor has not answered, and so does not see it yet.
        make.AgreementAnswerFactory(mentorship=self.mentorship, text=secret("agreement answer"))
        make.ClosingWordsFactory(
            mentorship=self.last_weeks,
            learned=secret("closing.learned"),
            thanks=secret("closing.thanks"),
        )

    def _evaluate(self):
        """Four answers about each: too few to be shown, and no row of them is ever read."""
        for preceptor in (self.preceptor, None):
            make.EvaluationAnswerFactory.create_batch(
                4, program=self.program, preceptor=preceptor, statement=secret("evaluation answer")
            )

    def _ask_at_the_wall(self):
        make.NotesRequestFactory(
            mentorship=self.mentorship, answered_at=self.now, answer=secret("notes.answer")
        )
        fill(self.glass_asked, reason=secret("glass.reason"))

    def _say_how_one_is(self):
        fill(self.agenda_item, text=secret("agenda"))
        fill(self.action_item, text=secret("action"))
        fill(self.journal_entry, text=secret("journal"))
        fill(self.well_being, text=secret("shared well-being"))
        make.WellBeingFactory(author=self.people.mentee, text=secret("private well-being"))

    def _practise(self):
        notes = [
            ("practice note", self.people.learner, None),
            ("shared practice note", self.people.learner, self.now),
            ("feedback", self.people.preceptor, self.now),
        ]
        for name, author, shared_at in notes:
            make.PracticeNoteFactory(
                preceptorship=self.preceptorship,
                competency=self.competency,
                author=author,
                text=secret(name),
                written_at=self.now,
                shared_at=shared_at,
            )

    def _work_a_shift(self):
        fill(
            self.shift,
            questioned_at=self.now,
            questioned_by=self.people.learner,
            question=secret("shift.question"),
        )
        fill(
            self.shift_note,
            next_time=secret("shift note"),
            went_well=secret("shift note.went_well"),
            answer=secret("shift note.answer"),
            answered_at=self.now,
            answered_by=self.people.learner,
        )

    def _sign_without_a_log_in(self):
        fill(self.draft, comment=secret("draft.comment"))
        fill(self.evidence, title=secret("evidence.title"))
        fill(self.suspended.external, email=f"{secret('external.email')}@example.org")

    def _review(self):
        part = self.reviewed.outcomes.get().parts.get(role="learner")
        fill(part, text=secret("review part"), ahead=secret("review next steps"))
        fill(self.review_link, email=f"{secret('review link email')}@example.org")

    def _words_of(self, role):
        return secret("signed review part") if role == "preceptor" else super()._words_of(role)

    def _end_a_certificate(self):
        make.CertificateFactory(
            preceptorship=self.preceptorship,
            issued_at=self.now - timedelta(days=1),
            ended_at=self.now,
            ended_by=self.people.coordinator,
            end_reason=secret("certificate.reason"),
        )

    def _take_notes(self):
        fill(self.note, text=secret("note.text"))
        for side in ("mentee", "mentor"):
            make.CheckInNoteFactory(
                check_in=self.check_in,
                author=getattr(self.people, side),
                audience=CheckInNote.Audience.ONLY_ME,
                text=secret(f"private note of the {side}"),
            )
