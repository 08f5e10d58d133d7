"""Certificates, their public page, and a mentor after them."""

from django.urls import path

from assessments.certificates.views import certificate as certificates
from assessments.certificates.views import cohort_certificates as cohorts
from assessments.certificates.views import mentorship_offer as offers
from assessments.certificates.views.prior_learning import prior_learning_add

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
CERTIFICATE = "certificates/<uuid:pk>/"
COHORT = "cohorts/<uuid:pk>/certificates/"

urlpatterns = [
    path(
        f"{PRECEPTORSHIP}certificate/", certificates.certificate_detail, name="certificate-detail"
    ),
    path(f"{PRECEPTORSHIP}record/", certificates.record_download, name="record-download"),
    path(f"{PRECEPTORSHIP}prior-learning/", prior_learning_add, name="prior-learning-add"),
    path(f"{PRECEPTORSHIP}mentor/", offers.mentorship_offer, name="mentorship-offer"),
    path("mentors-wanted/<uuid:pk>/", offers.mentor_find, name="mentor-find"),
    path("mentors-wanted/<uuid:pk>/none/", offers.mentor_not_found, name="mentor-not-found"),
    path(f"{CERTIFICATE}pdf/", certificates.certificate_download, name="certificate-download"),
    path(f"{CERTIFICATE}json/", certificates.transcript_download, name="transcript-download"),
    path(f"{CERTIFICATE}reissue/", certificates.certificate_reissue, name="certificate-reissue"),
    path(f"{CERTIFICATE}withdraw/", certificates.certificate_withdraw, name="certificate-withdraw"),
    path(COHORT, cohorts.cohort_certificates, name="cohort-certificates"),
    path(
        f"{COHORT}download/",
        cohorts.cohort_certificates_download,
        name="cohort-certificates-download",
    ),
    # Printed: opened by whoever holds the paper, without logging in.
    path("certificates/<str:code>/", certificates.certificate_public, name="certificate-public"),
]
