import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path, reverse
from django.utils import timezone

from config.urls import urlpatterns as pages
from tests.factories import PersonFactory


def clock(request):
    return HttpResponse(timezone.get_current_timezone_name())


@login_not_required
def public_clock(request):
    return clock(request)


urlpatterns = [*pages, path("clock/", clock), path("public-clock/", public_clock)]
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.test_middleware")]

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/goals/?page=2"}


def test_stranger_is_sent_to_the_log_in_and_back(client):
    response = client.get("/clock/")

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next=/clock/"


def test_stranger_in_a_fragment_takes_the_whole_page_to_the_log_in(client):
    response = client.get("/clock/", headers=HTMX)

    assert response.status_code == 200
    assert response.content == b""
    assert response["HX-Redirect"] == f"{reverse('account_login')}?next=/goals/%3Fpage%3D2"


def test_stranger_in_a_fragment_of_another_site_comes_back_to_today(client):
    headers = HTMX | {"HX-Current-URL": "https://elsewhere.example/trap/"}

    response = client.get("/clock/", headers=headers)

    assert response["HX-Redirect"] == f"{reverse('account_login')}?next=/"


def test_person_sees_their_own_time_zone(client):
    client.force_login(PersonFactory(time_zone="Asia/Tokyo"))

    assert client.get("/clock/").content == b"Asia/Tokyo"
    assert timezone.get_current_timezone_name() == "UTC"


def test_person_of_an_unknown_time_zone_sees_that_of_the_site(client):
    client.force_login(PersonFactory(time_zone="Mars/Olympus"))

    assert client.get("/clock/").content == b"UTC"


def test_pages_of_a_person_are_not_kept(client):
    client.force_login(PersonFactory())

    response = client.get("/clock/")

    assert response["Cache-Control"] == "no-store"
    assert "HX-Request" in response["Vary"]


def test_pages_of_nobody_may_be_kept(client):
    response = client.get("/public-clock/")

    assert "Cache-Control" not in response
    assert "HX-Request" in response["Vary"]


@override_settings(LANGUAGES=[("en", "English"), ("de", "Deutsch")])
def test_person_reads_their_own_language(client):
    client.force_login(PersonFactory(language="de"))

    response = client.get("/clock/", headers={"Accept-Language": "en"})

    assert response["Content-Language"] == "de"
