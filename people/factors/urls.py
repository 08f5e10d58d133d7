from django.urls import path

from people.factors.views import factors_required, factors_reset, passkey_confirm

urlpatterns = [
    path("second-step/", factors_required, name="factors-required"),
    path("second-step/confirm/", passkey_confirm, name="passkey-confirm"),
    path("people/<uuid:pk>/second-step/", factors_reset, name="factors-reset"),
]
