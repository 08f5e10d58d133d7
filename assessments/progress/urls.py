"""The checklist and how far somebody is."""

from django.urls import path

from assessments.progress.views.checklist import (
    checklist,
    checklist_print,
    competency_record,
    signed_skills_file,
)
from assessments.progress.views.cohort_grid import cohort_grid
from assessments.progress.views.program_progress import program_progress
from assessments.progress.views.qr import competency_qr, qr_sheet

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
COMPETENCY = f"{PRECEPTORSHIP}competencies/<uuid:competency>/"

urlpatterns = [
    path(PRECEPTORSHIP, checklist, name="checklist"),
    path(f"{PRECEPTORSHIP}print/", checklist_print, name="checklist-print"),
    path(f"{PRECEPTORSHIP}signed-skills/", signed_skills_file, name="signed-skills"),
    path(COMPETENCY, competency_record, name="competency-record"),
    path(f"{PRECEPTORSHIP}qr/", qr_sheet, name="qr-sheet"),
    path(f"{COMPETENCY}qr/", competency_qr, name="competency-qr"),
    path("cohorts/<uuid:pk>/grid/", cohort_grid, name="cohort-grid"),
    path("programs/<uuid:pk>/progress/", program_progress, name="program-progress"),
]
