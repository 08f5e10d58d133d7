from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone

from common.templatetags import alongside
from people.models import Person

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def sprite(monkeypatch):
    monkeypatch.setattr(alongside, "static", "/static/{}".format)


def render(source, **context):
    return Template("{% load alongside %}" + source).render(Context(context))


def test_icon_is_silent_and_points_into_the_sprite():
    assert render('{% icon "lock" %}') == (
        '<svg class="ic" aria-hidden="true" focusable="false">'
        '<use href="/static/icons.svg#lock"></use></svg>'
    )


def test_icon_large():
    assert render('{% icon "lock" "lg" %}').startswith('<svg class="ic ic-lg"')


def test_section_is_a_card_under_its_heading():
    assert render('{% section "Goals" %}<p>None</p>{% endsection %}') == (
        '<section class="card"><header><h2>Goals</h2></header><p>None</p></section>'
    )


def test_section_has_a_tone_and_an_icon():
    html = render('{% section "Goals" tone="plum" icon="people" %}{% endsection %}')

    assert html.startswith('<section class="card card-plum"><header><h2>Goals</h2><svg class="ic"')


def test_section_has_what_stands_beside_its_heading():
    html = render(
        '{% capture as beside %}<a href="/">All</a>{% endcapture %}'
        '{% section "Goals" beside=beside %}{% endsection %}'
    )

    assert '<h2>Goals</h2><a href="/">All</a></header>' in html


def test_captured_text_has_no_space_around_it_and_stays_as_safe_as_it_was():
    html = render(
        "{% capture as beside %} <b>{{ name }}</b> {% endcapture %}({{ beside }})", name="<"
    )

    assert html == "(<b>&lt;</b>)"


def test_section_escapes_its_title_once():
    html = render("{% section title %}{{ title }}{% endsection %}", title="<b>")

    assert html == ('<section class="card"><header><h2>&lt;b&gt;</h2></header>&lt;b&gt;</section>')


def test_row_says_what_it_is_and_what_can_be_done():
    assert render('{% row "Pause" "Nothing falls due" %}<a href="/">Pause</a>{% endrow %}') == (
        '<li class="row-item no-face"><div><strong><bdi>Pause</bdi></strong>'
        '<small>Nothing falls due</small></div><a href="/">Pause</a></li>'
    )


def test_row_outside_of_a_list_with_a_title_alone():
    assert render('{% row "Pause" element="div" %}{% endrow %}') == (
        '<div class="row-item no-face"><div><strong><bdi>Pause</bdi></strong></div></div>'
    )


def test_row_of_a_person_has_their_face():
    html = render(
        '{% row person.name face_of=person tone="plum" %}{% endrow %}', person=Person(name="<Ada>")
    )

    assert html == (
        '<li class="row-item"><span class="face face-plum" aria-hidden="true">&lt;</span>'
        "<div><strong><bdi>&lt;Ada&gt;</bdi></strong></div></li>"
    )


def test_tag_has_its_word_and_tone():
    assert render('{% tag "neutral" "planned" %}') == (
        '<span class="tag tag-neutral">planned</span>'
    )


@pytest.mark.parametrize(
    ("tone", "icon"), [("amber", "exclamation-triangle"), ("red", "exclamation-octagon")]
)
def test_tag_that_warns_has_a_sign_without_being_told(tone, icon):
    assert f"#{icon}" in render("{% tag tone 'late' %}", tone=tone)


def test_tag_with_an_icon_of_its_own():
    assert "#clock" in render('{% tag "amber" "late" icon="clock" %}')


def test_tag_with_an_empty_icon_has_none():
    assert "<svg" not in render('{% tag "red" "critical" icon="" %}')


def test_tag_escapes_its_word():
    assert "&lt;b&gt;" in render('{% tag "teal" word %}', word="<b>")


def test_when_shows_the_readers_zone_to_the_minute():
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        shown = render("{% when moment %}", moment=NOON)

    assert shown == (
        '<time datetime="2026-11-23T21:00:00+09:00" '
        'title="Monday 23 November 2026, 21:00:00, Asia/Tokyo time (UTC+09:00)">'
        "23 Nov 2026, 21:00</time>"
    )


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=-59), "59 minutes ago"),
        (timedelta(hours=1), "in 1 hour"),
        (timedelta(hours=-23), "23 hours ago"),
        (timedelta(hours=-32), "yesterday"),
        (timedelta(hours=25), "tomorrow"),
        (timedelta(hours=-43), "2 days ago"),
        (timedelta(hours=48), "in 2 days"),
        (timedelta(days=-3), "3 days ago"),
    ],
)
def test_when_with_now_says_how_far_away(distance, words):
    shown = render("{% when moment now=now %}", moment=NOON + distance, now=NOON)

    assert shown.endswith(f" ({words})</time>")


def test_when_without_a_moment_is_empty():
    assert render("{% when moment %}", moment=None) == ""


def test_day_cannot_be_misread():
    assert render("{% day date %}", date=date(2027, 1, 2)) == (
        '<time datetime="2027-01-02" title="Saturday 2 January 2027">2 Jan 2027</time>'
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "2 days ago"),
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (-13, "13 days ago"),
        (14, "in 2 weeks"),
        (-60, "9 weeks ago"),
        (69, "in 10 weeks"),
        (70, "in 2 months"),
        (-250, "8 months ago"),
        (-1014, "about 3 years ago"),
        (1014, "in about 3 years"),
    ],
)
def test_day_with_today_says_how_far_away(days, words):
    shown = render("{% day date today=today %}", date=TODAY + timedelta(days=days), today=TODAY)

    assert shown.endswith(f" ({words})</time>")


@pytest.mark.parametrize(
    ("day", "form", "words"),
    [
        (date(2026, 12, 6), "j M", "6 Dec"),
        (date(2027, 12, 6), "j M", "6 Dec 2027"),
        (date(2025, 12, 6), "l j F", "Saturday 6 December 2025"),
        (NOON.replace(year=2027), "j M, H:i", "23 Nov 2027, 12:00"),
        (None, "j M", ""),
    ],
)
def test_dated_leaves_the_year_out_only_where_it_is_this_year(monkeypatch, day, form, words):
    monkeypatch.setattr("common.dated.timezone.localdate", lambda: TODAY)

    assert render("{{ day|dated:form }}", day=day, form=form) == words


def test_day_of_a_moment_is_the_day_of_the_reader():
    with timezone.override("Pacific/Auckland"):
        shown = render("{% day moment %}", moment=NOON)

    assert "24 Nov 2026" in shown


def test_day_without_a_date_is_empty():
    assert render("{% day date %}", date=None) == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amara Okafor", "AO"),
        ("Fatima Zahra Idrissi", "FI"),
        ("Åsa öberg", "ÅÖ"),
        ("Cher", "C"),
        ("", "?"),
    ],
)
def test_initials_of(name, letters):
    assert render("{% initials person %}", person=Person(name=name)) == letters


def test_initials_are_escaped():
    assert render("{% initials name %}", name="<i> &amp") == "&lt;&amp;"


def test_face_is_silent():
    assert render('{% face name "plum" %}', name="Helen Ward") == (
        '<span class="face face-plum" aria-hidden="true">HW</span>'
    )


def test_meter_says_its_value_in_words():
    shown = render("{% meter 11 30 %}")

    assert 'aria-label="11 of 30"' in shown
    assert '<rect class="meter-fill" width="36.7%"' in shown


def test_meter_marks_what_is_expected():
    shown = render('{% meter 11 30 expected=9 label="11 signed, 9 expected" %}')

    assert 'aria-label="11 signed, 9 expected"' in shown
    assert '<rect class="meter-expected" x="30.0%"' in shown


def test_meter_without_expectation_has_no_mark():
    assert "meter-expected" not in render("{% meter 11 30 %}")


@pytest.mark.parametrize(("value", "total", "percent"), [(5, 0, "0"), (9, 3, "100"), (-1, 3, "0")])
def test_meter_stays_within_its_bar(value, total, percent):
    shown = render("{% meter value total %}", value=value, total=total)

    assert f'class="meter-fill" width="{percent}%"' in shown


def test_meter_has_no_inline_style():
    assert "style=" not in render("{% meter 1 2 expected=1 %}")


def test_readers_says_who_reads():
    shown = render('{% readers "Only you" "lock" %}')

    assert "#lock" in shown
    assert shown.endswith("<span>Only you</span></span>")


def test_empty_state_teaches_the_next_act():
    shown = render('{% empty_state "No goals yet" "A goal is yours." "/goals/new/" "Write one" %}')

    assert "<strong>No goals yet</strong>" in shown
    assert '<a class="btn" href="/goals/new/">Write one</a>' in shown


def test_empty_state_without_an_act_has_no_link():
    assert "<a" not in render('{% empty_state "Nothing to do right now" %}')
