from django.urls import path

from programs.projects import views

PROGRAM = "programs/<uuid:pk>/"

urlpatterns = [
    path(f"{PROGRAM}projects/", views.project_list, name="project-list"),
    path(f"{PROGRAM}projects/new/", views.project_create, name="project-create"),
    path(f"{PROGRAM}projects/ticked/", views.preceptorships_project, name="preceptorships-project"),
    path("projects/<uuid:pk>/", views.project_detail, name="project-detail"),
    path("projects/<uuid:pk>/go-on/", views.project_go_on, name="project-go-on"),
    path("projects/<uuid:pk>/edit/", views.project_update, name="project-update"),
    path(
        "preceptorships/<uuid:pk>/project/",
        views.preceptorship_project,
        name="preceptorship-project",
    ),
    path("project-parts/<uuid:pk>/decide/", views.project_part_decide, name="project-part-decide"),
]
