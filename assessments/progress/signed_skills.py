"""What was signed off for a learner, in words for ``templates/pdf/story.typ``: theirs to keep."""

from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.progress.checklist import Checklist
from assessments.progress.record import printed
from programs.preceptorships.models import Preceptorship


def signed_skills(checklist: Checklist, preceptorship: Preceptorship, *, on) -> dict[str, Any]:
    """Return the skills with signatures that stand, group by group; others are left out.

    The names under the signatures are on the learner's record, and so on their own copy of it.
    """
    sections = [
        {
            "title": group.title or _("Skills"),
            "tone": "teal",
            "items": list(_skills(lines)),
        }
        for group, lines in printed(checklist, preceptorship)
    ]
    counted = ngettext(
        "%(achieved)d of %(total)d skill signed off",
        "%(achieved)d of %(total)d skills signed off",
        checklist.total,
    ) % {"achieved": checklist.achieved, "total": checklist.total}
    about = _("%(program)s, from %(begins)s to %(ends)s. %(counted)s on %(day)s.")
    return {
        "title": _("%(name)s's signed skills") % {"name": preceptorship.learner.person},
        "tone": "teal",
        "subtitle": about
        % {
            "program": preceptorship.program,
            "begins": _day(preceptorship.starts_on),
            "ends": _day(preceptorship.ends_on),
            "counted": counted,
            "day": _day(on),
        },
        "page_of": _("Page {page} of {pages}"),
        "sections": [section for section in sections if section["items"]],
    }


def _skills(lines):
    for line, sign_offs in lines:
        standing = [sign_off for sign_off in sign_offs if sign_off.is_standing]
        if standing:
            yield _skill(line, standing)


def _skill(line, sign_offs):
    state = _("signed off") if line.is_cleared else _("in progress")
    return {
        "title": line.competency.title,
        "facts": [state],
        "lines": [_signature(sign_off) for sign_off in sign_offs],
    }


def _signature(sign_off):
    said = [
        sign_off.level.as_recorded,
        capfirst(sign_off.get_method_display()),
        _("signed by %(name)s") % {"name": _signer(sign_off)},
    ]
    return {"when": _day(sign_off.observed_on), "text": " · ".join(said)}


def _signer(sign_off):
    content = getattr(sign_off.entry, "content", None)
    return content.signed_as if content else _("someone whose name was erased")


def _day(day):
    return date_format(day, "j M Y")
