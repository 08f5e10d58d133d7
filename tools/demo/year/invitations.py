"""Somebody who never logged in finds the mail, and follows its link."""

import re

from django.core import mail

from people.models import Person
from people.services.invitation import accept_invitation, send_invitations
from tools.demo.data.population import PASSWORD
from tools.demo.year.course import Year

TOKEN = re.compile(r"/invitation/([\w-]+)")


def accept(year: Year, person: Person) -> None:
    send_invitations(clock=lambda: year.diary.now)
    letters = [letter for letter in mail.outbox if person.email in letter.to]
    token = TOKEN.search(letters[-1].body)[1]
    accept_invitation(token=token, password=PASSWORD, at=year.diary.now)
    year.done("invitation accepted")
