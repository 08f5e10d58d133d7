"""Practice notes."""

from django.urls import path

from assessments.practice.views import (
    practice_note_create,
    practice_note_remove,
    practice_note_share,
)

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
COMPETENCY = f"{PRECEPTORSHIP}competencies/<uuid:competency>/"

urlpatterns = [
    path(f"{COMPETENCY}practice/", practice_note_create, name="practice-note-create"),
    path("practice-notes/<uuid:pk>/share/", practice_note_share, name="practice-note-share"),
    path("practice-notes/<uuid:pk>/remove/", practice_note_remove, name="practice-note-remove"),
]
