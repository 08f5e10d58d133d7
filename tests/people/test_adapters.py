import re

import pytest
from django.urls import reverse
from django.utils import timezone

from people.services.password_reset import send_resets
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

PASSWORD = "several words in a row"


def log_in(client, email, password=PASSWORD, **options):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **options)


@pytest.fixture
def person():
    person = PersonFactory()
    person.set_password(PASSWORD)
    person.save()
    return person


def test_nobody_signs_up_alone(client, django_user_model):
    address = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}

    client.post(reverse("account_signup"), address)

    assert not django_user_model.objects.exists()


def test_log_in_by_e_mail_whatever_its_case(client, person):
    response = log_in(client, person.email.upper())

    assert response.url == "/"
    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_log_in_leads_nowhere_else(client, person, target):
    address = f"{reverse('account_login')}?next={target}"

    response = client.post(address, {"login": person.email, "password": PASSWORD, "next": target})

    assert response.url == "/"


def test_log_out_needs_a_post(client, person):
    client.force_login(person)

    client.get(reverse("account_logout"))

    assert "_auth_user_id" in client.session


def test_deactivated_person_stays_out(client, person):
    person.is_active = False
    person.save()

    log_in(client, person.email)

    assert "_auth_user_id" not in client.session


def test_reset_links_to_the_site_whatever_the_host(client, person, mailoutbox, settings):
    settings.SITE_URL = "https://alongside.example.org"
    settings.ALLOWED_HOSTS = ["alongside.example.org", "forged.example"]

    client.post(
        reverse("account_reset_password"),
        {"email": person.email},
        headers={"Host": "forged.example"},
    )
    send_resets(limit=10, clock=timezone.now)

    (mail,) = mailoutbox
    links = re.findall(r"https?://\S+", mail.body)
    assert links
    assert all(link.startswith("https://alongside.example.org/") for link in links)


def test_reset_link_opens_the_form_for_a_new_password(client, person, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": person.email})
    send_resets(limit=10, clock=timezone.now)
    (link,) = re.findall(r"http://localhost:8000(/accounts/\S+)", mailoutbox[0].body)

    response = client.get(link, follow=True)

    assert response.status_code == 200
    assert "password1" in response.context["form"].fields
