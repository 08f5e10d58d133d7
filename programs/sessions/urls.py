"""Sessions of a cohort, and who was there."""

from django.urls import path

from programs.sessions.views import attendance, session, session_list

COHORT = "cohorts/<uuid:pk>/sessions/"
SESSION = "study-sessions/<uuid:pk>/"

urlpatterns = [
    path(COHORT, session_list.session_list, name="session-list"),
    path(f"{COHORT}new/", session.session_create, name="session-create"),
    path(f"{COHORT}adopt/", session.sessions_adopt, name="sessions-adopt"),
    path(
        "preceptorships/<uuid:pk>/sessions/", session_list.learner_sessions, name="learner-sessions"
    ),
    path(SESSION, session.session_detail, name="session-detail"),
    path(f"{SESSION}change/", session.session_update, name="session-update"),
    path(f"{SESSION}copy/", session.session_copy, name="session-copy"),
    path(f"{SESSION}call-off/", session.session_call_off, name="session-call-off"),
    path(f"{SESSION}attendance/", attendance.session_attendance, name="session-attendance"),
    path(f"{SESSION}code/", attendance.session_code, name="session-code"),
    path(f"{SESSION}here/", attendance.session_attend, name="session-attend"),
]
