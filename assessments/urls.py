"""Every address of this app, room by room, in one namespace."""

from django.urls import include, path

app_name = "assessments"


urlpatterns = [
    path("", include("assessments.progress.urls")),
    path("", include("assessments.sign_offs.urls")),
    path("", include("assessments.cards.urls")),
    path("", include("assessments.practice.urls")),
    path("", include("assessments.concerns.urls")),
    path("", include("assessments.evidence.urls")),
    path("", include("assessments.external.urls")),
    path("", include("assessments.reviews.urls")),
    path("", include("assessments.ledger.urls")),
    path("", include("assessments.certificates.urls")),
    path("", include("assessments.evidence_pack.urls")),
]
