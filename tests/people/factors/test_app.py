"""The authenticator app and recovery codes: added, used once, counted, kept unreadable."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password
from django.core import mail
from django.urls import reverse

from people.factors.adapters import FactorsAdapter
from people.models import Person, SecurityEvent
from people.notices.models import Notice
from people.notices.services.delivery import deliver_batch
from people.services.invitation import invite_people, send_invitations
from tests.factories import NOON, AdministratorFactory
from tests.people.factors.steps import (
    PASSWORD,
    add_app,
    add_passkey,
    code_of,
    enter,
    factors,
    is_logged_in,
    log_in,
)
from tests.people.test_invitation import token_in

pytestmark = pytest.mark.django_db
ADD, STEP = "mfa_activate_totp", "mfa_authenticate"


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def codes(client, amara):
    """Amara's recovery codes, made with her app; she is logged out."""
    enter(client, amara)
    secret = client.get(reverse(ADD)).context["form"].secret
    codes = client.post(reverse(ADD), {"code": code_of(secret)}).context["codes"]
    client.logout()
    return codes


def test_an_app_is_added_by_its_code_and_told_by_mail(
    client, amara, django_capture_on_commit_callbacks
):
    enter(client, amara)
    page = client.get(reverse(ADD))
    secret = page.context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse(ADD), {"code": code_of(secret)})

    assert "Your recovery codes" in response.text
    assert factors(amara) == ["recovery_codes", "totp"]
    deliver_batch(limit=10, clock=lambda: NOON)
    [letter] = mail.outbox
    assert letter.subject == "Added to your account: an authenticator app"
    assert "change your password" in letter.body


def test_the_page_shows_a_picture_and_the_key_in_fours(client, amara):
    enter(client, amara)

    page = client.get(reverse(ADD))

    secret = page.context["form"].secret
    assert f"{secret[:4]} {secret[4:8]} " in page.text
    assert 'xmlns="http://www.w3.org/2000/svg"' in page.context["totp_svg"]
    assert page.context["totp_svg_data_uri"] in page.text
    assert "issuer=Alongside" in page.text


def test_a_wrong_code_adds_no_app(client, amara):
    enter(client, amara)
    client.get(reverse(ADD))

    page = client.post(reverse(ADD), {"code": "000000"})

    assert "That code doesn&#x27;t work" in page.text
    assert factors(amara) == []


def test_the_password_alone_does_not_open_the_door(client, amara):
    secret = add_app(amara)

    response = log_in(client, amara, next="/inbox/")

    assert (response.url, is_logged_in(client)) == (reverse(STEP), False)
    assert client.get("/inbox/").url.startswith(reverse("account_login"))
    assert client.post(reverse(STEP), {"code": code_of(secret)}).url == "/inbox/"
    assert is_logged_in(client)


@pytest.mark.parametrize(("steps", "is_in"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_code_of_the_half_minute_before_or_after_counts(client, amara, steps, is_in):
    secret = add_app(amara)
    log_in(client, amara)

    client.post(reverse(STEP), {"code": code_of(secret, steps)})

    assert is_logged_in(client) is is_in


@pytest.mark.parametrize("seconds", [0, 31, 59])
def test_a_code_works_once_however_long_it_is_valid(client, amara, now, seconds):
    secret = add_app(amara)
    code = code_of(secret, 1)
    log_in(client, amara)
    client.post(reverse(STEP), {"code": code})
    client.logout()
    now.shift(seconds)
    log_in(client, amara)

    client.post(reverse(STEP), {"code": code})

    assert not is_logged_in(client)


def test_the_code_that_added_the_app_does_not_log_in(client, amara):
    enter(client, amara)
    code = code_of(client.get(reverse(ADD)).context["form"].secret)
    client.post(reverse(ADD), {"code": code})
    client.logout()
    log_in(client, amara)

    client.post(reverse(STEP), {"code": code})

    assert not is_logged_in(client)


def test_codes_are_not_guessed_without_end(client, amara):
    secret = add_app(amara)
    log_in(client, amara)
    for _ in range(5):
        client.post(reverse(STEP), {"code": "000000"})

    page = client.post(reverse(STEP), {"code": code_of(secret)})

    assert "Too many failed" in page.text
    assert not is_logged_in(client)


def test_a_recovery_code_works_once(client, amara, codes):
    log_in(client, amara)
    client.post(reverse(STEP), {"code": codes[3]})
    assert is_logged_in(client)
    client.logout()
    log_in(client, amara)

    client.post(reverse(STEP), {"code": codes[3]})

    assert not is_logged_in(client)


def test_of_recovery_codes_the_database_holds_hashes_alone(amara, codes):
    kept = Authenticator.objects.get(user=amara, type="recovery_codes").data
    hashes = [FactorsAdapter().decrypt(each) for each in kept["migrated_codes"]]

    assert sorted(kept) == ["migrated_codes"]
    assert [check_password(*pair) for pair in zip(codes, hashes, strict=True)] == [True] * 10


def test_a_hash_of_a_recovery_code_opens_nothing(client, amara, codes):
    kept = Authenticator.objects.get(user=amara, type="recovery_codes").data
    log_in(client, amara)

    client.post(reverse(STEP), {"code": FactorsAdapter().decrypt(kept["migrated_codes"][0])})

    assert not is_logged_in(client)


def test_recovery_codes_are_shown_by_what_made_them_and_counted_from_then_on(client, amara, codes):
    enter(client, amara)

    page = client.get(reverse("mfa_index")).text

    assert "10 left" in page
    assert [code for code in codes if code[:4] in page] == []


def test_a_browser_that_opens_pages_ahead_loses_no_codes(client, amara, codes):
    """The fault: opening a page showed them, once, to whatever opened it."""
    enter(client, amara)
    made = client.post(reverse("mfa_generate_recovery_codes"))
    for name in ("mfa_index", "mfa_generate_recovery_codes", ADD):
        client.get(reverse(name), follow=True)
    client.logout()

    log_in(client, amara)
    client.post(reverse(STEP), {"code": made.context["codes"][0]})

    assert "no-store" in made.headers["Cache-Control"]
    assert f"{made.context['codes'][0][:4]} {made.context['codes'][0][4:]}" in made.text
    assert is_logged_in(client)


def test_a_second_factor_brings_no_new_codes(client, amara, device, codes):
    enter(client, amara)

    response = add_passkey(client, amara, device)

    assert response.url == reverse("mfa_index")
    log_in(client, amara)
    client.post(reverse(STEP), {"code": codes[0]})
    assert is_logged_in(client)


def test_recovery_codes_are_not_guessed_without_end(client, amara, codes):
    log_in(client, amara)
    wrong = next(f"{number:08}" for number in range(11) if f"{number:08}" not in codes)
    for _ in range(5):
        page = client.post(reverse(STEP), {"code": wrong})
        assert "Each one works once" in page.text.replace("&#x27;", "'")

    page = client.post(reverse(STEP), {"code": codes[0]})

    assert "Too many failed" in page.text
    assert not is_logged_in(client)
    told = SecurityEvent.objects.filter(kind="log_in_failed", about=amara.pk)
    assert told.filter(what="second factor").count() == 5


def test_a_recovery_code_that_works_is_no_failure(client, amara, codes):
    log_in(client, amara)

    client.post(reverse(STEP), {"code": f" {codes[0][:4]} {codes[0][4:]}"})

    assert is_logged_in(client)
    assert not SecurityEvent.objects.filter(kind="log_in_failed").exists()


def test_new_recovery_codes_end_the_old_ones(
    client, amara, codes, django_capture_on_commit_callbacks
):
    enter(client, amara)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    client.logout()
    log_in(client, amara)

    client.post(reverse(STEP), {"code": codes[0]})

    assert not is_logged_in(client)
    assert Notice.objects.inbox_of(amara).filter(kind="factor_renewed").exists()


def test_the_profile_says_how_many_codes_are_left_and_shows_none(client, amara, codes):
    log_in(client, amara)
    client.post(reverse(STEP), {"code": codes[0]})

    page = client.get(reverse("people:profile")).text

    assert "9 left" in page
    assert [code for code in codes if code in page] == []


def test_an_app_is_removed_with_its_codes_and_told(client, amara, codes):
    enter(client, amara)

    client.post(reverse("mfa_deactivate_totp"))

    assert factors(amara) == []
    assert Notice.objects.inbox_of(amara).filter(kind="factor_removed").exists()


def test_the_database_holds_nothing_that_makes_a_code(client, amara, codes):
    enter(client, amara)
    secret = add_app(AdministratorFactory())

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert [code for code in codes if code in kept] == []


def test_a_key_that_was_replaced_still_reads_what_it_wrote(settings):
    kept = FactorsAdapter().encrypt("JBSWY3DP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10

    assert FactorsAdapter().decrypt(kept) == "JBSWY3DP"
    assert FactorsAdapter().encrypt("JBSWY3DP") != kept


def test_a_key_that_is_lost_lets_nobody_in_and_breaks_no_page(client, amara, settings):
    secret = add_app(amara)
    settings.SECRET_KEY = "another " * 10
    log_in(client, amara)

    page = client.post(reverse(STEP), {"code": code_of(secret)})

    assert page.status_code == 200
    assert not is_logged_in(client)


def test_a_reset_password_skips_no_second_step(client, amara):
    """A mailbox is no second factor (ASVS 6.4.3)."""
    add_app(amara)
    link = [user_pk_to_url_str(amara), default_token_generator.make_token(amara)]
    form = client.get(reverse("account_reset_password_from_key", args=link)).url
    new = "climbing the hill at dawn"

    client.post(form, {"password1": new, "password2": new})

    assert Person.objects.get(pk=amara.pk).check_password(new)
    assert not is_logged_in(client)
    assert log_in(client, amara, password=new).url == reverse(STEP)
    assert not is_logged_in(client)


def test_an_invitation_skips_no_second_step(client, amara):
    """Whoever came by single sign-on has a factor before they have a password."""
    add_app(amara)
    amara.set_unusable_password()
    amara.save()
    invite_people(people=[amara], by=None, at=NOON)
    send_invitations(clock=lambda: NOON)
    link = reverse("people:invitation-accept", args=[token_in(mail.outbox[-1])])

    response = client.post(link, {"password": PASSWORD, "again": PASSWORD})

    assert response.url == reverse("account_login")
    assert not is_logged_in(client)
