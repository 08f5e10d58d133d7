"""What a device keeps for a time without a network: wording and opaque ids, no names.

A preceptor may have their learners' initials kept too, by agreeing to it on that device.
"""

from datetime import date

from django.templatetags.static import static
from django.urls import reverse

from assessments.sign_offs.models import CompetencyState
from common.initials import initials
from people.models import Person
from programs.frameworks.models import RatingLevel
from programs.preceptorships.models import Preceptorship

# What the offline page is made of, beside itself.
FILES = (
    "bootstrap/bootstrap.min.css",
    "css/tokens.css",
    "css/dark.css",
    "css/text.css",
    "css/header.css",
    "css/page.css",
    "css/button.css",
    "css/card.css",
    "css/fold.css",
    "css/form.css",
    "css/layout.css",
    "css/meter.css",
    "css/timeline.css",
    "css/outline.css",
    "css/table.css",
    "css/mentoring.css",
    "css/pairing.css",
    "css/record.css",
    "css/forced.css",
    "css/print.css",
    "js/alongside.js",
    "js/swaps.js",
    "js/device.js",
    "js/drafts.js",
    "js/keep.js",
    "js/passkeys.js",
    "js/offline_shift.js",
    "js/offline.js",
    "img/favicon.svg",
    "icons.svg",
)


def files() -> list[str]:
    """Return the addresses that the service worker keeps: none of them says who reads."""
    return [reverse("assessments:offline"), *(static(name) for name in FILES)]


def short_code(preceptorship: Preceptorship) -> str:
    """Four letters that stand for a learner where no name may: on paper and on a device."""
    return preceptorship.pk.hex[-4:].upper()


def wording_for(person: Person, *, today: date, with_initials: bool = False) -> list[dict]:
    """Return what one may note offline: of each open record its code and its wording.

    ``with_initials`` of the learners, where whoever has the device agreed to keep them there.
    """
    signing = Preceptorship.objects.open().of_preceptor(person, on=today)
    learning = Preceptorship.objects.open().of_learner(person)
    records = [(record, True) for record in _with_program(signing)]
    records += [(record, False) for record in _with_program(learning)]
    states = _states([record.pk for record, _signs in records])
    levels = _levels({record.program.preceptorship_rules.rating_scale_id for record, _ in records})
    return [
        {
            "id": str(record.pk),
            "code": short_code(record),
            "initials": initials(record.learner.person) if with_initials and signs else "",
            "program": str(record.program),
            "signs": signs,
            "competencies": states.get(record.pk, []),
            "levels": levels[record.program.preceptorship_rules.rating_scale_id] if signs else [],
        }
        for record, signs in records
    ]


def _with_program(preceptorships):
    preceptorships = preceptorships.select_related(
        "program__preceptorship_rules", "learner__person"
    )
    return preceptorships.order_by("pk")[:100]


def _states(preceptorships):
    found = {}
    rows = CompetencyState.objects.filter(preceptorship__in=preceptorships, achieved_at=None)
    for state in rows.select_related("competency").order_by("competency__position"):
        wording = {"id": str(state.competency_id), "title": state.competency.title}
        found.setdefault(state.preceptorship_id, []).append(wording)
    return found


def _levels(scales):
    found = {scale: [] for scale in scales}
    for level in RatingLevel.objects.filter(scale__in=scales).order_by("value"):
        found[level.scale_id].append(
            {
                "id": str(level.pk),
                "value": level.value,
                "name": level.name,
                "anchor": level.anchor,
            }
        )
    return found
