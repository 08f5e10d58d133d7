"""Guests: people of another organisation, asked for and let in."""

from django.urls import path

from programs.guests import views

REQUEST = "guest-requests/<uuid:pk>/"

urlpatterns = [
    path("guests/", views.guest_programs, name="guest-programs"),
    path("programs/<uuid:pk>/guests/", views.guest_list, name="guest-list"),
    path("programs/<uuid:pk>/guests/ask/", views.guest_ask, name="guest-ask"),
    path(REQUEST, views.guest_request, name="guest-request"),
    path(f"{REQUEST}grant/", views.guest_grant, name="guest-grant"),
    path(f"{REQUEST}decline/", views.guest_decline, name="guest-decline"),
    path(f"{REQUEST}end/", views.guest_end, name="guest-end"),
    path(f"{REQUEST}withdraw/", views.guest_withdraw, name="guest-withdraw"),
]
