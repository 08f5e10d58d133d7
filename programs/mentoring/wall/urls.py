"""Who read what, and reading for safety."""

from django.urls import path

from programs.mentoring.wall.views import break_glass, reading

urlpatterns = [
    path("mentorships/<uuid:pk>/readings/", reading.reading_list, name="reading-list"),
    path("mentorships/<uuid:pk>/notes/", reading.notes_request, name="notes-request"),
    path("mentorships/<uuid:pk>/notes/ask/", reading.notes_ask, name="notes-ask"),
    path("mentorships/<uuid:pk>/notes/answer/", reading.notes_answer, name="notes-answer"),
    path("mentorships/<uuid:pk>/break-glass/", break_glass.break_glass_ask, name="break-glass-ask"),
    path("break-glass/<uuid:pk>/", break_glass.break_glass_decide, name="break-glass-decide"),
    path("break-glass/<uuid:pk>/agree/", break_glass.break_glass_agree, name="break-glass-agree"),
    path(
        "break-glass/<uuid:pk>/refuse/", break_glass.break_glass_refuse, name="break-glass-refuse"
    ),
    path("break-glass/<uuid:pk>/read/", break_glass.break_glass_read, name="break-glass-read"),
]
