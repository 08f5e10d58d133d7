"""Every address of this app, room by room, in one namespace."""

from django.urls import include, path

app_name = "programs"


urlpatterns = [
    path("", include("programs.frameworks.urls")),
    path("", include("programs.mentoring.mentorships.urls")),
    path("", include("programs.mentoring.meetings.urls")),
    path("", include("programs.mentoring.reflection.urls")),
    path("", include("programs.mentoring.portfolio.urls")),
    path("", include("programs.mentoring.goals.urls")),
    path("", include("programs.mentoring.wall.urls")),
    path("", include("programs.mentoring.care.urls")),
    path("", include("programs.preceptorships.urls")),
    path("", include("programs.guests.urls")),
    path("", include("programs.shifts.urls")),
    path("", include("programs.sessions.urls")),
    path("", include("programs.projects.urls")),
    path("", include("programs.evaluation.urls")),
    path("", include("programs.desk.urls")),
    path("", include("programs.cohorts.urls")),
]
