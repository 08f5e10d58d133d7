from datetime import datetime, time, timedelta

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.dated import dated
from common.redirects import next_path
from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.mentoring.goals.models import Goal
from programs.mentoring.meetings.common_times import common_times, weeks_of
from programs.mentoring.meetings.forms.agenda import ActionItemForm, AgendaItemForm
from programs.mentoring.meetings.forms.check_in import CheckInForm, CheckInMoveForm
from programs.mentoring.meetings.forms.check_in_note import CheckInNoteForm
from programs.mentoring.meetings.models import (
    ActionItem,
    AgendaItem,
    CheckIn,
    CheckInNote,
)
from programs.mentoring.meetings.permissions import (
    can_plan_check_in,
    can_record_check_in,
    can_remove_agenda_item,
    can_update_check_in,
    can_update_note,
)
from programs.mentoring.meetings.services import check_in as services
from programs.mentoring.mentorships.cadence import next_check_in_on
from programs.mentoring.mentorships.permissions import is_mentee_of
from programs.mentoring.mentorships.views.mentorship import my_mentorship
from programs.mentoring.wall.models import Reading
from programs.mentoring.wall.views.reading_note import note_reading

# Where nothing better is known: late enough for an early shift, early enough for a late one.
MOST_ON_AGENDA = 50
USUAL_TIME = time(16, 0)
MOST_SUGGESTED = 3
# Common times are looked for from a little before the day on which the next one falls.
BEFORE = timedelta(days=3)


@require_GET
def check_in_detail(request, pk):
    return check_in_page(request, my_check_in(request, pk))


@require_http_methods(["GET", "POST"])
def check_in_plan(request, pk):
    mentorship = my_mentorship(request, pk)
    require(can_plan_check_in(request.user, mentorship))
    usual = _proposal(mentorship)
    suggested = _suggested(request, mentorship, usual, begins_with_one=True)
    form = _form(request, _("Book it"), lambda: usual | suggested["chosen"])
    if form.is_valid():
        planned = _save(request, form, services.plan_check_in, mentorship=mentorship)
        if planned:
            return redirect("programs:mentorship-detail", pk)
    context = _context(request, mentorship, form) | suggested
    return render(request, "programs/mentoring/meetings/check_in_plan.html", context)


@require_http_methods(["GET", "POST"])
def check_in_move(request, pk):
    opened = my_check_in(request, pk)
    require(can_plan_check_in(request.user, opened.mentorship))
    # Whoever else moved it meanwhile: this is about where it stands now.
    check_in = CheckIn.objects.of(request.user).booked_now(opened).first()
    if check_in is None:
        if request.method == "POST":
            messages.error(request, _("Nothing was moved: this check-in isn't booked any more."))
        return redirect("programs:check-in-detail", pk)

    planned = _as_planned(check_in)
    suggested = _suggested(request, opened.mentorship, planned)
    form = _move_form(request, planned, suggested["chosen"])
    if form.is_valid():
        moved = _save(request, form, services.move_check_in, check_in=check_in)
        if moved:
            return redirect("programs:mentorship-detail", opened.mentorship_id)
    context = _context(request, opened.mentorship, form) | suggested | {"check_in": check_in}
    return render(request, "programs/mentoring/meetings/check_in_move.html", context)


@require_http_methods(["GET", "POST"])
def check_in_record(request, pk):
    """A contact that nobody had planned: a call in the corridor, a long message (M12)."""
    mentorship = my_mentorship(request, pk)
    require(can_record_check_in(request.user, mentorship))
    form = _form(request, _("Record that we met"), lambda: _just_now(mentorship))
    if form.is_valid():
        at = timezone.now()
        moment = form.cleaned_data["moment"]
        options = {"mentorship": mentorship, "met_at": moment, **_how(form)}
        with refusals_on(form):
            check_in = services.record_check_in(by=request.user, at=at, **options)
            messages.success(request, _("Recorded. Anything worth remembering?"))
            return redirect("programs:check-in-detail", check_in.pk)
    return render(
        request,
        "programs/mentoring/meetings/check_in_record.html",
        _context(request, mentorship, form),
    )


@require_http_methods(["GET", "POST"])
def check_in_cancel(request, pk):
    check_in = my_check_in(request, pk)
    require(can_update_check_in(request.user, check_in))
    if request.method == "GET":
        context = {"check_in": check_in, "partner": check_in.mentorship.partner_of(request.user)}
        return render(request, "programs/mentoring/meetings/check_in_cancel.html", context)

    done = _("Cancelled. We've told %(name)s.")
    _say_done(request, done, services.cancel_check_in, check_in, by=request.user)
    return redirect("programs:mentorship-detail", check_in.mentorship_id)


@require_POST
def check_in_hold(request, pk):
    check_in = my_check_in(request, pk)
    require(can_update_check_in(request.user, check_in))

    _say_done(request, _("Recorded that you and %(name)s met."), services.hold_check_in, check_in)
    return redirect(next_path(request, check_in_url(check_in)))


@require_POST
def check_in_missed(request, pk):
    check_in = my_check_in(request, pk)
    require(can_update_check_in(request.user, check_in))

    done = _("Recorded. It happens. You can book a new time with %(name)s now.")
    _say_done(request, done, services.miss_check_in, check_in)
    return redirect(next_path(request, check_in_url(check_in)))


@require_POST
def check_in_undo(request, pk):
    check_in = my_check_in(request, pk)
    require(can_update_check_in(request.user, check_in))

    _say_done(request, _("Undone."), services.undo_check_in, check_in)
    return redirect("programs:mentorship-detail", check_in.mentorship_id)


def my_check_in(request, pk):
    """Return a check-in of one's own mentorship; nobody else finds it (M5)."""
    return get_object_or_404(CheckIn.objects.one_of(request.user, pk))


def check_in_page(request, check_in, *, form=None):
    """Show a check-in with its notes; ``form`` is a note that came back with errors."""
    person, at = request.user, timezone.now()
    mentorship = check_in.mentorship
    partner = mentorship.partner_of(person)
    notes = _notes(person, check_in)
    talk = agenda_context(check_in, person, form=form)
    if _is_of_partner(notes, talk, person):
        note_reading(request, mentorship, Reading.What.CHECK_IN, check_in.pk)
    context = {
        "check_in": check_in,
        "mentorship": mentorship,
        "partner": partner,
        "notes": [(note, can_update_note(person, note)) for note in notes],
        "note_form": form if isinstance(form, CheckInNoteForm) else note_form(check_in, person),
        **talk,
        "form": form,
        **_allowed(person, check_in, at),
        "now": at,
    }
    return render(request, "programs/mentoring/meetings/check_in_detail.html", context)


def _allowed(person, check_in, at):
    """What the person may do about it now."""
    can_update = can_update_check_in(person, check_in)
    can_plan = can_plan_check_in(person, check_in.mentorship)
    # Before its time there is nothing to tell.
    can_tell = can_update and check_in.is_planned and check_in.starts_at <= at
    return {
        "can_update": can_update,
        "can_tell": can_tell,
        "can_move": check_in.is_planned and can_plan,
        "can_plan": can_plan,
    }


def _is_of_partner(notes, talk, person):
    """Whether any word on the page may be the other's; who wrote a task down is not kept."""
    written = [note.author_id for note in notes] + [item.author_id for item, __ in talk["agenda"]]
    owners = [goal.owner_id for goal in talk["agenda_goals"]]
    return bool(talk["actions"]) or any(key != person.pk for key in written + owners)


def note_form(check_in, person, data=None):
    """One may write to both while the mentorship is open, and to oneself for ever."""
    mentorship = check_in.mentorship
    partner = mentorship.partner_of(person) if mentorship.is_open else None
    action = reverse("programs:check-in-note", args=[check_in.pk])
    is_mentor = not is_mentee_of(person, mentorship)
    return CheckInNoteForm(data, partner=partner, action=action, is_mentor=is_mentor)


def agenda_context(check_in, person, *, form=None):
    """What to talk about: topics of the two, goals that are shared, and what is still to do."""
    mentorship, today = check_in.mentorship, timezone.localdate()
    partner = mentorship.partner_of(person)
    is_ahead = mentorship.is_open and check_in.is_planned
    add_url = reverse("programs:agenda-add", args=[check_in.pk])
    take_on_url = reverse("programs:action-add", args=[check_in.pk])
    is_agenda, is_action = isinstance(form, AgendaItemForm), isinstance(form, ActionItemForm)
    can_take_on = mentorship.is_open and check_in.cancelled_at is None
    return {
        # Typed while the other ended it or called it off: shown, to be kept elsewhere.
        "unsaved": form if (is_agenda or is_action) and not can_take_on else None,
        "today": today,
        "agenda": _agenda_with_acts(person, check_in, can_take_on=can_take_on),
        "agenda_goals": _goals_to_talk_about(person, mentorship) if is_ahead else [],
        "actions": _actions(person, mentorship, today),
        "can_take_on": can_take_on,
        "is_ahead": is_ahead,
        "agenda_form": form if is_agenda else AgendaItemForm(partner=partner, action=add_url),
        "action_form": form
        if is_action
        else ActionItemForm(person=person, partner=partner, action=take_on_url),
    }


def _notes(person, check_in):
    notes = CheckInNote.objects.in_check_in(check_in, person)
    return _with_known(notes, "author", check_in.mentorship)


def _agenda_with_acts(person, check_in, *, can_take_on):
    """Each topic, and whether the person may take it off."""
    items = AgendaItem.objects.in_check_in(check_in, person)
    return [(item, can_take_on and can_remove_agenda_item(person, item)) for item in items]


def _goals_to_talk_about(person, mentorship):
    return Goal.objects.current().shared_in(mentorship, person)[:MOST_ON_AGENDA]


def _actions(person, mentorship, today):
    actions = ActionItem.objects.in_mentorship(mentorship, person).current(today)
    actions = actions.order_by(F("done_on").asc(nulls_first=True), "due_on", "id")
    return _with_known(actions[:MOST_ON_AGENDA], "owner", mentorship)


def _with_known(rows, name, mentorship):
    """The rows with whose each is: one of the two, who are at hand and need not be fetched."""
    people = {person.pk: person for person in mentorship.both}
    for row in rows:
        setattr(row, name, people[getattr(row, f"{name}_id")])
    return rows


def check_in_url(check_in):
    return reverse("programs:check-in-detail", args=[check_in.pk])


def _form(request, label, proposal):
    zone = timezone.get_current_timezone()
    initial = {} if request.method == "POST" else proposal()
    return CheckInForm(request.POST or None, zone=zone, label=label, initial=initial)


def _move_form(request, planned, chosen):
    """What is booked, and in its place the time that was chosen, until the form is sent."""
    is_sent = request.method == "POST"
    return CheckInMoveForm(
        request.POST if is_sent else None,
        zone=timezone.get_current_timezone(),
        label=_("Move it"),
        initial=planned,
        proposed={} if is_sent else chosen,
    )


def _context(request, mentorship, form):
    partner = mentorship.partner_of(request.user)
    differs = partner.time_zone != request.user.time_zone
    return {
        "mentorship": mentorship,
        "partner": partner,
        "form": form,
        "partner_zone": partner.time_zone.replace("_", " ") if differs else "",
    }


def _how(form):
    return {name: form.cleaned_data[name] for name in ("minutes", "medium")}


def _save(request, form, service, **options):
    """Book what the form says; return the check-in, or None with the error on the form."""
    moment = form.cleaned_data["moment"]
    with refusals_on(form):
        check_in = service(
            starts_at=moment, by=request.user, at=timezone.now(), **_how(form), **options
        )
        _say_when(request, moment, is_ambiguous=form.is_ambiguous)
        return check_in
    return None


def _say_when(request, moment, *, is_ambiguous):
    shown = dated(timezone.localtime(moment), "l j F, H:i")
    messages.success(
        request, _("Booked for %(when)s. We've told the other person.") % {"when": shown}
    )
    if is_ambiguous:
        messages.warning(
            request,
            _(
                "The clocks go back that night, so that time comes twice. We've booked the first "
                "one."
            ),
        )


def _say_done(request, done, service, check_in, **options):
    with refusals_told(request):
        service(check_in=check_in, at=timezone.now(), **options)
        partner = check_in.mentorship.partner_of(request.user)
        messages.success(request, done % {"name": partner.name})


def _suggested(request, mentorship, usual, *, begins_with_one=False):
    """Times at which both can, as links that fill the form in, and the one that was followed."""
    zone = timezone.get_current_timezone()
    found, have_said = times_for_both(mentorship, usual, at=timezone.now(), most=MOST_SUGGESTED)
    chosen = [start for start in found if start.isoformat() == request.GET.get("start")]
    # What both have told of their week is better to begin with than the time of the last one.
    start = next(iter(chosen or (found if begins_with_one and have_said else [])), None)
    local = start and start.astimezone(zone)
    return {
        "common": found,
        "start": start,
        "have_said": bool(found) and have_said,
        "chosen": {"day": local.date(), "clock": local.time()} if local else {},
    }


def times_for_both(mentorship, usual, *, at, most):
    """Starts at which both can, around the usual day and at about the usual time of the day.

    And whether both have told of their week.
    """
    zone = timezone.get_current_timezone()
    like = datetime.combine(usual["day"], usual["clock"], tzinfo=zone)
    options = {"minutes": usual["minutes"], "after": like - BEFORE, "like": like}
    weeks = weeks_of(mentorship)
    return common_times(mentorship, weeks, at=at, most=most, **options), len(weeks) == 2


def _proposal(mentorship):
    """The cadence after the last one, at the same time of the day, as long as agreed."""
    booked = CheckIn.objects.filter(mentorship=mentorship, cancelled_at=None)
    last = booked.order_by("-starts_at").first()
    local = last and timezone.localtime(last.starts_at)
    day = next_check_in_on(
        last_on=local and local.date(),
        cadence_days=mentorship.cadence_days,
        today=timezone.localdate(),
    )
    return {
        "day": day,
        "clock": local.time().replace(second=0, microsecond=0) if local else USUAL_TIME,
        "minutes": last.minutes if last else mentorship.meeting_minutes,
        "medium": last.medium if last else CheckIn.Medium.IN_PERSON,
    }


def _as_planned(check_in):
    local = timezone.localtime(check_in.starts_at)
    return {
        "day": local.date(),
        "clock": local.time(),
        "minutes": check_in.minutes,
        "medium": check_in.medium,
    }


def _just_now(mentorship):
    local = timezone.localtime().replace(second=0, microsecond=0)
    return {
        "day": local.date(),
        "clock": local.time(),
        "minutes": mentorship.meeting_minutes,
        "medium": CheckIn.Medium.IN_PERSON,
    }
