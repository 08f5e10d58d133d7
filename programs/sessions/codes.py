"""The code on the screen of the room, and the ticket of whoever has scanned it.

Both are signatures under SECRET_KEY of a stretch of time; nothing is stored. A code is good for
one or two minutes, so that a photo sent on is no use; a ticket is one person's, for as long as
they need to press the button.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from people.models import Person
from programs.sessions.models import Session

# From when to when one can say that one is there.
BEFORE = AFTER = timedelta(minutes=30)
CODE_LIVES, TICKET_LIVES = timedelta(minutes=1), timedelta(minutes=10)
# Without what is mistaken for something else when it is read off a wall. 30 bits in six letters.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 6


def is_open(session: Session, *, at: datetime) -> bool:
    """Whether one can say now that one is there: from half an hour before to half an hour after."""
    return session.starts_at - BEFORE <= at <= session.ends_at + AFTER


def code_of(session: Session, *, at: datetime) -> str:
    return _code(session, _stretch(at, CODE_LIVES))


def is_code(session: Session, code: str, *, at: datetime) -> bool:
    """Whether it is the code of this minute or of the one before; small letters will do."""
    typed, now = code.strip().upper(), _stretch(at, CODE_LIVES)
    return any(_is_same(typed, _code(session, stretch)) for stretch in (now, now - 1))


def ticket_of(session: Session, person: Person, *, at: datetime) -> str:
    """What the page keeps of a good code until its button is pressed."""
    return _ticket(session, person, _stretch(at, TICKET_LIVES))


def is_ticket(session: Session, person: Person, ticket: str, *, at: datetime) -> bool:
    now = _stretch(at, TICKET_LIVES)
    return any(_is_same(ticket, _ticket(session, person, each)) for each in (now, now - 1))


def _code(session, stretch):
    number = int.from_bytes(_signed("sessions.code", session.pk, stretch)[:8])
    letters = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(letters)


def _ticket(session, person, stretch):
    return _signed("sessions.ticket", session.pk, person.pk, stretch)[:16].hex()


def _signed(salt, *parts):
    value = ":".join(map(str, parts))
    return salted_hmac(salt, value, secret=settings.SECRET_KEY, algorithm="sha256").digest()


def _stretch(at, length):
    return int(at.timestamp() // length.total_seconds())


def _is_same(typed, wanted):
    return constant_time_compare(typed.encode(), wanted.encode())
