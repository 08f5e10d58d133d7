"""The coordinator's worklist."""

from django.urls import path

from programs.desk.views import (
    worklist,
    worklist_assign,
    worklist_bring_back,
    worklist_put_off,
)

PROGRAM = "programs/<uuid:pk>/worklist/"

urlpatterns = [
    path("worklist/", worklist, name="worklist"),
    path(f"{PROGRAM}put-off/", worklist_put_off, name="worklist-put-off"),
    path(f"{PROGRAM}assign/", worklist_assign, name="worklist-assign"),
    path(f"{PROGRAM}bring-back/", worklist_bring_back, name="worklist-bring-back"),
]
