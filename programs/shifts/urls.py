"""Shifts, their notes and hours."""

from django.urls import path

from programs.shifts.views import (
    cover,
    hours,
    protected_time,
    rota,
    shift,
    shift_note,
    shift_note_offline,
)

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
SHIFT = "shifts/<uuid:pk>/"

urlpatterns = [
    path(f"{PRECEPTORSHIP}shifts/", shift.shift_list, name="shift-list"),
    path(f"{PRECEPTORSHIP}shifts/new/", shift.shift_create, name="shift-create"),
    path(f"{PRECEPTORSHIP}notes/new/", shift_note.note_of_day_create, name="note-of-day-create"),
    path(SHIFT, shift.shift_detail, name="shift-detail"),
    path(f"{SHIFT}change/", shift.shift_update, name="shift-update"),
    path(f"{SHIFT}call-off/", shift.shift_call_off, name="shift-call-off"),
    path(f"{SHIFT}cover/", cover.shift_cover, name="shift-cover"),
    path(f"{SHIFT}cover/ask/", cover.shift_cover_ask, name="shift-cover-ask"),
    path(f"{SHIFT}cover/after-all/", cover.shift_come_after_all, name="shift-come-after-all"),
    path(f"{SHIFT}note/", shift_note.shift_note_create, name="shift-note-create"),
    path(f"{SHIFT}hours/", hours.shift_hours, name="shift-hours"),
    path(f"{SHIFT}hours/question/", hours.shift_hours_question, name="shift-hours-question"),
    path(f"{SHIFT}hours/confirm/", hours.shift_hours_confirm, name="shift-hours-confirm"),
    path("shift-notes/receive/", shift_note_offline.shift_note_receive, name="shift-note-receive"),
    path("shift-notes/<uuid:pk>/change/", shift_note.shift_note_update, name="shift-note-update"),
    path("shift-notes/<uuid:pk>/answer/", shift_note.shift_note_answer, name="shift-note-answer"),
    path("hours/", hours.my_hours, name="my-hours"),
    path("hours/statement/", hours.hours_statement, name="hours-statement"),
    path("hours/protected/", protected_time.my_protected_time, name="my-protected-time"),
    path(
        "hours/protected/<uuid:pk>/remove/",
        protected_time.protected_time_remove,
        name="protected-time-remove",
    ),
    path("cohorts/<uuid:pk>/rota/", rota.rota_import, name="rota-import"),
]
