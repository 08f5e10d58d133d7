"""Silent pairs, and a program's breaks."""

from django.urls import path

from programs.mentoring.care.views import care, program_break

urlpatterns = [
    path("programs/<uuid:pk>/care/", care.program_care, name="program-care"),
    path("programs/<uuid:pk>/breaks/", program_break.program_breaks, name="program-breaks"),
    path(
        "programs/<uuid:pk>/breaks/<uuid:pause>/remove/",
        program_break.program_break_remove,
        name="program-break-remove",
    ),
    path("mentorships/<uuid:pk>/care/", care.care_write, name="care-write"),
    path("mentorships/<uuid:pk>/care/later/", care.care_leave, name="care-leave"),
    path("mentorships/<uuid:pk>/care/now/", care.care_take_up, name="care-take-up"),
]
