from django.urls import path

from people.addresses.views import (
    address_answer,
    address_change,
    address_vouch,
    address_withdraw,
)

urlpatterns = [
    path("people/<uuid:pk>/address/", address_change, name="address-change"),
    path("address/<str:token>/", address_answer, name="address-answer"),
    path("address-changes/<uuid:pk>/confirm/", address_vouch, name="address-vouch"),
    path("address-changes/<uuid:pk>/withdraw/", address_withdraw, name="address-withdraw"),
]
