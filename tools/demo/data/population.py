"""The people of the demo: three sites, their units, and everybody's profile."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from people.demo_accounts import ACCOUNTS, DOMAIN, PASSWORD
from people.models import (
    Approval,
    Credential,
    GuidePause,
    GuideRole,
    Learner,
    LineManagement,
    Mentor,
    Person,
    Preceptor,
    Unit,
)

PLAIN = str.maketrans("áéíóúąćęłńśźżñ", "aeiouacelnszzn")
TRAINING = {
    GuideRole.PRECEPTOR: Credential.Kind.PRECEPTOR_TRAINING,
    GuideRole.MENTOR: Credential.Kind.MENTOR_TRAINING,
}


@dataclass(frozen=True)
class Clock:
    """The demo's dates, all of them relative to the day it is made."""

    now: datetime

    @property
    def today(self):
        return self.now.date()

    def day(self, ago):
        return self.today - timedelta(days=ago)

    def moment(self, ago, hour=10, minute=0):
        """Some time on the day ``ago`` days ago, never after now."""
        moment = datetime.combine(self.day(ago), time(hour, minute), tzinfo=self.now.tzinfo)
        return min(moment, self.now)

    def later_today(self, *, hour, minute=0):
        """That time today, or where it is over the next full hour of today, if there is one."""
        moment = self.now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if moment > self.now:
            return moment
        return self.now.replace(minute=59, second=0, microsecond=0) + timedelta(minutes=1)


def address(name: str, organisation: str) -> str:
    """Return the invented address of an invented name; ``.example`` belongs to nobody."""
    listed = {account.name: account.email for account in ACCOUNTS}
    if name in listed:
        return listed[name]
    first, *_, last = name.lower().translate(PLAIN).split(" ")
    return f"{first}.{last}@{organisation.lower()}{DOMAIN}"


class Population:
    """Makes people, each with the profile and the standing that the story asks for."""

    def __init__(self, clock: Clock):
        self.clock = clock
        # Hashed once: the demo has one password, and the hash is made to be slow.
        self.password = make_password(PASSWORD)

    def site(self, name: str, departments: dict[str, tuple[str, ...]]) -> list[Unit]:
        """Make a site and return its units."""
        site = Unit.objects.create(kind=Unit.Kind.SITE, name=name, time_zone="Europe/London")
        units = []
        for department_name, unit_names in departments.items():
            department = Unit.objects.create(
                kind=Unit.Kind.DEPARTMENT, name=department_name, parent=site
            )
            for unit_name in unit_names:
                unit = Unit(kind=Unit.Kind.UNIT, name=unit_name, parent=department)
                units.append(unit)
        return Unit.objects.bulk_create(units)

    def person(self, name: str, organisation: str, **fields) -> Person:
        if fields.get("is_administrator"):
            fields["administrator_since"] = self.clock.moment(700)
        return Person.objects.create(
            name=name, email=address(name, organisation), password=self.password, **fields
        )

    def managed(self, person: Person, manager: Person) -> None:
        LineManagement.objects.create(
            person=person, manager=manager, valid_from=self.clock.day(700)
        )

    def learner(self, person: Person, *, experience_days: int | None = None) -> Learner:
        started = None if experience_days is None else self.clock.day(experience_days)
        return Learner.objects.create(person=person, level=5, profession_started_on=started)

    def preceptor(
        self, person: Person, *, capacity=2, licence_lapsed_ago=-200, approval_ends_ago=None
    ) -> Preceptor:
        """Days ago may lie ahead: negative ones are still to come."""
        self._approve(person, GuideRole.PRECEPTOR, ends_ago=approval_ends_ago)
        self._licence(person, lapsed_ago=licence_lapsed_ago)
        return Preceptor.objects.create(person=person, capacity=capacity, level=6)

    def mentor(self, person: Person, *, capacity=3) -> Mentor:
        self._approve(person, GuideRole.MENTOR)
        return Mentor.objects.create(person=person, capacity=capacity)

    def rest(self, person: Person, role: GuideRole, *, days: int) -> None:
        GuidePause.objects.create(
            person=person,
            role=role,
            valid_from=self.clock.day(10),
            valid_to=self.clock.day(10 - days),
        )

    def _approve(self, person, role, *, approved_ago=500, ends_ago=None):
        valid_to = self.clock.day(approved_ago - 730 if ends_ago is None else ends_ago)
        Approval.objects.create(
            person=person,
            role=role,
            valid_from=self.clock.day(approved_ago),
            valid_to=valid_to,
            decided_at=self.clock.moment(approved_ago),
        )
        Credential.objects.create(
            person=person,
            kind=TRAINING[role],
            name="Two-day course",
            valid_from=self.clock.day(approved_ago + 20),
            recorded_at=self.clock.moment(approved_ago),
        )

    def _licence(self, person, *, lapsed_ago):
        Credential.objects.create(
            person=person,
            kind=Credential.Kind.LICENCE,
            name="Professional register",
            valid_from=self.clock.day(900),
            valid_to=self.clock.day(lapsed_ago),
            recorded_at=self.clock.moment(500),
        )
