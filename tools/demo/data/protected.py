"""When the preceptors of Northfield were free of other duties for their work (P17)."""

from programs.shifts.services.protected_time import add_protected_time

# Days ago and minutes; of whom nothing is written here, nothing was written down.
HAD = {
    "Priya Nair": ((17, 120), (45, 90), (80, 120)),
    "Marcus Hale": ((10, 240), (61, 240), (100, 300)),
    "Claire Fontaine": ((30, 60),),
}


def note_protected_time(preceptors, *, clock):
    for name, entries in HAD.items():
        person = preceptors[name].person
        for ago, minutes in entries:
            at = clock.moment(ago, 16)
            add_protected_time(person=person, day=at.date(), minutes=minutes, at=at)
