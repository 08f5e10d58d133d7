"""How it goes: asked of both now and then, answered to nobody in particular (M10)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.cohorts.models import Instrument
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.permissions import is_mentee_of
from programs.mentoring.reflection import instruments
from programs.mentoring.reflection.models import PulseAnswer, PulseAsk

# M10
FIRST_AFTER = timedelta(days=30)
THEN_EVERY = timedelta(days=60)


class PulseError(Refusal):
    """A rule refused the request."""


def ask_pulses(*, today: date, at: datetime) -> int:
    """Ask both of each pair that runs: after a month, then every two; return how many are new.

    Nobody is asked in a pause, an absence or a break (M12). Running it again asks nobody twice.
    """
    lately = PulseAsk.objects.filter(mentorship=OuterRef("pk"), asked_on__gt=today - THEN_EVERY)
    due = Mentorship.objects.running().filter(
        ~Exists(lately),
        starts_on__lte=today - FIRST_AFTER,
        program__mentorship_rules__is_pulse_asked=True,
    )
    awake = due.with_contact(at).filter(Q(resumed_on=None) | Q(resumed_on__lte=today))
    pairs = awake.values_list("pk", "learner__person", "mentor__person")
    asks = [
        PulseAsk(mentorship_id=pk, person_id=person, asked_on=today)
        for pk, *both in pairs.iterator(chunk_size=2000)
        for person in both
    ]
    return len(PulseAsk.objects.bulk_create(asks, batch_size=1000, ignore_conflicts=True))


def instrument_of(mentorship: Mentorship) -> Instrument:
    """The questions that the pair's program asks by."""
    chosen = mentorship.program.mentorship_rules.instrument
    return chosen or Instrument.objects.get(preset=Instrument.PULSE)


@transaction.atomic
def answer_pulse(
    *,
    ask: PulseAsk,
    by: Person,
    instrument: Instrument,
    values: Sequence[int | None],
    today: date,
) -> bool:
    """Keep the answers without a name; return whether one of them is red (M10).

    What is kept knows the program, the cohort, the side and the quarter, and neither person,
    pair nor moment. A red answer is told to nobody: what comes of it is the person's choice.

    :raises PulseError: if it was answered already, its time is over, or nothing was answered.
    """
    if not any(value is not None for value in values):
        raise PulseError(_("Answer at least one question, or just leave this page."))
    waiting = PulseAsk.objects.waiting_for(by, today).filter(pk=ask.pk)
    if not waiting.update(is_answered=True):
        raise PulseError(_("This has already been answered, or its two weeks are over."))
    mentorship = ask.mentorship
    side = PulseAnswer.Side.MENTEE if is_mentee_of(by, mentorship) else PulseAnswer.Side.MENTOR
    PulseAnswer.objects.create(
        program_id=mentorship.program_id,
        cohort_id=mentorship.cohort_id,
        instrument=instrument,
        side=side,
        quarter=quarter_of(today),
        values=list(values),
    )
    return instruments.is_red(instrument.items, values, len(instrument.levels))


def quarter_of(day: date) -> date:
    """Return the first day of the quarter of the year."""
    return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
