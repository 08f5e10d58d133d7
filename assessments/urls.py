from django.urls import path

from assessments import views

app_name = "assessments"

urlpatterns = [
    path("sign-offs/<uuid:pk>/", views.sign_off_detail, name="sign-off-detail"),
]
