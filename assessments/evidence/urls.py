"""Evidence."""

from django.urls import path

from assessments.evidence.views import evidence_add, evidence_download, evidence_remove

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
COMPETENCY = f"{PRECEPTORSHIP}competencies/<uuid:competency>/"

urlpatterns = [
    path(f"{COMPETENCY}evidence/", evidence_add, name="evidence-add"),
    path("evidence/<uuid:pk>/", evidence_download, name="evidence-download"),
    path("evidence/<uuid:pk>/remove/", evidence_remove, name="evidence-remove"),
]
