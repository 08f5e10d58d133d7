"""Check-ins, times that suit, and calendars."""

from django.urls import path

from programs.mentoring.meetings.views import (
    agenda,
    availability,
    calendar_feed,
    check_in,
    check_in_note,
    time_proposal,
)

urlpatterns = [
    path("mentorships/<uuid:pk>/check-ins/new/", check_in.check_in_plan, name="check-in-plan"),
    path("mentorships/<uuid:pk>/times/", time_proposal.time_propose, name="time-propose"),
    path("times/<uuid:pk>/withdraw/", time_proposal.time_withdraw, name="time-withdraw"),
    path("times/<str:token>/", time_proposal.time_choose, name="time-choose"),
    path("mentorships/<uuid:pk>/check-ins/met/", check_in.check_in_record, name="check-in-record"),
    path("calendar/", calendar_feed.calendar_feed, name="calendar-feed"),
    path("calendar/hours/", availability.weekly_hours, name="weekly-hours"),
    path("calendar/rota/", availability.rota_import, name="rota-import"),
    path("calendar/rota/remove/", availability.rota_remove, name="rota-remove"),
    path("calendar/remove/", calendar_feed.calendar_feed_remove, name="calendar-feed-remove"),
    path("calendar/<str:token>.ics", calendar_feed.calendar_feed_file, name="calendar-feed-file"),
    path("check-ins/<uuid:pk>/calendar/", calendar_feed.check_in_file, name="check-in-file"),
    path("check-ins/<uuid:pk>/", check_in.check_in_detail, name="check-in-detail"),
    path("check-ins/<uuid:pk>/move/", check_in.check_in_move, name="check-in-move"),
    path("check-ins/<uuid:pk>/hold/", check_in.check_in_hold, name="check-in-hold"),
    path("check-ins/<uuid:pk>/missed/", check_in.check_in_missed, name="check-in-missed"),
    path("check-ins/<uuid:pk>/cancel/", check_in.check_in_cancel, name="check-in-cancel"),
    path("check-ins/<uuid:pk>/undo/", check_in.check_in_undo, name="check-in-undo"),
    path("check-ins/<uuid:pk>/notes/", check_in_note.check_in_note, name="check-in-note"),
    path("check-ins/<uuid:pk>/agenda/", agenda.agenda_add, name="agenda-add"),
    path("check-ins/<uuid:pk>/actions/", agenda.action_add, name="action-add"),
    path("agenda/<uuid:pk>/remove/", agenda.agenda_remove, name="agenda-remove"),
    path("actions/<uuid:pk>/done/", agenda.action_done, name="action-done"),
    path("actions/<uuid:pk>/undo/", agenda.action_undo, name="action-undo"),
    path("actions/<uuid:pk>/remove/", agenda.action_remove, name="action-remove"),
    path("notes/<uuid:pk>/", check_in_note.check_in_note_update, name="check-in-note-update"),
    path("notes/<uuid:pk>/share/", check_in_note.check_in_note_share, name="check-in-note-share"),
    path(
        "notes/<uuid:pk>/private/",
        check_in_note.check_in_note_private,
        name="check-in-note-private",
    ),
    path(
        "notes/<uuid:pk>/remove/", check_in_note.check_in_note_remove, name="check-in-note-remove"
    ),
]
