import common.ids
import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import programs.cohorts.models.program
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mentorship",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("proposed", "Suggested"),
                            ("trial", "Trial"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("winding_down", "Last weeks"),
                            ("closed", "Closed"),
                            ("follow_up", "Follow-up"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                (
                    "style",
                    models.CharField(
                        choices=[
                            ("expert_novice", "One-to-one, with someone more experienced"),
                            ("peer", "One-to-one, as peers"),
                            ("reverse", "One-to-one, with someone newer (reverse)"),
                        ],
                        max_length=15,
                    ),
                ),
                ("cadence_days", models.PositiveSmallIntegerField(default=30)),
                ("meeting_minutes", models.PositiveSmallIntegerField(default=45)),
                ("planned_end_on", models.DateField(blank=True, null=True)),
                ("began_at", models.DateTimeField(blank=True, null=True)),
                ("proposal_expires_at", models.DateTimeField(blank=True, null=True)),
                ("trial_ends_on", models.DateField(blank=True, null=True)),
                ("mentor_accepted_at", models.DateTimeField(blank=True, null=True)),
                ("mentee_accepted_at", models.DateTimeField(blank=True, null=True)),
                ("paused_status", models.CharField(blank=True, max_length=20)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("completed", "Completed"),
                            ("early_mutual", "Ended early by both"),
                            ("early_one_side", "Ended early by one of the two"),
                            ("lapsed", "Expired"),
                            ("not_begun", "Never begun"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="people.learner",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships",
                        to="people.mentor",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["status"],
                        name="mentorship_open",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["mentor"],
                        name="mentorship_mentor_load",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("learner", "mentor"),
                        name="mentorship_one_open_per_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["closed", "follow_up"]),
                            ("closed_at", None),
                            _connector="XOR",
                        ),
                        name="mentorship_closed_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            models.Q(("ending", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="mentorship_closed_has_an_ending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "paused"), ("paused_status", ""), _connector="XOR"
                        ),
                        name="mentorship_paused_knows_where_to_return",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cadence_days__gte", 1)),
                        name="mentorship_cadence_in_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "closed"),
                            models.Q(
                                ("status__in", ["draft", "proposed"]),
                                ("began_at__isnull", False),
                                _connector="XOR",
                            ),
                            _connector="OR",
                        ),
                        name="mentorship_under_way_has_begun",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "proposed"), _negated=True),
                            ("proposal_expires_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mentorship_proposal_expires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "trial"), _negated=True),
                            ("trial_ends_on__isnull", False),
                            _connector="OR",
                        ),
                        name="mentorship_trial_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cohort",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("name"),
                            function="people_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-starts_on", "sort_name"],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("pair_hash", models.CharField(max_length=64, unique=True)),
                ("barred_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("identifier", models.CharField(max_length=300, unique=True)),
                ("file_identifier", models.CharField(db_index=True, max_length=300)),
                ("title", models.CharField(max_length=300)),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("title"),
                            function="people_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("creator", models.CharField(blank=True, max_length=300)),
                ("source_uri", models.CharField(blank=True, max_length=500)),
                ("description", models.TextField(blank=True)),
                ("notes", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=20)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["sort_name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("preceptorship", "Preceptorship"), ("mentorship", "Mentorship")],
                        max_length=15,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("name"),
                            function="people_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("help_contacts", models.TextField(blank=True, verbose_name="who to contact")),
                ("preset", models.CharField(blank=True, max_length=40)),
                (
                    "guide_word",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="word for the preceptor or mentor"
                    ),
                ),
                (
                    "learner_word",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="word for the learner"
                    ),
                ),
                (
                    "record_word",
                    models.CharField(blank=True, max_length=40, verbose_name="word for the record"),
                ),
                (
                    "is_same_site_required",
                    models.BooleanField(default=False, verbose_name="only within the same site"),
                ),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentors",
                    models.ManyToManyField(blank=True, related_name="programs", to="people.mentor"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "preceptors",
                    models.ManyToManyField(
                        blank=True, related_name="programs", to="people.preceptor"
                    ),
                ),
            ],
            options={
                "ordering": ["sort_name", "id"],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("danger", "Someone may be in danger"),
                            ("abuse", "Harassment, threats or abuse"),
                            ("law", "A legal duty"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="break_glasses",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "break glasses",
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="break_glass_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="break_glass_needs_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="break_glass_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("ends_at__gt", models.F("decided_at")),
                            ),
                            _connector="OR",
                        ),
                        name="break_glass_opened_after_a_yes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementSide",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("answered_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreement_sides",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentorship", "person"), name="agreement_side_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("purpose", "What this is for"),
                            ("first_goals", "First goals"),
                            ("rhythm", "How often, how long"),
                            ("medium", "Where or how"),
                            ("booking", "Who books"),
                            ("response_time", "How soon we answer each other"),
                            ("confidentiality", "What stays between us, and what does not"),
                            ("off_limits", "What we don't talk about"),
                            ("third_party", "Who we can ask if we get stuck"),
                            ("review", "When we review this"),
                            ("ending", "How either of us can end it, no hard feelings"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreement_answers",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentorship", "author", "topic"), name="agreement_answer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="agreement_answer_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("clauses", models.JSONField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("edited_at", models.DateTimeField()),
                ("mentee_accepted_at", models.DateTimeField(blank=True, null=True)),
                ("mentor_accepted_at", models.DateTimeField(blank=True, null=True)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "ordering": ["mentorship", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentorship", "number"), name="agreement_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agreed_at", None)),
                        fields=("mentorship",),
                        name="agreement_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_at", None),
                            models.Q(
                                ("mentee_accepted_at__isnull", False),
                                ("mentor_accepted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_accepted_by_both",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="what")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by")),
                ("done_on", models.DateField(blank=True, null=True)),
                ("written_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "written_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_on", None)),
                        fields=["mentorship"],
                        name="action_item_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="action_item_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CareStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("wrote", "Wrote to both"), ("left", "Put off")], max_length=5
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                ("rests_until", models.DateField()),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="care_steps",
                        to="programs.mentorship",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-taken_at", "-id"],
                "indexes": [
                    models.Index(fields=["mentorship", "-taken_at"], name="care_step_last")
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("calendar_id", models.UUIDField(default=common.ids.uuid7)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField(default=45)),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("phone", "By phone"),
                            ("video", "By video"),
                            ("written", "In writing"),
                        ],
                        default="in_person",
                        max_length=10,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("held_at", models.DateTimeField(blank=True, null=True)),
                ("missed_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_ins",
                        to="programs.mentorship",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "indexes": [
                    models.Index(fields=["mentorship", "-held_at"], name="check_in_last_held"),
                    models.Index(
                        condition=models.Q(
                            ("cancelled_at", None), ("held_at", None), ("missed_at", None)
                        ),
                        fields=["starts_at"],
                        name="check_in_planned",
                    ),
                    models.Index(
                        condition=models.Q(("missed_at__isnull", False)),
                        fields=["mentorship"],
                        name="check_in_missed",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at", None), ("held_at", None)),
                            models.Q(("held_at", None), ("missed_at", None)),
                            models.Q(("cancelled_at", None), ("missed_at", None)),
                            _connector="OR",
                        ),
                        name="check_in_has_one_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 5), ("minutes__lte", 480)),
                        name="check_in_minutes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None)),
                        fields=("mentorship", "starts_at"),
                        name="check_in_once_per_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="topic")),
                ("added_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "check_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="programs.checkin",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="agenda_item_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckInNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("both", "Both of us"), ("only_me", "Only me")],
                        default="both",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "check_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="programs.checkin",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="check_in_note_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosingWords",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("achieved", models.TextField(blank=True, verbose_name="what was achieved")),
                ("learned", models.TextField(blank=True, verbose_name="what I learned")),
                (
                    "unfinished",
                    models.TextField(blank=True, verbose_name="what is still unfinished"),
                ),
                ("thanks", models.TextField(blank=True, verbose_name="thanks")),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closing_words",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "closing words",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentorship", "author"), name="closing_words_one_each"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="mentorship",
            name="cohort",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="programs.cohort",
            ),
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be paired"),
                            ("paired", "Paired"),
                            ("finished", "Finished"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("wishes", models.TextField(blank=True, verbose_name="wishes")),
                ("has_priority", models.BooleanField(default=False)),
                ("enrolled_at", models.DateTimeField()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="programs.cohort",
                    ),
                ),
                (
                    "enrolled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="people.learner",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["cohort", "status"], name="enrolment_by_status")],
                "constraints": [
                    models.UniqueConstraint(fields=("cohort", "learner"), name="enrolment_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationAsk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "point",
                    models.CharField(
                        choices=[("half_way", "Half-way"), ("end", "At the end")], max_length=8
                    ),
                ),
                ("asked_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("answered", "Answered"),
                            ("skipped", "Skipped"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")),
                        fields=["person"],
                        name="evaluation_ask_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("label", models.CharField(blank=True, max_length=60)),
                ("content_hash", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="programs.framework",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["framework", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "number"), name="framework_version_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("filename", models.CharField(max_length=255)),
                ("content", models.BinaryField()),
                ("where", models.JSONField(default=dict)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField()),
                ("discarded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source",
                        to="programs.frameworkversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", None), ("discarded_at", None), _connector="OR"
                        ),
                        name="framework_import_published_or_discarded",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Competency",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("identifier", models.CharField(max_length=300)),
                ("uri", models.CharField(blank=True, max_length=500)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("statement", models.TextField()),
                ("short_statement", models.CharField(blank=True, max_length=300)),
                ("notes", models.TextField(blank=True)),
                ("kind", models.CharField(blank=True, max_length=100)),
                ("is_group", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField()),
                ("depth", models.PositiveSmallIntegerField(default=0)),
                ("wording_hash", models.CharField(max_length=64)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="programs.competency",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competencies",
                        to="programs.frameworkversion",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "competencies",
                "ordering": ["version", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "identifier"), name="competency_identifier_once"
                    ),
                    models.UniqueConstraint(
                        fields=("version", "position"), name="competency_position_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="competency_is_not_its_own_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("career", "Career"),
                            ("leadership", "Leadership"),
                            ("skills", "Skills"),
                            ("well_being", "Well-being"),
                            ("network", "Network"),
                        ],
                        max_length=12,
                        verbose_name="area",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="goal")),
                ("reason", models.TextField(blank=True, verbose_name="why it matters")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("yes_no", "In five steps, from not yet to reached"),
                            ("number", "A number"),
                            ("scale", "A rating from 0 to 100"),
                        ],
                        default="yes_no",
                        max_length=8,
                        verbose_name="how to know",
                    ),
                ),
                (
                    "measure_text",
                    models.CharField(blank=True, max_length=200, verbose_name="what is measured"),
                ),
                (
                    "target_number",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="target",
                    ),
                ),
                ("target_on", models.DateField(blank=True, null=True, verbose_name="target date")),
                (
                    "audience",
                    models.CharField(
                        choices=[("only_me", "Only me"), ("my_mentor", "My mentor and me")],
                        default="my_mentor",
                        max_length=10,
                        verbose_name="who sees it",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("achieved_on", models.DateField(blank=True, null=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["created_at", "id"],
                "indexes": [
                    models.Index(fields=["owner", "-created_at", "-id"], name="goal_of_owner"),
                    models.Index(
                        condition=models.Q(("achieved_on", None), ("archived_at", None)),
                        fields=["target_on"],
                        name="goal_target",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target_number", None), ("measure", "number"), _connector="OR"
                        ),
                        name="goal_target_number_of_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="goal_has_a_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalComment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(verbose_name="comment")),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="programs.goal",
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_comments",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
                "indexes": [
                    models.Index(fields=["goal", "written_at"], name="goal_comment_thread")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="goal_comment_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="what happened?")),
                (
                    "progress",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="how far have you come?"
                    ),
                ),
                (
                    "number",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("only_me", "Only me"), ("my_mentor", "My mentor and me")],
                        max_length=10,
                    ),
                ),
                ("logged_at", models.DateTimeField()),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="programs.goal",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "goal entries",
                "ordering": ["-logged_at", "-id"],
                "indexes": [models.Index(fields=["goal", "-logged_at"], name="goal_entry_log")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("progress", None), ("progress__lte", 100), _connector="OR"
                        ),
                        name="goal_entry_progress_in_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            ("progress__isnull", False),
                            ("number__isnull", False),
                            _connector="OR",
                        ),
                        name="goal_entry_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("jpeg", "photo (JPEG)"),
                            ("png", "picture (PNG)"),
                        ],
                        max_length=4,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("stored_as", models.CharField(max_length=40, unique=True)),
                ("preview_as", models.CharField(blank=True, max_length=40)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file",
                        to="programs.goalentry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="goal_file_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "pdf"),
                            models.Q(("preview_as", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="goal_file_of_a_picture_is_shown",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalShare",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("shared_from", models.DateTimeField()),
                ("shared_until", models.DateTimeField(blank=True, null=True)),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="programs.goal",
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_shares",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("shared_until", None)),
                        fields=("goal",),
                        name="goal_share_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shared_until", None),
                            ("shared_until__gte", models.F("shared_from")),
                            _connector="OR",
                        ),
                        name="goal_share_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("preset", models.CharField(blank=True, max_length=20)),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("title"),
                            function="people_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("version", models.CharField(max_length=500, verbose_name="version")),
                ("language", models.CharField(max_length=500, verbose_name="language")),
                ("source", models.CharField(max_length=500, verbose_name="source")),
                ("licence", models.CharField(max_length=500, verbose_name="licence")),
                ("levels", models.JSONField()),
                ("items", models.JSONField()),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["sort_name", "version", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("title", "version", "language"), name="instrument_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("preset", ""), _negated=True),
                        fields=("preset",),
                        name="instrument_preset_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True),
                            models.Q(("licence", ""), _negated=True),
                        ),
                        name="instrument_says_whose_it_is",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="journal_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "journal entries",
                "indexes": [
                    models.Index(fields=["author", "-written_at", "-id"], name="journal_of_author")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="journal_entry_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorshipChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("from_status", models.CharField(blank=True, max_length=20)),
                ("to_status", models.CharField(max_length=20)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "ordering": ["changed_at", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("from_status", ""),
                                ("to_status__in", ["draft", "proposed", "trial", "active"]),
                            ),
                            models.Q(
                                ("from_status", "draft"),
                                ("to_status__in", ["proposed", "active", "closed"]),
                            ),
                            models.Q(
                                ("from_status", "proposed"),
                                ("to_status__in", ["trial", "active", "closed"]),
                            ),
                            models.Q(
                                ("from_status", "trial"),
                                ("to_status__in", ["active", "paused", "closed"]),
                            ),
                            models.Q(
                                ("from_status", "active"),
                                ("to_status__in", ["paused", "winding_down", "closed"]),
                            ),
                            models.Q(
                                ("from_status", "paused"),
                                ("to_status__in", ["trial", "active", "winding_down", "closed"]),
                            ),
                            models.Q(
                                ("from_status", "winding_down"),
                                ("to_status__in", ["active", "paused", "closed"]),
                            ),
                            models.Q(("from_status", "closed"), ("to_status__in", ["follow_up"])),
                            _connector="OR",
                        ),
                        name="mentorship_change_is_a_declared_step",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorshipPause",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="programs.mentorship",
                    ),
                ),
                (
                    "paused_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="mentorship_pause_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("mentorship",),
                        name="mentorship_pause_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorshipReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("held_at", models.DateTimeField(blank=True, null=True)),
                (
                    "held_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "ordering": ["mentorship", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentorship", "position"), name="mentorship_review_position_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at", None), ("held_by", None)),
                            models.Q(("held_at__isnull", False), ("held_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="mentorship_review_held_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorshipRules",
            fields=[
                (
                    "program",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mentorship_rules",
                        serialize=False,
                        to="programs.program",
                    ),
                ),
                (
                    "style",
                    models.CharField(
                        choices=[
                            ("expert_novice", "One-to-one, with someone more experienced"),
                            ("peer", "One-to-one, as peers"),
                            ("reverse", "One-to-one, with someone newer (reverse)"),
                        ],
                        default="expert_novice",
                        max_length=15,
                        verbose_name="style",
                    ),
                ),
                (
                    "cadence_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="days between check-ins"
                    ),
                ),
                (
                    "meeting_minutes",
                    models.PositiveSmallIntegerField(
                        default=45, verbose_name="minutes per check-in"
                    ),
                ),
                (
                    "review_months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("review_every_months", models.PositiveSmallIntegerField(default=6)),
                (
                    "planned_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="planned length in months"
                    ),
                ),
                ("trial_weeks", models.PositiveSmallIntegerField(default=0)),
                ("acceptance_days", models.PositiveSmallIntegerField(default=5)),
                ("first_meeting_days", models.PositiveSmallIntegerField(default=10)),
                ("nothing_booked_days", models.PositiveSmallIntegerField(default=14)),
                ("setup_days", models.PositiveSmallIntegerField(default=21)),
                ("missed_in_a_row", models.PositiveSmallIntegerField(default=2)),
                ("winding_down_weeks", models.PositiveSmallIntegerField(default=6)),
                (
                    "quiet_rhythms",
                    models.DecimalField(decimal_places=2, default=Decimal("1.5"), max_digits=4),
                ),
                (
                    "very_quiet_rhythms",
                    models.DecimalField(decimal_places=2, default=Decimal("2"), max_digits=4),
                ),
                ("is_pulse_asked", models.BooleanField(default=True)),
                ("lapse_after_days", models.PositiveSmallIntegerField(default=180)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cadence_days__gte", 1), ("cadence_days__lte", 366)),
                        name="mentorship_rules_cadence_in_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quiet_rhythms__gte", 1),
                            ("very_quiet_rhythms__gt", models.F("quiet_rhythms")),
                        ),
                        name="mentorship_rules_quiet_before_very_quiet",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreceptorshipRules",
            fields=[
                (
                    "program",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="preceptorship_rules",
                        serialize=False,
                        to="programs.program",
                    ),
                ),
                (
                    "duration_weeks",
                    models.PositiveSmallIntegerField(default=52, verbose_name="length in weeks"),
                ),
                (
                    "minimum_weeks",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="support runs at least (weeks)"
                    ),
                ),
                ("phases", models.JSONField(blank=True, default=list)),
                (
                    "review_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("review_every_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_middle_reviewed", models.BooleanField(default=False)),
                ("supernumerary_hours", models.PositiveSmallIntegerField(default=0)),
                ("logged_hours_required", models.PositiveSmallIntegerField(default=0)),
                (
                    "day_word",
                    models.CharField(
                        choices=[("shift", "shift"), ("working_day", "working day")],
                        db_default="shift",
                        default="shift",
                        max_length=12,
                    ),
                ),
                ("hours_settle_days", models.PositiveSmallIntegerField(db_default=14, default=14)),
                ("needs_required_sessions", models.BooleanField(db_default=False, default=False)),
                (
                    "late_after_days",
                    models.PositiveSmallIntegerField(default=7, verbose_name="late after (days)"),
                ),
                ("request_days", models.PositiveSmallIntegerField(default=14)),
                ("request_extension_days", models.PositiveSmallIntegerField(default=7)),
                (
                    "link_domains",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=253),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "review_third_signer",
                    models.CharField(blank=True, db_default="", default="", max_length=60),
                ),
                ("review_unsigned_days", models.PositiveSmallIntegerField(db_default=7, default=7)),
                ("bulk_limit", models.PositiveSmallIntegerField(default=10)),
                ("protected_hours_per_year", models.PositiveSmallIntegerField(default=8)),
                ("revalidation_months", models.PositiveSmallIntegerField(default=36)),
                ("repeat_after_days", models.PositiveSmallIntegerField(default=3)),
                ("escalate_after_days", models.PositiveSmallIntegerField(default=7)),
                (
                    "appeal_text",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="how to appeal"
                    ),
                ),
                (
                    "evaluation",
                    models.CharField(
                        choices=[
                            ("never", "Never"),
                            ("at_end", "At the end"),
                            ("half_way_too", "Half-way and at the end"),
                        ],
                        db_default="at_end",
                        default="at_end",
                        max_length=12,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("duration_weeks__gte", 1), ("duration_weeks__lte", 520)
                        ),
                        name="preceptorship_rules_duration_in_weeks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum_weeks__lte", models.F("duration_weeks"))),
                        name="preceptorship_rules_minimum_within_duration",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="mentorship",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="programs.program",
            ),
        ),
        migrations.CreateModel(
            name="GuestRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("reason", models.TextField(max_length=1000)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for an answer"),
                            ("granted", "granted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "no answer"),
                            ("ended", "ended"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, max_length=1000)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guest_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guest_requests",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")),
                        fields=["expires_at"],
                        name="guest_request_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("status", "granted")),
                        fields=["program", "person"],
                        name="guest_request_granted",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")),
                        fields=("program", "email"),
                        name="guest_request_one_waiting_per_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("status", "waiting")),
                            models.Q(
                                models.Q(("status", "waiting"), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="guest_request_closed_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["granted", "declined", "ended"]), _negated=True
                            ),
                            models.Q(("answered_by__isnull", False), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="guest_request_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", False), ("status__in", ["granted", "ended"])
                            ),
                            models.Q(
                                models.Q(("status__in", ["granted", "ended"]), _negated=True),
                                ("ends_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="guest_request_granted_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("career", "Career"),
                            ("leadership", "Leadership"),
                            ("skills", "Skills"),
                            ("well_being", "Well-being"),
                            ("network", "Network"),
                        ],
                        max_length=12,
                        verbose_name="area",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="goal")),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("title"),
                            function="people_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("yes_no", "In five steps, from not yet to reached"),
                            ("number", "A number"),
                            ("scale", "A rating from 0 to 100"),
                        ],
                        default="yes_no",
                        max_length=8,
                    ),
                ),
                ("measure_text", models.CharField(blank=True, max_length=200)),
                (
                    "steps",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_templates",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "ordering": ["area", "sort_name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="goal_template_has_a_title",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationPart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "point",
                    models.CharField(
                        choices=[("half_way", "Half-way"), ("end", "At the end")], max_length=8
                    ),
                ),
                ("is_answered", models.BooleanField(default=False)),
                ("is_counted", models.BooleanField(default=False)),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="programs.evaluationask",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preceptor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluation_parts",
                        to="people.preceptor",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluation_parts",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_counted", True)),
                        fields=["program", "preceptor", "point"],
                        name="evaluation_part_counted",
                    ),
                    models.Index(
                        condition=models.Q(("is_counted", False)),
                        fields=["program"],
                        name="evaluation_part_new",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("preceptor__isnull", False)),
                        fields=("person", "program", "preceptor", "point"),
                        name="evaluation_part_preceptor_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("preceptor", None)),
                        fields=("person", "program", "point"),
                        name="evaluation_part_program_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "point",
                    models.CharField(
                        choices=[("half_way", "Half-way"), ("end", "At the end")], max_length=8
                    ),
                ),
                ("statement", models.CharField(max_length=40)),
                ("value", models.PositiveSmallIntegerField()),
                ("is_counted", models.BooleanField(default=False)),
                (
                    "preceptor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluation_answers",
                        to="people.preceptor",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluation_answers",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_counted", True)),
                        fields=["program", "preceptor"],
                        name="evaluation_answer_counted",
                    ),
                    models.Index(
                        condition=models.Q(("is_counted", True)),
                        fields=["preceptor"],
                        name="evaluation_answer_about",
                    ),
                    models.Index(
                        condition=models.Q(("is_counted", False)),
                        fields=["program"],
                        name="evaluation_answer_new",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 1), ("value__lte", 5)),
                        name="evaluation_answer_on_the_scale",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="cohort",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cohorts",
                to="programs.program",
            ),
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="step")),
                ("position", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by")),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="programs.goal",
                    ),
                ),
            ],
            options={
                "ordering": ["goal", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("goal", "position"), name="milestone_position_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="milestone_has_a_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NextStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("end", "Finish on that day"),
                            ("renew", "Continue together"),
                            ("informal", "Finish the program, but stay in touch informally"),
                        ],
                        max_length=10,
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("chosen_at", models.DateTimeField()),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="next_steps",
                        to="programs.mentorship",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentorship", "person"), name="next_step_one_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("choice", "renew"),
                                ("months__gte", 1),
                                ("months__isnull", False),
                                ("months__lte", 36),
                            ),
                            models.Q(
                                models.Q(("choice", "renew"), _negated=True), ("months", None)
                            ),
                            _connector="OR",
                        ),
                        name="next_step_months_to_renew",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotesRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes_requests",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("mentorship",),
                        name="notes_request_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", False), ("answer", ""), _connector="OR"
                        ),
                        name="notes_request_answered_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PairingChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("override_reason", models.CharField(blank=True, max_length=300)),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choice",
                        to="programs.enrolment",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.mentor",
                    ),
                ),
                (
                    "preceptor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.preceptor",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("preceptor", None), ("mentor", None), _connector="XOR"),
                        name="pairing_choice_of_one_guide",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PathTopic",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.PositiveSmallIntegerField(verbose_name="month")),
                ("title", models.CharField(max_length=120, verbose_name="topic")),
                ("starter", models.TextField(verbose_name="a question to start with")),
                (
                    "resource_url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="something to read or watch"
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guided_path",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "ordering": ["month", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 60)),
                        name="path_topic_month_of_five_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("starter", ""), _negated=True),
                        ),
                        name="path_topic_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resource_url", ""),
                            ("resource_url__startswith", "https://"),
                            _connector="OR",
                        ),
                        name="path_topic_links_to_https",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preceptorship",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("final_review_due", "Final review due"),
                            ("achieved", "Completed"),
                            ("not_achieved", "Not completed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                ("ends_on", models.DateField()),
                ("supported_until", models.DateField()),
                ("paused_status", models.CharField(blank=True, max_length=20)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="programs.cohort",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "framework_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="programs.frameworkversion"
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="people.learner",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["status", "starts_on"],
                        name="preceptorship_sweep",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="preceptorship_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["achieved", "not_achieved", "withdrawn"]),
                            ("closed_at", None),
                            _connector="XOR",
                        ),
                        name="preceptorship_closed_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "paused"), ("paused_status", ""), _connector="XOR"
                        ),
                        name="preceptorship_paused_knows_where_to_return",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("cohort", "learner"),
                        name="preceptorship_one_open_per_learner_and_cohort",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreceptorAssignment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("primary", "Primary"), ("backup", "Backup")], max_length=10
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
                (
                    "assigned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preceptor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="people.preceptor",
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "ordering": ["preceptorship", "role", "valid_from"],
                "indexes": [
                    models.Index(
                        fields=["preceptor", "valid_from"], name="preceptor_assignment_load"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="preceptor_assignment_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "primary"), ("valid_to", None)),
                        fields=("preceptorship",),
                        name="preceptor_assignment_one_primary",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("preceptorship", "preceptor"),
                        name="preceptor_assignment_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phases",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "ordering": ["preceptorship", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("preceptorship", "position"), name="phase_position_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="phase_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evaluationask",
            name="preceptorship",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evaluation_asks",
                to="programs.preceptorship",
            ),
        ),
        migrations.CreateModel(
            name="PreceptorshipChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("from_status", models.CharField(blank=True, max_length=20)),
                ("to_status", models.CharField(max_length=20)),
                ("changed_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "ordering": ["changed_at", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_status", models.F("to_status")),
                            models.Q(("from_status", ""), ("to_status__in", ["planned", "active"])),
                            models.Q(
                                ("from_status", "planned"),
                                ("to_status__in", ["active", "withdrawn"]),
                            ),
                            models.Q(
                                ("from_status", "active"),
                                (
                                    "to_status__in",
                                    ["paused", "final_review_due", "achieved", "withdrawn"],
                                ),
                            ),
                            models.Q(
                                ("from_status", "paused"),
                                ("to_status__in", ["active", "final_review_due", "withdrawn"]),
                            ),
                            models.Q(
                                ("from_status", "final_review_due"),
                                (
                                    "to_status__in",
                                    ["active", "paused", "achieved", "not_achieved", "withdrawn"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="preceptorship_change_is_a_declared_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="preceptorship_change_extends_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreceptorshipPause",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(max_length=300)),
                (
                    "paused_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="preceptorship_pause_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("preceptorship",),
                        name="preceptorship_pause_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramBreak",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breaks",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "ordering": ["valid_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="program_break_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramCompetency",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_critical", models.BooleanField(default=False, verbose_name="critical")),
                (
                    "observations_required",
                    models.PositiveSmallIntegerField(default=1, verbose_name="sign-offs"),
                ),
                (
                    "assessors_required",
                    models.PositiveSmallIntegerField(default=1, verbose_name="assessors"),
                ),
                (
                    "due_week",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="due by week"
                    ),
                ),
                (
                    "methods",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("workplace", "At work"),
                                ("demonstration", "Demonstration"),
                                ("simulation", "Simulation"),
                                ("discussion", "Discussion"),
                                ("test", "Test"),
                                ("prior_learning", "Prior learning"),
                            ],
                            max_length=15,
                        ),
                        blank=True,
                        default=programs.cohorts.models.program.every_method,
                        size=None,
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_by",
                        to="programs.competency",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="competencies",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "program competencies",
                "ordering": ["program", "competency__position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("program", "competency"), name="program_competency_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("observations_required__gte", 1),
                            ("assessors_required__gte", 1),
                            ("assessors_required__lte", models.F("observations_required")),
                        ),
                        name="program_competency_asks_something_possible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramCoordinator",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("coordinator", "Coordinator"), ("deputy", "Deputy")],
                        default="coordinator",
                        max_length=12,
                    ),
                ),
                ("named_at", models.DateTimeField()),
                (
                    "named_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coordinated",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coordinators",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "ordering": ["program", "role", "person__sort_name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("program", "person"), name="program_coordinator_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("assignment", "Assignment"), ("project", "Project")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("name"),
                            function="people_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("purpose", models.TextField()),
                ("place", models.CharField(blank=True, max_length=120)),
                ("aims", models.TextField(blank=True)),
                ("ends_on", models.DateField()),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "ordering": ["ends_on", "sort_name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("purpose", ""), _negated=True),
                        ),
                        name="project_says_what",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectPart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preceptorship",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="project_part",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="programs.project",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="project_part_settled_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PulseAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("mentee", "Mentees"), ("mentor", "Mentors")], max_length=6
                    ),
                ),
                ("quarter", models.DateField()),
                ("values", models.JSONField()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.cohort",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.instrument",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pulse_answers",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["program", "quarter"], name="pulse_answer_results")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quarter__day", 1), ("quarter__month__in", [1, 4, 7, 10])
                        ),
                        name="pulse_answer_of_a_quarter",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PulseAsk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_on", models.DateField()),
                ("is_answered", models.BooleanField(default=False)),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pulse_asks",
                        to="programs.mentorship",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_answered", False)),
                        fields=["person", "-asked_on"],
                        name="pulse_ask_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentorship", "person", "asked_on"), name="pulse_ask_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingScale",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("preset", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("name"),
                            function="people_fold",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("question", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("rising", "A higher level is better"),
                            ("falling", "A lower level is better"),
                        ],
                        default="rising",
                        max_length=10,
                    ),
                ),
                ("pass_value", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["sort_name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("preset", ""), _negated=True),
                        fields=("preset",),
                        name="rating_scale_preset_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingLevel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("value", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("anchor", models.TextField()),
                ("own_words", models.CharField(blank=True, max_length=200)),
                ("record_words", models.CharField(blank=True, max_length=200)),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="programs.ratingscale",
                    ),
                ),
            ],
            options={
                "ordering": ["scale", "value"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scale", "value"), name="rating_level_value_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("goals", "the list of shared goals"),
                            ("goal", "a shared goal"),
                            ("file", "a file in a goal's log"),
                            ("check_in", "a check-in with its notes"),
                            ("agreement", "the agreement"),
                            ("well_being", "how the mentee is"),
                            ("break_glass", "what you share, for safety reasons"),
                        ],
                        max_length=12,
                    ),
                ),
                ("object_id", models.UUIDField()),
                ("read_on", models.DateField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "break_glass",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="programs.breakglass",
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="programs.mentorship",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-last_at", "-id"],
                "indexes": [
                    models.Index(
                        fields=["mentorship", "-last_at", "-id"], name="reading_of_mentorship"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentorship", "reader", "what", "object_id", "read_on"),
                        name="reading_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("what", "break_glass"), ("break_glass", None), _connector="XOR"
                        ),
                        name="reading_under_break_glass_says_which",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("initial", "Initial review"),
                            ("regular", "Review"),
                            ("middle", "Half-way review"),
                            ("final", "Final review"),
                        ],
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("meets_at", models.DateTimeField(blank=True, null=True)),
                ("held_on", models.DateField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "held_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "ordering": ["preceptorship", "position"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("cancelled_at", None), ("held_on", None)),
                        fields=["due_on", "preceptorship"],
                        name="review_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("cancelled_at", None), ("held_on", None)),
                        fields=["preceptorship", "due_on"],
                        name="review_waiting_of_one",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("preceptorship", "position"), name="review_position_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_by", None), ("held_on", None)),
                            models.Q(("held_by__isnull", False), ("held_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="review_held_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on", None), ("cancelled_at", None), _connector="OR"
                        ),
                        name="review_held_or_cancelled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rota",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("imported_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rota",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BusySpan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "rota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spans",
                        to="programs.rota",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="busy_span_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleOverride",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6), size=None
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("overridden_at", models.DateTimeField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "overridden_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "ordering": ["-overridden_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="rule_override_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("guide", models.F("learner")), _negated=True),
                        name="rule_override_of_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("series", models.UUIDField(default=common.ids.uuid7)),
                ("title", models.CharField(max_length=120)),
                ("about", models.CharField(blank=True, max_length=1000)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("credited_minutes", models.PositiveSmallIntegerField()),
                ("is_required", models.BooleanField(default=True)),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("planned_at", models.DateTimeField()),
                ("idempotency_key", models.UUIDField()),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                (
                    "called_off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="programs.cohort",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "indexes": [
                    models.Index(fields=["cohort", "starts_at"], name="session_of_cohort"),
                    models.Index(
                        condition=models.Q(("called_off_at", None)),
                        fields=["starts_at"],
                        name="session_by_start",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__gt", models.F("starts_at")),
                            (
                                "ends_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("starts_at"),
                                    "+",
                                    models.Value(datetime.timedelta(days=1)),
                                ),
                            ),
                        ),
                        name="session_ends_within_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credited_minutes__lte", 1440)),
                        name="session_credits_a_day_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("called_off_at", None), ("called_off_by", None)),
                            models.Q(
                                ("called_off_at__isnull", False), ("called_off_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="session_called_off_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("called_off_at", None)),
                        fields=("series", "starts_at"),
                        name="session_of_series_begins_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("excused", "Excused"),
                            ("absent", "Absent"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("code", "By the code in the room"), ("list", "By the list")],
                        max_length=4,
                    ),
                ),
                ("noted_at", models.DateTimeField()),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="people.learner",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="programs.session",
                    ),
                ),
            ],
            options={
                "ordering": ["session", "learner"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "absent")),
                        fields=["session"],
                        name="attendance_absent",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "learner"), name="attendance_noted_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedAchievement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("achieved_on", models.DateField()),
                ("shared_at", models.DateTimeField()),
                (
                    "goal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_achievement",
                        to="programs.goal",
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="achievements",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("is_supernumerary", models.BooleanField(default=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("rota", "Rota"),
                            ("pattern", "Planned"),
                            ("note", "Added afterwards"),
                        ],
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("cover_asked_at", models.DateTimeField(blank=True, null=True)),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                ("settles_at", models.DateTimeField()),
                ("corrected_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("questioned_at", models.DateTimeField(blank=True, null=True)),
                ("question", models.CharField(blank=True, max_length=300)),
                (
                    "called_off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preceptor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="people.preceptor",
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "questioned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "indexes": [
                    models.Index(
                        fields=["preceptorship", "starts_at"], name="shift_of_preceptorship"
                    ),
                    models.Index(fields=["preceptor", "starts_at"], name="shift_of_preceptor"),
                    models.Index(
                        condition=models.Q(("called_off_at", None)),
                        fields=["ends_at"],
                        name="shift_by_end",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__gt", models.F("starts_at")),
                            (
                                "ends_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("starts_at"),
                                    "+",
                                    models.Value(datetime.timedelta(days=1)),
                                ),
                            ),
                        ),
                        name="shift_ends_within_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                        name="shift_has_minutes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("called_off_at", None)),
                        fields=("preceptorship", "starts_at"),
                        name="shift_begins_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrected_at", None), ("corrected_by", None)),
                            models.Q(
                                ("corrected_at__isnull", False), ("corrected_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="shift_corrected_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="shift_confirmed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("questioned_at", None), ("questioned_by", None)),
                            models.Q(
                                ("questioned_at__isnull", False), ("questioned_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="shift_questioned_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question", ""), ("questioned_at", None)),
                            models.Q(
                                ("questioned_at__isnull", False),
                                models.Q(("question", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="shift_question_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("questioned_at", None), ("confirmed_at", None), _connector="OR"
                        ),
                        name="shift_questioned_or_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShiftNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("went_well", models.CharField(blank=True, max_length=1000)),
                ("next_time", models.CharField(blank=True, max_length=1000)),
                ("written_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("idempotency_key", models.UUIDField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="programs.shift",
                    ),
                ),
            ],
            options={
                "ordering": ["-shift__starts_at", "written_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("shift", "author"), name="shift_note_one_of_a_side"
                    ),
                    models.UniqueConstraint(
                        fields=("author", "idempotency_key"), name="shift_note_written_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="shift_note_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaughtSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("explained", "Explained"),
                            ("shown", "Showed"),
                            ("with_help", "With help"),
                            ("alone", "Alone"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.competency",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taught",
                        to="programs.shiftnote",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("note", "competency", "way"), name="taught_skill_ticked_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("phone", "By phone"),
                            ("video", "By video"),
                            ("written", "In writing"),
                        ],
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chosen", "A time was chosen"),
                            ("none_suits", "None of them work"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "check_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programs.checkin",
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="time_proposals",
                        to="programs.mentorship",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["proposed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("mentorship",),
                        name="time_proposal_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None),
                            models.Q(("answer", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="time_proposal_answer_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="times",
                        to="programs.timeproposal",
                    ),
                ),
            ],
            options={
                "ordering": ["proposal", "starts_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "starts_at"), name="proposed_time_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WeeklyHours",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ]
                    ),
                ),
                ("begins", models.TimeField()),
                ("ends", models.TimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weekly_hours",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "weekly hours",
                "ordering": ["weekday", "begins"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="weekly_hours_end_after_they_begin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="weekly_hours_of_a_weekday"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WellBeing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "energy",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Very poor"),
                            (2, "Poor"),
                            (3, "OK"),
                            (4, "Good"),
                            (5, "Very good"),
                        ],
                        null=True,
                        verbose_name="energy",
                    ),
                ),
                (
                    "support",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Very poor"),
                            (2, "Poor"),
                            (3, "OK"),
                            (4, "Good"),
                            (5, "Very good"),
                        ],
                        null=True,
                        verbose_name="support",
                    ),
                ),
                (
                    "balance",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Very poor"),
                            (2, "Poor"),
                            (3, "OK"),
                            (4, "Good"),
                            (5, "Very good"),
                        ],
                        null=True,
                        verbose_name="balance",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="words")),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="well_being",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shared_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programs.mentorship",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "well-being",
                "indexes": [
                    models.Index(
                        fields=["author", "-written_at", "-id"], name="well_being_of_author"
                    ),
                    models.Index(
                        condition=models.Q(("shared_with__isnull", False)),
                        fields=["shared_with", "-written_at"],
                        name="well_being_shared",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("energy__isnull", False),
                            ("support__isnull", False),
                            ("balance__isnull", False),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="well_being_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorklistMark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("snoozed_until", models.DateField(blank=True, null=True)),
                ("marked_at", models.DateTimeField()),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="worklist_marks",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("program", "kind", "key"), name="worklist_mark_once_a_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("snoozed_until__isnull", False),
                            ("assigned_to__isnull", False),
                            _connector="OR",
                        ),
                        name="worklist_mark_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareQueueEntry",
            fields=[
                (
                    "mentorship",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="queue_entry",
                        serialize=False,
                        to="programs.mentorship",
                    ),
                ),
                ("signal", models.PositiveSmallIntegerField()),
                ("counts_from", models.DateField()),
                (
                    "program",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["program", "signal", "counts_from", "mentorship"], name="care_queue"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="mentorshiprules",
            name="instrument",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programs.instrument",
            ),
        ),
        migrations.AddField(
            model_name="preceptorshiprules",
            name="framework_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programs.frameworkversion",
            ),
        ),
        migrations.AddField(
            model_name="preceptorshiprules",
            name="rating_scale",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programs.ratingscale",
            ),
        ),
        migrations.AddConstraint(
            model_name="mentorship",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("cohort", "learner"),
                name="mentorship_one_open_per_learner_and_cohort",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.UniqueConstraint(fields=("program", "name"), name="cohort_name_once"),
        ),
        migrations.AddConstraint(
            model_name="evaluationask",
            constraint=models.UniqueConstraint(
                fields=("preceptorship", "point"), name="evaluation_ask_once_a_point"
            ),
        ),
    ]
