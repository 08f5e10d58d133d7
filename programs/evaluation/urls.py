"""What learners think of who taught them and of the program."""

from django.urls import path

from programs.evaluation import views

ASK = "evaluations/<uuid:pk>/"

urlpatterns = [
    path("evaluations/about-me/", views.my_evaluation, name="my-evaluation"),
    path(ASK, views.evaluation_answer, name="evaluation-answer"),
    path(f"{ASK}skip/", views.evaluation_skip, name="evaluation-skip"),
    path("programs/<uuid:pk>/evaluation/", views.program_evaluation, name="program-evaluation"),
]
