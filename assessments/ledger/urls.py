"""What stands out among signatures."""

from django.urls import path

from assessments.ledger.views import program_integrity

urlpatterns = [
    path("programs/<uuid:pk>/integrity/", program_integrity, name="program-integrity"),
]
