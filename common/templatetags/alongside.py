"""The small pieces that every page is made of. Pages ``{% load alongside %}``."""

from datetime import datetime
from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common.dated import DAYS_OF_MONTH, dated, every
from common.initials import initials

register = template.Library()

# Built at set-up out of the names that stand in templates and Python.
SPRITE = "icons.svg"

# Warnings carry their sign even where a template forgets it: never colour alone.
ICONS_OF_TONES = {"amber": "exclamation-triangle", "red": "exclamation-octagon"}

# The bar of a meter is this many pixels high; its width is whatever room there is.
METER_HEIGHT = 8

# From so many days on a distance is told in weeks, and in months from so many on.
DAYS_BEFORE_WEEKS = 14
DAYS_BEFORE_MONTHS = 70
DAYS_OF_YEAR = 365.25


@register.simple_tag
@cache
def icon(name, size=""):
    """A Bootstrap icon by its name, beside a word that says the same. ``size``: "" or "lg"."""
    return format_html(
        '<svg class="ic{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" ic-{size}" if size else "",
        static(SPRITE),
        name,
    )


@register.simple_block_tag
def capture(content):
    """Keep what stands inside for later: ``{% capture as name %}…{% endcapture %}``.

    Without the white space around it: nothing but that counts as nothing, so that a frame can be
    left out, and a comma can follow.
    """
    # As safe as it was.
    return type(content)(content.strip())


@register.simple_block_tag
def section(content, title, tone="", icon="", beside=""):
    """A card under its heading. ``tone``: plum where it is about mentoring, teal, or none.

    ``beside`` stands beside the heading, such as a link: ``{% capture as beside %}`` makes it.
    """
    return format_html(
        '<section class="card{}"><header><h2>{}</h2>{}</header>{}</section>',
        f" card-{tone}" if tone else "",
        title,
        _icon(icon) if icon else beside,
        content,
    )


@register.simple_block_tag
def row(content, title, small="", face_of=None, tone="teal", element="li"):
    """One row of a card: what it is, a line about it, and what one can do with it.

    ``face_of``: the person whose face stands before it. ``element``: "div" outside of a list.
    """
    return format_html(
        '<{element} class="row-item{kind}">{face}<div><strong><bdi>{title}</bdi></strong>{small}'
        "</div>{act}</{element}>",
        element=element,
        kind="" if face_of else " no-face",
        face=face(face_of, tone) if face_of else "",
        title=title,
        small=format_html("<small>{}</small>", small) if small else "",
        act=content,
    )


@register.simple_tag
def crumb(text, url_name="", *arguments):
    """One step of the way to a page: a link, or only its words where no page stands for it."""
    if not url_name:
        return format_html("<span>{}</span>", text)
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse(url_name, args=arguments), text)


@register.simple_tag(takes_context=True)
def column(context, label, sort, chosen):
    """The head of a column by which the list can be sorted: ``?sort=`` with its name.

    ``chosen``: the column by which the list is sorted now.
    """
    question = context["request"].GET.copy()
    question.pop("cursor", None)
    question["sort"] = sort
    head = '<th scope="col"><a href="?{}"><span class="visually-hidden">{} </span>{}</a></th>'
    if sort == chosen:
        head = head.replace("<th ", '<th aria-sort="ascending" ')
    return format_html(head, question.urlencode(), _("Sort by"), label)


@register.simple_tag
def tag(tone, text, icon=None):
    """A short state in a pill. ``tone``: teal, plum, amber, red or neutral."""
    name = ICONS_OF_TONES.get(tone) if icon is None else icon
    return format_html(
        '<span class="tag tag-{}">{}{}</span>', tone, _icon(name) if name else "", text
    )


@register.simple_tag
def when(moment, now=None):
    """A moment in the reader's time zone, to the minute; to the second on hover.

    With ``now`` the distance stands behind it: "23 Nov 2026, 14:05 (in 2 days)".
    """
    if not moment:
        return ""
    local = timezone.localtime(moment)
    shown, full = _named(local.date(), get_language())
    exact = _("%(date)s, %(time)s, %(zone)s time (UTC%(offset)s)") % {
        "date": full,
        "time": f"{local:%H:%M:%S}",
        "zone": timezone.get_current_timezone_name(),
        "offset": local.isoformat()[-6:],
    }
    distance = _distance_in_time(local, timezone.localtime(now)) if now else ""
    return _time(local.isoformat(), f"{shown}, {local:%H:%M}", exact, distance)


@register.simple_tag
def day(date, today=None):
    """A date that cannot be misread. With ``today``: "23 Nov 2026 (in 2 days)".

    A moment is shown as its day in the reader's time zone.
    """
    if not date:
        return ""
    if isinstance(date, datetime):
        date = timezone.localdate(date)
    distance = _distance_in_days((date - today).days) if today else ""
    return _time(date.isoformat(), *_named(date, get_language()), distance)


register.simple_tag(initials)
register.filter(every)


@register.filter("dated", expects_localtime=True)
def dated_filter(moment, form="j M"):
    """``{{ day|dated }}``: "6 Dec", or "6 Dec 2027" where that isn't this year."""
    return dated(moment, form) if moment else ""


@register.simple_tag
def face(person, tone="teal"):
    """The initials in a circle. Silent to screen readers: the name stands beside it."""
    return format_html(
        '<span class="face face-{}" aria-hidden="true">{}</span>', tone, initials(person)
    )


@register.simple_tag
def meter(value, total, expected=None, label="", tone="teal"):
    """A bar filled to ``value`` of ``total``, with a tick where ``expected`` would be.

    ``label`` says the same in words; without it the bar is called "11 of 30".
    """
    label = label or _("%(value)s of %(total)s") % {"value": value, "total": total}
    tick = ""
    if expected is not None:
        tick = format_html(
            '<rect class="meter-expected" x="{}%" y="0" width="2" height="{}"></rect>',
            _percent(expected, total),
            METER_HEIGHT,
        )
    return format_html(
        '<svg class="meter meter-{tone}" height="{height}" role="img" aria-label="{label}">'
        '<rect class="meter-track" width="100%" height="{height}" rx="4"></rect>'
        '<rect class="meter-fill" width="{percent}%" height="{height}" rx="4"></rect>'
        "{tick}</svg>",
        tone=tone,
        height=METER_HEIGHT,
        label=label,
        percent=_percent(value, total),
        tick=tick,
    )


@register.simple_tag
def hours(minutes):
    """Minutes as people say them: "11.5 hours", "1 hour"."""
    count = round(minutes / 60, 2)
    shown = localize(int(count) if count == int(count) else count)
    return ngettext("%(count)s hour", "%(count)s hours", 1 if count == 1 else 2) % {"count": shown}


@register.simple_tag
def readers(text, icon="eye"):
    """Who can read what is typed here: "eye", or "lock" where only the author can (M5).

    "chosen" shows the one or the other, by what is chosen in the same form.
    """
    signs = _either_sign() if icon == "chosen" else _icon(icon)
    return format_html('<span class="reads">{}<span>{}</span></span>', signs, text)


@register.inclusion_tag("components/empty_state.html")
def empty_state(title, text="", url="", label="", icon="compass"):
    """What stands where a list has nothing yet: what it is, why empty, the one next act."""
    return {"title": title, "text": text, "url": url, "label": label, "icon": icon}


# `icon` is also the name of an argument of other tags.
_icon = icon


def _either_sign():
    return format_html(
        '<span class="when-shared">{}</span><span class="when-private">{}</span>',
        icon("eye"),
        icon("lock"),
    )


@lru_cache(maxsize=5000)
def _named(date, language):
    """A day as it is shown and in full: a list says the same few days again and again."""
    return date_format(date, "j M Y"), date_format(date, "l j F Y")


def _time(machine, shown, exact, distance):
    if distance:
        shown = f"{shown} ({distance})"
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, exact, shown)


def _percent(part, total):
    if not total:
        return 0
    return max(0, min(100, round(100 * part / total, 1)))


def _distance_in_time(moment, now):
    """Words for a distance: minutes below an hour, hours below a day, then by the calendar."""
    delta = moment - now
    minutes = round(abs(delta).total_seconds() / 60)
    hours = round(minutes / 60)
    if hours >= 24:
        return _distance_in_days((moment.date() - now.date()).days)
    if minutes < 1:
        return _("now")
    if minutes < 60:
        length = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    else:
        length = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return _ahead_or_past(length, is_ahead=delta.total_seconds() > 0)


def _distance_in_days(days):
    named = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if days in named:
        return named[days]
    return _ahead_or_past(_length_of_days(abs(days)), is_ahead=days > 0)


def _length_of_days(days):
    """Days below two weeks, then weeks, months below two years, then about so many years."""
    weeks = round(days / 7)
    months, years = round(days / DAYS_OF_MONTH), round(days / DAYS_OF_YEAR)
    if days < DAYS_BEFORE_WEEKS:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if days < DAYS_BEFORE_MONTHS:
        return ngettext("%(count)d week", "%(count)d weeks", weeks) % {"count": weeks}
    if days < 2 * DAYS_OF_YEAR:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("about %(count)d year", "about %(count)d years", years) % {"count": years}


def _ahead_or_past(length, *, is_ahead):
    return (_("in %(length)s") if is_ahead else _("%(length)s ago")) % {"length": length}
