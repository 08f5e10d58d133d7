"""Programs, cohorts and pairing."""

from django.urls import path

from programs.cohorts.views import (
    advice,
    cohort,
    enrolment,
    pairing,
    program,
    program_competency,
    program_coordinator,
    program_guide,
    program_organisation,
    program_shelf,
)

PROGRAM = "programs/<uuid:pk>/"
COHORT = "cohorts/<uuid:pk>/"

urlpatterns = [
    path("choose/", advice.choose, name="choose"),
    path("programs/", program.program_list, name="program-list"),
    path("programs/new/", program.program_create, name="program-create"),
    path(PROGRAM, program.program_detail, name="program-detail"),
    path(f"{PROGRAM}update/", program.program_update, name="program-update"),
    path(f"{PROGRAM}copy/", program_shelf.program_copy, name="program-copy"),
    path(f"{PROGRAM}archive/", program_shelf.program_archive, name="program-archive"),
    path(f"{PROGRAM}reopen/", program_shelf.program_reopen, name="program-reopen"),
    path(
        f"{PROGRAM}organisation/",
        program_organisation.program_organisation,
        name="program-organisation",
    ),
    path(f"{PROGRAM}framework/", program.program_framework, name="program-framework"),
    path(
        f"{PROGRAM}competencies/",
        program_competency.program_competencies,
        name="program-competencies",
    ),
    path(f"{PROGRAM}guides/", program_guide.program_guides, name="program-guides"),
    path(f"{PROGRAM}guides/add/", program_guide.program_guide_add, name="program-guide-add"),
    path(
        f"{PROGRAM}guides/approve/",
        program_guide.program_guides_approve,
        name="program-guides-approve",
    ),
    path(
        f"{PROGRAM}guides/<uuid:guide>/remove/",
        program_guide.program_guide_remove,
        name="program-guide-remove",
    ),
    path(
        f"{PROGRAM}coordinators/",
        program_coordinator.program_coordinators,
        name="program-coordinators",
    ),
    path(
        f"{PROGRAM}coordinators/add/",
        program_coordinator.program_coordinator_add,
        name="program-coordinator-add",
    ),
    path(
        f"{PROGRAM}coordinators/<uuid:person>/remove/",
        program_coordinator.program_coordinator_remove,
        name="program-coordinator-remove",
    ),
    path(f"{PROGRAM}cohorts/new/", cohort.cohort_create, name="cohort-create"),
    path(COHORT, cohort.cohort_detail, name="cohort-detail"),
    path(f"{COHORT}update/", cohort.cohort_update, name="cohort-update"),
    path(f"{COHORT}enrol/", enrolment.enrolment_create, name="enrolment-create"),
    path(f"{COHORT}withdraw/", enrolment.enrolments_withdraw, name="enrolments-withdraw"),
    path(f"{COHORT}move/", enrolment.enrolments_move, name="enrolments-move"),
    path("enrolments/<uuid:pk>/", enrolment.enrolment_update, name="enrolment-update"),
    path("enrolments/<uuid:pk>/withdraw/", enrolment.enrolment_withdraw, name="enrolment-withdraw"),
    path(f"{COHORT}pairing/", pairing.pairing_table, name="pairing-table"),
    path(f"{COHORT}pairing/choose/", pairing.pairing_choose, name="pairing-choose"),
    path(f"{COHORT}pairing/publish/", pairing.pairing_publish, name="pairing-publish"),
]
