"""What whoever works with a learner reads first."""

from django.urls import path

from assessments.cards.views import clearance_card, hand_over_card

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"

urlpatterns = [
    path(f"{PRECEPTORSHIP}clearance/", clearance_card, name="clearance-card"),
    path(f"{PRECEPTORSHIP}hand-over/", hand_over_card, name="hand-over-card"),
]
