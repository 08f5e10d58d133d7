"""A portfolio in words, for ``templates/pdf/story.typ``; dates as its reader writes them."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.cohorts.models import MentorshipRules
from programs.mentoring.goals.measures import how_far, measured
from programs.mentoring.goals.models import Goal
from programs.mentoring.meetings.models import CheckIn


def story_of(portfolio: dict[str, Any], pictures: Mapping[str, str]) -> dict[str, Any]:
    """Return title, subtitle and sections; a section without anything in it is left out.

    ``pictures`` holds, by its name, each of the files that can be drawn (``people.pdf``).
    """
    goals = [_goal(goal, pictures) for goal in portfolio["goals"]]
    sections = [
        _section(_("Mentorships"), map(_mentorship, portfolio["mentorships"])),
        _section(_("Goals"), goals),
        _section(_("My notes"), map(_dated, portfolio["notes"])),
        _section(_("My journal"), map(_dated, portfolio["journal"])),
    ]
    made = _("Made on %(date)s. It holds the writer's own words and hours, and nobody else's.")
    return {
        "title": _("%(name)s's portfolio") % {"name": portfolio["name"]},
        "subtitle": made % {"date": _day(portfolio["made_at"])},
        "page_of": _("Page {page} of {pages}"),
        "sections": [section for section in sections if section["items"]],
    }


def _section(title, items):
    return {"title": title, "items": list(items)}


def _mentorship(row):
    role = _("Mentee") if row["as"] == "mentee" else _("Mentor")
    until = _day(row["ended_at"]) if row["ended_at"] else _("today")
    said = row["looking_back"]
    headings = [
        (_("What came of it"), said["achieved"]),
        (_("What I learned"), said["learned"]),
        (_("What stays unfinished"), said["unfinished"]),
    ]
    return {
        "title": row["program"],
        "facts": [
            role,
            str(MentorshipRules.Style(row["style"]).label),
            f"{_day(row['began_on'])} – {until}",
            _hours(row["meeting_count"], row["minutes"]),
        ],
        "lines": [{"when": when, "text": text} for when, text in headings if text]
        + [_meeting(meeting) for meeting in row["meetings"]],
    }


def _meeting(meeting):
    length = _("%(minutes)s minutes") % {"minutes": meeting["minutes"]}
    medium = CheckIn.Medium(meeting["medium"]).label
    return {"when": _day(meeting["at"]), "text": f"{length}, {medium.lower()}"}


def _hours(count, minutes):
    met = ngettext("%(count)d meeting", "%(count)d meetings", count) % {"count": count}
    return _("%(met)s, %(hours)s hours") % {"met": met, "hours": number_format(minutes / 60, 1)}


def _goal(goal, pictures):
    log = goal["log"]
    newest = [entry["progress"] for entry in log if entry["progress"] is not None][-1:]
    steps = [{"when": _step_state(step), "text": step["title"]} for step in goal["steps"]]
    return {
        "title": goal["title"],
        "facts": [str(Goal.Area(goal["area"]).label), *_dates_of(goal), _measure(goal)],
        "text": goal["reason"],
        "percent": 100 if goal["achieved_on"] else (newest[0] if newest else None),
        "lines": steps + [_entry(entry, pictures, goal) for entry in log],
    }


def _dates_of(goal):
    yield _("since %(day)s") % {"day": _day(goal["written_at"])}
    if goal["achieved_on"]:
        yield _("achieved on %(day)s") % {"day": _day(goal["achieved_on"])}
    elif goal["archived_at"]:
        yield _("put away on %(day)s") % {"day": _day(goal["archived_at"])}
    elif goal["target_on"]:
        yield _("by %(day)s") % {"day": _day(goal["target_on"])}


def _measure(goal):
    """What is measured, where it stands and where it is to be: "Sleep: now 6.8, aiming at 8"."""
    what = goal["measure_text"]
    if goal["target_number"] is None:
        return what
    numbers = [entry["number"] for entry in goal["log"] if entry["number"] is not None]
    aim = {"target": measured(goal["target_number"])}
    if numbers:
        aim["now"] = measured(numbers[-1])
        said = _("now %(now)s, aiming at %(target)s") % aim
    else:
        said = _("aiming at %(target)s") % aim
    return f"{what}: {said}" if what else said[:1].upper() + said[1:]


def _step_state(step):
    if step["done_on"]:
        return _("done %(day)s") % {"day": _day(step["done_on"])}
    return _("by %(day)s") % {"day": _day(step["due_on"])} if step["due_on"] else _("to do")


def _entry(entry, pictures, goal):
    parts = [entry["text"]]
    if entry["number"] is not None:
        parts.append(f"{goal['measure_text'] or _('Measured')}: {measured(entry['number'])}")
    if entry["progress"] is not None:
        parts.append(how_far(entry["progress"], goal["measure"]))
    line = {"when": _day(entry["at"])}
    if name := entry["file"]:
        if name in pictures:
            alt = _("A picture of %(day)s") % {"day": line["when"]}
            line |= {"picture": pictures[name], "alt": alt}
        else:
            parts.append(_("With a file: %(name)s") % {"name": name})
    return line | {"text": "\n".join(part for part in parts if part)}


def _dated(row):
    return {"title": _day(row["at"]), "text": row["text"]}


def _day(moment):
    """A date, or the day of a moment in the reader's time zone."""
    day = timezone.localdate(moment) if hasattr(moment, "hour") else moment
    return date_format(day, "j M Y")
