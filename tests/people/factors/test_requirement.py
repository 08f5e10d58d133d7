"""Who has to have a second factor is led to it before anything else, and nobody else is."""

import pytest
from django.urls import reverse

from people.second_factors import lacks_factor
from people.sso_providers import remember_vouching
from tests import factories as make
from tests.factories import AdministratorFactory, PersonFactory
from tests.people.factors.steps import add_app, add_passkey, enter

pytestmark = pytest.mark.django_db
REQUIRED = "people:factors-required"


@pytest.fixture
def people():
    return {
        "administrator": AdministratorFactory(),
        "coordinator": make.ProgramCoordinatorFactory().person,
        "preceptor": make.PreceptorFactory().person,
        "learner": make.LearnerFactory().person,
    }


@pytest.mark.parametrize(
    ("roles", "led"),
    [
        ([], []),
        (["administrators"], ["administrator"]),
        (["coordinators", "administrators"], ["administrator", "coordinator"]),
        (["guides"], ["preceptor"]),
        (["everybody"], ["administrator", "coordinator", "learner", "preceptor"]),
    ],
)
def test_the_setting_says_of_whom_one_is_required(client, people, settings, roles, led):
    settings.SECOND_FACTOR_FOR = roles
    found = []

    for role, person in people.items():
        client.force_login(person)
        response = client.get("/")
        if response.status_code == 302 and response.url == reverse(REQUIRED):
            found.append(role)

    assert sorted(found) == led


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_FOR = ["coordinators", "administrators"]


@pytest.fixture
def administrator(required):
    return AdministratorFactory()


def test_the_page_says_why_and_leads_on_in_three_steps(client, administrator):
    client.force_login(administrator)

    page = client.get("/people/", follow=True).text

    assert "A stolen password alone must not be enough" in page
    assert page.count('<li class="row-item">') == 3
    for name in ("mfa_add_webauthn", "mfa_activate_totp"):
        assert f'href="{reverse(name)}"' in page


def test_nothing_is_seen_or_done_before(client, administrator):
    other = PersonFactory()
    client.force_login(administrator)
    urls = [
        reverse("people:person-detail", args=[other.pk]),
        reverse("people:factors-reset", args=[other.pk]),
        reverse("people:profile"),
        reverse("people:people-import"),
    ]

    assert {client.get(url).url for url in urls} == {reverse(REQUIRED)}
    assert client.post(reverse("people:person-deactivate", args=[other.pk])).url == reverse(
        REQUIRED
    )
    other.refresh_from_db()
    assert other.is_active


@pytest.mark.parametrize("role", ["administrator", "coordinator", "preceptor", "learner"])
def test_whether_one_is_required_is_one_question(people, settings, role, django_assert_num_queries):
    settings.SECOND_FACTOR_FOR = ["coordinators", "administrators", "guides"]

    with django_assert_num_queries(1):
        assert lacks_factor(people[role]) is (role != "learner")


def test_a_part_of_a_page_leads_the_whole_page_there(client, administrator):
    client.force_login(administrator)

    response = client.get("/people/", headers={"hx-request": "true"})

    assert response.headers["HX-Redirect"] == reverse(REQUIRED)


@pytest.mark.parametrize("vouched", [True, False])
def test_a_second_factor_at_the_provider_of_the_log_in_counts(client, administrator, vouched):
    client.force_login(administrator)
    session = client.session
    remember_vouching(session, administrator, vouched=vouched)
    session.save()

    page = client.get("/")

    assert page.status_code == (200 if vouched else 302)


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "account_reauthenticate", "account_logout", "people:help", REQUIRED],
)
def test_what_it_takes_to_set_one_up_or_leave_is_open(client, administrator, name):
    client.force_login(administrator)

    assert client.get(reverse(name)).status_code == 200


def test_what_was_typed_before_is_kept_for_afterwards(client, administrator):
    """The device forgets what it sent once it was answered; this is no answer."""
    client.force_login(administrator)

    response = client.post("/people/new/", {"name": "Noor Aziz", "kept": "a" * 32})

    assert response.url == reverse(REQUIRED)
    assert "answered" not in response.cookies


def test_an_app_or_a_passkey_opens_everything(client, administrator, device):
    coordinator = make.ProgramCoordinatorFactory().person
    add_app(administrator)
    add_passkey(client, coordinator, device)

    for person in (administrator, coordinator):
        client.force_login(person)
        assert client.get("/").status_code == 200
        assert client.get(reverse(REQUIRED)).url == "/"


def test_whoever_removes_their_last_one_is_led_to_set_up_another(client, administrator):
    add_app(administrator)
    enter(client, administrator)

    client.post(reverse("mfa_deactivate_totp"))

    assert client.get("/").url == reverse(REQUIRED)
