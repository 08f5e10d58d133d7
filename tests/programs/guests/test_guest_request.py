"""A guest from another organisation: asked for in the dark, answered by their own side."""

import pytest
from django.urls import reverse

from people.models import Person
from programs.guests import services
from programs.guests.deciders import deciders_of, to_decide
from programs.guests.models import GuestRequest
from programs.guests.services import GuestRequestError
from tests import factories as make
from tests.factories import NOON
from tests.programs.guests.asking import DAY, LATER, NAMES, UNKNOWN, ask, asked, decline, told


def test_asking_says_the_same_whoever_is_here(client, walls):
    client.force_login(walls.dana)
    url = reverse("programs:guest-ask", args=[walls.program.pk])
    said = []

    for email in (walls.ragnhild.email, UNKNOWN):
        page = client.post(url, {"email": email, "reason": "For the pumps."}, follow=True)
        services.pass_on_guest_requests(at=NOON)
        request = GuestRequest.objects.get(email=email)
        detail = client.get(reverse("programs:guest-request", args=[request.pk]))
        listed = client.get(reverse("programs:guest-list", args=[walls.program.pk]))
        message = f"If {email} is known here, their coordinator is asked."
        assert message in page.content.decode()
        said.append(main(detail, request))
        assert [name for name in NAMES if name in listed.content.decode()] == []
        assert [name for name in NAMES if name in detail.content.decode()] == []

    assert said[0] == said[1]


def main(response, request):
    """What the page says, but for what was typed."""
    text = response.content.decode().partition("<main")[2].partition("</main")[0]
    for typed in (request.email, str(request.pk)):
        text = text.replace(typed, "…")
    return [line for line in text.splitlines() if "csrf" not in line and "<time" not in line]


def test_the_sweep_asks_the_coordinators_of_the_other_organisation_alone(walls):
    administrator = make.AdministratorFactory()

    request = asked(walls)

    assert list(deciders_of(request)) == [walls.frank]
    assert told(walls.frank) == ["guest_asked"]
    assert told(administrator) == told(walls.ragnhild) == told(walls.dana) == []


def test_the_sweep_passes_a_request_on_once(walls):
    ask(walls)

    assert services.pass_on_guest_requests(at=NOON) == 1
    assert services.pass_on_guest_requests(at=NOON + DAY) == 0


def test_administrators_are_asked_where_nobody_else_could_answer(walls):
    administrator = make.AdministratorFactory()

    request = asked(walls, email=walls.frank.email)

    assert list(deciders_of(request)) == [administrator]
    assert to_decide(administrator, NOON) == [request]
    assert to_decide(walls.frank, NOON) == []


def test_what_administrators_are_asked_takes_as_many_queries_for_10_as_for_1(
    walls, django_assert_num_queries
):
    administrator = make.AdministratorFactory()
    alone = asked(walls, email=walls.frank.email)
    with django_assert_num_queries(3) as one:
        assert to_decide(administrator, NOON) == [alone]
    for _number in range(9):
        colleague = make.PersonFactory(unit=walls.ragnhild.unit)
        make.GuestRequestFactory(
            program=walls.program, asked_by=walls.dana, person=colleague, expires_at=LATER
        )

    fresh = Person.objects.get(pk=administrator.pk)
    with django_assert_num_queries(len(one)):
        assert to_decide(fresh, NOON) == [alone]


def test_administrators_are_asked_for_whoever_has_no_unit_and_no_part(walls):
    homeless = make.PersonFactory()
    request = make.GuestRequestFactory(
        program=walls.program, asked_by=walls.dana, person=homeless, expires_at=LATER
    )

    assert to_decide(make.AdministratorFactory(), NOON) == [request]


def test_the_same_is_asked_again_once_it_expired(walls):
    asked(walls)

    assert ask(walls, at=LATER).status == "waiting"


@pytest.mark.parametrize("email", ["R.Moe@elsewhere.example", UNKNOWN])
def test_the_same_is_not_asked_twice(walls, email):
    ask(walls, email=email)

    with pytest.raises(GuestRequestError, match="has already asked for"):
        ask(walls, email=email)


def test_nobody_is_pressed_after_a_no(walls):
    decline(asked(walls), walls.frank)

    with pytest.raises(GuestRequestError, match="declined less than 14 days ago"):
        ask(walls, at=NOON + DAY)
    assert ask(walls, at=LATER).status == "waiting"


def test_a_program_does_not_fish_for_addresses(walls):
    for number in range(services.MOST_WAITING):
        ask(walls, email=f"{number}@elsewhere.example")

    with pytest.raises(GuestRequestError, match="are waiting"):
        ask(walls, email=UNKNOWN)


def test_whoever_is_found_already_is_not_asked_for(walls):
    own = make.PersonFactory(name="Own Olsen", unit=walls.dana.unit)

    with pytest.raises(GuestRequestError, match="already find Own Olsen"):
        ask(walls, email=own.email)


@pytest.mark.django_db
def test_one_organisation_alone_asks_nobody(client):
    site = make.SiteFactory()
    dana = make.PersonFactory(unit=site)
    program = make.ProgramFactory(coordinator=dana)
    client.force_login(dana)
    page = client.get(reverse("programs:program-detail", args=[program.pk])).content.decode()

    with pytest.raises(GuestRequestError, match="already find everyone"):
        services.ask_for_guest(program=program, email=UNKNOWN, reason="x", by=dana, at=NOON)
    assert "Guests" not in page


def test_only_who_runs_the_program_asks_and_withdraws(walls):
    with pytest.raises(GuestRequestError, match="runs this program"):
        ask(walls, by=walls.frank)
    with pytest.raises(GuestRequestError, match="runs this program"):
        services.withdraw_guest_request(request=asked(walls), by=walls.frank, at=NOON)


def test_the_list_takes_as_many_queries_for_30_as_for_1(
    client, walls, django_assert_max_num_queries
):
    client.force_login(walls.dana)
    url = reverse("programs:guest-list", args=[walls.program.pk])
    make.GuestRequestFactory(program=walls.program, asked_by=walls.dana)
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    make.GuestRequestFactory.create_batch(
        29, program=walls.program, asked_by=walls.dana, person=walls.ragnhild
    )

    with django_assert_max_num_queries(len(one)):
        client.get(url)


@pytest.mark.parametrize("page", ["people:person-list", "programs:program-guides"])
def test_a_search_that_finds_nobody_leads_to_a_guest(client, walls, page):
    """In another organisation they may be; where there is one alone, nothing is said."""
    arguments = [walls.program.pk] if page.startswith("programs") else []
    url = f"{reverse(page, args=arguments)}?search=Ragnhild"
    client.force_login(walls.dana)
    with_wall = client.get(url).content.decode()
    client.force_login(make.AdministratorFactory())
    without = client.get(f"{url}x").content.decode()

    assert ["Ask for them as a guest" in text for text in (with_wall, without)] == [True, False]
