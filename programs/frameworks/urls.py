"""Frameworks and scales."""

from django.urls import path

from programs.frameworks.views import (
    framework,
    framework_import,
    framework_shelf,
    scale,
)

urlpatterns = [
    path("scales/", scale.scale_list, name="scale-list"),
    path("frameworks/", framework.framework_list, name="framework-list"),
    path("frameworks/sample/", framework.framework_sample, name="framework-sample"),
    path("frameworks/import/", framework_import.framework_import, name="framework-import"),
    path(
        "frameworks/import/<uuid:pk>/",
        framework_import.framework_import_preview,
        name="framework-import-preview",
    ),
    path(
        "frameworks/import/<uuid:pk>/choose/",
        framework_import.framework_import_choose,
        name="framework-import-choose",
    ),
    path(
        "frameworks/import/<uuid:pk>/publish/",
        framework_import.framework_import_publish,
        name="framework-import-publish",
    ),
    path(
        "frameworks/import/<uuid:pk>/discard/",
        framework_import.framework_import_discard,
        name="framework-import-discard",
    ),
    path(
        "frameworks/<uuid:pk>/archive/",
        framework_shelf.framework_archive,
        name="framework-archive",
    ),
    path("frameworks/<uuid:pk>/reopen/", framework_shelf.framework_reopen, name="framework-reopen"),
    path("frameworks/<uuid:pk>/", framework.framework_detail, name="framework-detail"),
    path(
        "frameworks/<uuid:pk>/versions/<int:number>/",
        framework.framework_version,
        name="framework-version",
    ),
    path(
        "frameworks/<uuid:pk>/versions/<int:number>/compare/",
        framework.framework_compare,
        name="framework-compare",
    ),
]
