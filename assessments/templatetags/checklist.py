"""The lines of a checklist, built in Python: eighty of them in a few milliseconds (DESIGN 11)."""

from collections.abc import Iterator
from functools import lru_cache
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.progress.checklist import Group, Line
from assessments.progress.counting import Clearance
from assessments.sign_offs.models import SignOffRequest
from assessments.sign_offs.wording import asked_words
from common.dated import dated
from common.templatetags import alongside
from programs.preceptorships.models import Preceptorship

register = template.Library()

# The same few pills stand in every line of every checklist.
tag = lru_cache(maxsize=500)(alongside.tag)

# Stands for any competency while an address is built once for all of them.
ANY = UUID(int=0)


@register.simple_tag
def competency_tags(line: Line) -> SafeString:
    """What the learner may do, what is asked for, until when: each a word with its icon."""
    return format_html('<div class="line-facts">{}</div>', _joined(_facts(line)))


@register.simple_tag
def checklist_lines(
    group: Group, preceptorship: Preceptorship, can_sign: bool, can_ask: bool = False
) -> SafeString:
    """The rows of one group. What is cleared is quiet; beside the rest stands the reader's act."""
    record = _address("competency-record", preceptorship)
    act = _act(preceptorship, can_sign=can_sign, can_ask=can_ask)
    return _joined(_row(line, record, act) for line in group.lines)


@register.simple_tag
def ask_button(line: Line, preceptorship: Preceptorship) -> SafeString:
    """The learner's act beside one competency, or whom they asked already."""
    return _button(line, _act(preceptorship, can_sign=False, can_ask=True))


@register.simple_tag
def asked_link(request: SignOffRequest) -> SafeString:
    """Whom the learner asked and when, as a link to how it stands."""
    return format_html(
        '<a href="{}">{}</a>',
        reverse("assessments:sign-off-request-detail", args=[request.pk]),
        asked_words(request),
    )


def _act(preceptorship, *, can_sign, can_ask):
    """The address of what the reader does with a competency, its word, its look, and whether
    a request that waits takes its place."""
    if can_sign:
        return _address("sign-off-create", preceptorship), _("Sign"), " btn-go", False
    if can_ask:
        page = reverse("assessments:sign-off-request-create", args=[preceptorship.pk])
        return f"{page}?competency={ANY}", _("Ask"), "", True
    return None


def _row(line, record, act):
    competency = str(line.competency.pk)
    title = line.competency.title
    link = format_html(
        '<a class="line-title" href="{}">{}</a>', record.replace(str(ANY), competency), title
    )
    if line.is_cleared:
        return format_html(
            '<li class="row-item no-face quiet"><div>{}</div>{}</li>', link, competency_tags(line)
        )
    return format_html(
        '<li class="row-item no-face"><div>{}{}</div>{}</li>',
        link,
        competency_tags(line),
        _button(line, act),
    )


def _button(line, act):
    if not act:
        return ""
    url, word, look, is_asking = act
    if is_asking and line.request:
        return asked_link(line.request)
    return format_html(
        '<a class="btn btn-sm{}" href="{}">{}<span class="visually-hidden"> {}</span></a>',
        look,
        url.replace(str(ANY), str(line.competency.pk)),
        word,
        line.competency.title,
    )


def _facts(line) -> Iterator[str]:
    yield _clearance(line.clearance)
    if line.is_cleared:
        return
    if line.state.is_critical:
        yield tag("red", _("critical"), icon="exclamation-octagon")
    if line.state.due_on:
        yield _due(line)
    if line.asked:
        yield format_html("<small>{}</small>", line.asked)


def _clearance(clearance):
    if clearance == Clearance.CLEARED:
        return tag("teal", _("signed off"), icon="check-circle")
    if clearance == Clearance.SUPERVISED:
        return tag("neutral", _("in progress"), icon="eye")
    return tag("neutral", _("not yet"), icon="circle")


def _due(line):
    if line.is_overdue:
        words = {"day": dated(line.state.due_on)}
        return tag("amber", _("overdue since %(day)s") % words)
    return format_html("<small>{}</small>", _("by %(day)s") % {"day": dated(line.state.due_on)})


def _address(name, preceptorship):
    return reverse(f"assessments:{name}", args=[preceptorship.pk, ANY])


def _joined(parts):
    """All at once: a call for each part would cost more than the part."""
    parts = list(parts)
    return format_html("{}" * len(parts), *parts) if parts else ""
