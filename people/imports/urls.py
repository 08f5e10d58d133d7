"""People out of a file."""

from django.urls import path

from people.imports.views import (
    people_import,
    people_import_columns,
    people_import_commit,
    people_import_continue,
    people_import_detail,
    people_import_discard,
    people_import_refused,
    people_import_sample,
)

urlpatterns = [
    path("people/import/", people_import, name="people-import"),
    path("people/import/sample/", people_import_sample, name="people-import-sample"),
    path("people/import/<uuid:pk>/", people_import_detail, name="people-import-detail"),
    path("people/import/<uuid:pk>/columns/", people_import_columns, name="people-import-columns"),
    path("people/import/<uuid:pk>/refused/", people_import_refused, name="people-import-refused"),
    path("people/import/<uuid:pk>/go-on/", people_import_continue, name="people-import-continue"),
    path("people/import/<uuid:pk>/commit/", people_import_commit, name="people-import-commit"),
    path("people/import/<uuid:pk>/discard/", people_import_discard, name="people-import-discard"),
]
