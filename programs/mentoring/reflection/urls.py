"""The journal, how one is, and the pulse of a program."""

from django.urls import path

from programs.mentoring.reflection.views import instrument, journal, pulse, well_being

urlpatterns = [
    path("journal/", journal.journal_list, name="journal-list"),
    path("journal/<uuid:pk>/", journal.journal_update, name="journal-update"),
    path("journal/<uuid:pk>/remove/", journal.journal_remove, name="journal-remove"),
    path("well-being/", well_being.well_being_list, name="well-being-list"),
    path("well-being/<uuid:pk>/private/", well_being.well_being_private, name="well-being-private"),
    path("well-being/<uuid:pk>/remove/", well_being.well_being_remove, name="well-being-remove"),
    path(
        "mentorships/<uuid:pk>/well-being/",
        well_being.well_being_shared,
        name="well-being-shared",
    ),
    path("pulse/<uuid:pk>/", pulse.pulse_answer, name="pulse-answer"),
    path("programs/<uuid:pk>/pulse/", pulse.program_pulse, name="program-pulse"),
    path("instruments/", instrument.instrument_list, name="instrument-list"),
    path("instruments/sample/", instrument.instrument_sample, name="instrument-sample"),
]
