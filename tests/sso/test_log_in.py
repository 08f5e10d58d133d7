"""Logging in at a provider: the whole way there and back, against the one that allauth ships."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from people.models import Person
from people.sso_providers import provider_vouches
from tests import factories as make
from tests.sso.house import Visitor, connect, led_on_to

START = reverse("people:sso-start", args=["house"])


@pytest.fixture
def nia(house, issuer):
    """Somebody without a password here, who logs in there."""
    person = make.PersonFactory(name="Nia Bello", email="nia@house.example")
    connect(person, issuer)
    return person


def whose(client):
    return client.session.get("_auth_user_id")


def query_of(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_log_in_there_logs_in_here_and_leads_where_one_was_going(client, nia, come_back):
    response = come_back(client, START, data={"next": "/profile/"})

    assert (response.status_code, response.url) == (302, "/profile/")
    assert whose(client) == str(nia.pk)


def test_what_leaves_with_the_browser_is_new_each_time_and_holds_no_secret(client, nia, house):
    first, second = (query_of(led_on_to(client.post(START))) for _ in range(2))

    assert first["response_type"] == "code"
    assert first["code_challenge_method"] == "S256"
    assert first["redirect_uri"] == "http://localhost:8000/sso/house/callback/"
    assert set(first["scope"].split()) == {"openid", "email"}
    assert house().client_secret not in str(first)
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]


def test_a_log_in_is_begun_by_a_press_and_never_by_a_link(client, house):
    assert client.get(START).status_code == 405


def test_the_way_back_is_from_site_url_whatever_the_host(client, house, settings):
    settings.ALLOWED_HOSTS = ["forged.example"]

    there = led_on_to(client.post(START, headers={"Host": "forged.example"}))

    assert query_of(there)["redirect_uri"].startswith("http://localhost:8000/")


def test_an_unknown_account_makes_nobody_and_is_told_how_to_connect(client, house, come_back):
    # The same address as somebody's here: it proves nothing.
    make.PersonFactory(email="nia@house.example")

    response = come_back(client, START)

    page = client.get(response.url).content.decode()
    assert response.url == "/accounts/login/?next=/sso/connect/"
    assert "nia@house.example at House login isn&#x27;t connected" in page
    assert whose(client) is None
    assert Person.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_whoever_is_deactivated_stays_out(client, nia, come_back):
    Person.objects.update(is_active=False)

    response = come_back(client, START)

    assert response.url == reverse("account_inactive")
    assert whose(client) is None


def test_the_same_subject_of_another_issuer_is_somebody_else(client, house, issuer, come_back):
    connect(make.PersonFactory(), "https://former.example")

    response = come_back(client, START)

    assert response.url == "/accounts/login/?next=/sso/connect/"
    assert whose(client) is None


def test_an_answer_without_the_log_in_that_asked_for_it_is_refused(client, nia, house, visitor):
    """Somebody else's code, put into this browser: it would log in as them."""
    elsewhere = type(client)()
    back = visitor.walk(led_on_to(elsewhere.post(START)), "nia")

    response = client.get(back)

    assert (response.status_code, whose(client)) == (403, None)


def test_an_answer_is_taken_once(client, nia, visitor):
    back = visitor.walk(led_on_to(client.post(START)), "nia")
    client.get(back)
    client.logout()

    response = client.get(back)

    assert (response.status_code, whose(client)) == (403, None)


@pytest.mark.parametrize("name", ["othernonce", "otherissuer", "otheraudience"])
def test_a_token_that_is_not_for_this_log_in_is_refused(client, house, issuer, come_back, name):
    for subject in range(1, 10):
        connect(make.PersonFactory(), issuer, str(subject))

    response = come_back(client, START, name)

    assert (response.status_code, whose(client)) == (403, None)
    assert "answer couldn&#x27;t be checked" in response.content.decode()


def test_a_code_is_worth_nothing_to_whoever_did_not_begin(client, nia, house, visitor):
    """PKCE: the code of one log-in with the state of another, both begun in this browser."""
    first, second = (led_on_to(client.post(START)) for _ in range(2))
    code = query_of(visitor.walk(first, "nia"))["code"]
    mixed = urlencode({"code": code, "state": query_of(second)["state"]})

    response = client.get(f"/sso/house/callback/?{mixed}")

    assert (response.status_code, whose(client)) == (403, None)


def test_an_answer_that_names_another_issuer_is_refused(client, nia, visitor):
    back = visitor.walk(led_on_to(client.post(START)), "nia")

    response = client.get(f"{back}&iss=https://elsewhere.example")

    assert (response.status_code, whose(client)) == (403, None)


def test_an_answer_for_one_provider_is_none_for_another(client, nia, house, visitor):
    house({}, {"key": "other", "issuer": "http://127.0.0.1:9"})
    back = visitor.walk(led_on_to(client.post(START)), "nia")

    response = client.get(back.replace("/house/", "/other/"))

    assert (response.status_code, whose(client)) == (403, None)


def test_no_is_taken_for_an_answer(client, house):
    state = query_of(led_on_to(client.post(START)))["state"]

    response = client.get("/sso/house/callback/", {"state": state, "error": "access_denied"})

    assert response.status_code == 403
    assert "didn&#x27;t let you through" in response.content.decode()


def test_a_provider_that_does_not_answer_is_said_so(client, house, settings):
    house({"issuer": "http://127.0.0.1:9"})

    response = client.post(START)

    assert response.status_code == 403
    assert "can&#x27;t be reached" in response.content.decode()


def test_a_provider_that_calls_itself_otherwise_is_not_asked(client, house, issuer):
    house({"issuer": f"{issuer}/"})

    assert client.post(START).status_code == 403


def test_a_provider_that_is_not_configured_is_not_there(client, house):
    assert client.post("/sso/nobody/start/").status_code == 404
    assert client.get("/sso/nobody/callback/").status_code == 404


@pytest.mark.parametrize(
    ("believed", "name", "is_vouched"),
    [(("otp",), "twofactors", True), (("otp",), "nia", False), ((), "twofactors", False)],
)
def test_a_second_factor_is_taken_from_the_provider_where_the_house_believes_it(
    rf, client, house, issuer, come_back, believed, name, is_vouched
):
    person = make.PersonFactory()
    for subject in ("1", "8"):
        connect(person, issuer, subject)
    house({"second_factor": believed})

    come_back(client, START, name)

    request = rf.get("/")
    request.session = client.session
    assert whose(client) == str(person.pk)
    assert provider_vouches(request, person) is is_vouched
    assert not provider_vouches(request, make.PersonFactory())


def test_where_an_acr_is_asked_for_an_answer_without_it_is_refused(
    client, house, issuer, come_back
):
    connect(make.PersonFactory(), issuer)
    house({"acr_values": ("gold",)})

    response = come_back(client, START)

    assert (response.status_code, whose(client)) == (403, None)


def test_where_an_acr_is_asked_for_an_answer_with_it_is_taken(client, house, issuer, come_back):
    person = make.PersonFactory()
    connect(person, issuer, "9")
    house({"acr_values": ("gold",)})

    come_back(client, START, "strong")

    assert whose(client) == str(person.pk)


def test_another_log_in_in_the_same_browser_ends_the_one_before(client, nia, issuer, come_back):
    sam = make.PersonFactory()
    connect(sam, issuer, "2")
    come_back(client, START)
    there = led_on_to(client.post(START))

    client.get(Visitor().walk(there, "sam"))

    assert whose(client) == str(sam.pk)


def test_after_a_log_out_here_the_provider_asks_the_next_person(client, nia, come_back):
    """On a shared device the one before is still logged in there."""
    come_back(client, START)
    before = led_on_to(client.post(START))
    client.post(reverse("account_logout"))

    after = led_on_to(client.post(START))

    assert "prompt" not in query_of(before)
    assert (query_of(after)["prompt"], query_of(after)["max_age"]) == ("login", "0")


def test_after_a_log_out_here_a_log_in_left_open_there_is_refused(client, nia, issuer, come_back):
    connect(make.PersonFactory(), issuer, "6")
    client.force_login(nia)
    client.post(reverse("account_logout"))

    response = come_back(client, START, "neverasked")

    assert (response.status_code, whose(client)) == (403, None)


def test_who_has_just_proved_it_is_let_in_after_a_log_out(client, nia, come_back):
    client.force_login(nia)
    client.post(reverse("account_logout"))

    come_back(client, START)

    assert whose(client) == str(nia.pk)
    assert client.cookies["left"].value == ""


def test_the_log_in_page_has_a_button_for_each_provider(client, house):
    house({}, {"key": "other", "issuer": "https://other.example", "name": "Other login"})

    page = client.get(reverse("account_login"), {"next": "/profile/"}).content.decode()

    assert "Log in with House login" in page
    assert "Log in with Other login" in page


def test_allauths_own_pages_for_accounts_elsewhere_stay_closed(client, house):
    client.force_login(make.PersonFactory())

    for address in ("3rdparty/", "3rdparty/signup/", "oidc/house/login/"):
        assert client.get(f"/accounts/{address}").status_code == 404
