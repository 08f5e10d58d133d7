"""A program in figures for whoever audits it."""

from django.urls import path

from assessments.evidence_pack import views

urlpatterns = [
    path("programs/<uuid:pk>/evidence-pack/", views.evidence_pack, name="evidence-pack"),
]
