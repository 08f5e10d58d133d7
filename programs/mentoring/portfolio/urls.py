"""What one takes along."""

from django.urls import path

from programs.mentoring.portfolio import views as portfolio

urlpatterns = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
]
