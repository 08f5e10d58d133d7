"""What the program's numbers do to requests and signatures, and what paper says of them."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import SignOffError, revoke_sign_off
from tests.assessments.bedside import days_ago
from tests.assessments.ledger.tampering import as_owner
from tests.assessments.sign_offs.asking import ask, ask_external, sign_external
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("at_noon")


def url(name, *arguments):
    return reverse(f"assessments:{name}", args=arguments)


@pytest.mark.parametrize("is_offered", [True, False])
def test_p6_prior_learning_is_advised_where_the_program_takes_it(three, is_offered):
    from assessments.sign_offs.models import CompetencyState
    from programs.cohorts.models import Method

    if not is_offered:
        others = [method for method in Method.values if method != Method.PRIOR_LEARNING]
        with as_owner():
            CompetencyState.objects.update(methods=others)

    with pytest.raises(SignOffError) as refused:
        three.sign(observed_on=three.preceptorship.starts_on - timedelta(days=1))

    assert ("prior learning" in str(refused.value)) == is_offered


def test_p2_methods_stay_those_of_the_day_the_record_was_opened(bedside):
    from programs.cohorts.models import Method, ProgramCompetency

    ProgramCompetency.objects.update(methods=[Method.WORKPLACE])

    assert bedside.sign(method=Method.DISCUSSION).method == Method.DISCUSSION


def test_p6_the_program_says_how_long_a_request_waits_and_how_much_longer(three):
    from assessments.sign_offs.services import sign_off_request as requests

    rules = three.program.preceptorship_rules
    rules.request_days, rules.request_extension_days = 4, 3
    rules.save()
    (asked,) = ask(three)
    assert asked.expires_at == NOON + timedelta(days=4)

    requests.extend_request(request=asked, by=three.amara, at=NOON)
    asked.refresh_from_db()
    assert asked.expires_at == NOON + timedelta(days=7)
    # Half of its time is over.
    moment = NOON + timedelta(days=2)
    assert requests.reroute_requests(at=moment - timedelta(seconds=1), today=TODAY) == 0
    assert requests.reroute_requests(at=moment, today=TODAY) == 1


def test_p6_a_program_that_gives_no_more_time_offers_none(client, three):
    three.program.preceptorship_rules.request_extension_days = 0
    three.program.preceptorship_rules.save()
    (asked,) = ask(three)
    client.force_login(three.amara)

    page = client.get(url("sign-off-request-detail", asked.pk)).content.decode()

    assert url("sign-off-request-extend", asked.pk) not in page


def test_p7_the_printed_checklist_says_level_pass_marks_and_revocations(client, three):
    from programs.cohorts.models import Method

    three.sign(at=NOON - timedelta(days=1), observed_on=days_ago(1), level=2)
    revoked = three.sign(by=three.sam, at=NOON - timedelta(hours=2))
    sign_external(three, ask_external(three))
    revoke_sign_off(sign_off=revoked, by=three.sam, reason="The wrong level.", at=NOON)
    handed = three.sign(competency=three.drain, channel=SignOff.Channel.HANDED_OVER)

    client.force_login(three.dana)

    page = client.get(url("checklist-print", three.preceptorship.pk)).content.decode()

    page = " ".join(html.unescape(page).split())
    assert f"pass level: {three.levels[4]}" in page
    assert f"{three.levels[2]} · {Method.WORKPLACE.label}" in page
    for said in (
        "below the pass level",
        str(SignOff.Channel.EXTERNAL.label),
        handed.get_channel_display(),
        "revoked by Sam Okoye",
    ):
        assert said in page
