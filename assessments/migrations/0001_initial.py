import common.ids
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import programs.cohorts.models.program
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("people", "__first__"),
        ("programs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerSeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("sealed_at", models.DateTimeField()),
                ("line_hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ActionPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.TextField()),
                ("ends_on", models.DateField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("drafted_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("met", "Met"), ("not_met", "Not met")], max_length=8
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("idempotency_key", models.UUIDField()),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
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
                        related_name="action_plans",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "ordering": ["-drafted_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["ends_on"],
                        name="action_plan_ending",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="action_plan_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="action_plan_opened_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="action_plan_ended_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("outcome", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("opened_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_plan_ended_with_an_outcome",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("preceptorship",),
                        name="action_plan_one_at_a_time",
                    ),
                    models.UniqueConstraint(
                        fields=("drafted_by", "idempotency_key"), name="action_plan_drafted_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=14, unique=True)),
                ("facts", models.JSONField()),
                ("issued_at", models.DateTimeField()),
                ("head_sequence", models.PositiveIntegerField()),
                ("head_hash", models.CharField(max_length=64)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=300)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("doubted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issued_by",
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
                        related_name="certificates",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="assessments.certificate",
                    ),
                ),
            ],
            options={
                "ordering": ["-issued_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("doubted_at__isnull", False), ("ended_at", None)),
                        fields=["preceptorship"],
                        name="certificate_in_doubt",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("preceptorship",),
                        name="certificate_one_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None), ("ended_by", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certificate_ended_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces", models.F("id")), _negated=True),
                        name="certificate_does_not_replace_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("erased_at", None), ("facts", {}), _connector="XOR"),
                        name="certificate_erased_has_no_facts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompetencyState",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_critical", models.BooleanField(default=False)),
                ("observations_required", models.PositiveSmallIntegerField(default=1)),
                ("assessors_required", models.PositiveSmallIntegerField(default=1)),
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
                ("due_on", models.DateField(blank=True, null=True)),
                ("passes", models.PositiveSmallIntegerField(default=0)),
                ("assessors", models.PositiveSmallIntegerField(default=0)),
                ("workplace_passes", models.PositiveSmallIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("achieved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "best_level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.ratinglevel",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="states",
                        to="programs.competency",
                    ),
                ),
                (
                    "latest_level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.ratinglevel",
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="competency_states",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "ordering": ["preceptorship", "competency__position"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("achieved_at", None), ("due_on__isnull", False)),
                        fields=["due_on", "preceptorship"],
                        include=("competency",),
                        name="competency_state_overdue",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("preceptorship", "competency"), name="competency_state_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
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
                            ("safety", "Safety"),
                            ("skills", "Skills and knowledge"),
                            ("conduct", "Conduct"),
                            ("attendance", "Attendance"),
                            ("health", "How they are doing"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("quoted", models.TextField(blank=True)),
                ("raised_at", models.DateTimeField()),
                ("released_text", models.TextField(blank=True)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("closing_note", models.TextField(blank=True)),
                ("dealt_with_at", models.DateTimeField(blank=True, null=True)),
                ("idempotency_key", models.UUIDField()),
                (
                    "dealt_with_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="concerns",
                        to="assessments.actionplan",
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns_raised",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
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
                "ordering": ["-raised_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("dealt_with_at", None)),
                        fields=["raised_at"],
                        name="concern_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quoted", ""), ("text", ""), _negated=True),
                        name="concern_says_something",
                    ),
                    models.UniqueConstraint(
                        fields=("raised_by", "idempotency_key"), name="concern_raised_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                            models.Q(
                                ("released_at__isnull", False), ("released_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="concern_released_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_at", None),
                            models.Q(("released_text", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="concern_released_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dealt_with_at__isnull", True), ("dealt_with_by__isnull", True)
                            ),
                            models.Q(
                                ("dealt_with_at__isnull", False), ("dealt_with_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="concern_dealt_with_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_at", None), ("dealt_with_at__isnull", False), _connector="OR"
                        ),
                        name="concern_released_is_dealt_with",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConcernAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("idempotency_key", models.UUIDField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="assessments.concern",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="concern_answer_says_something",
                    ),
                    models.UniqueConstraint(
                        fields=("author", "idempotency_key"), name="concern_answer_written_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("title", models.CharField(max_length=120)),
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
                ("sha256", models.CharField(max_length=64)),
                ("stored_as", models.CharField(max_length=40, unique=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="evidence_is_not_empty"
                    ),
                    models.UniqueConstraint(
                        fields=("preceptorship", "competency", "sha256"), name="evidence_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalAssessor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("role", models.CharField(max_length=80)),
                ("registration_number", models.CharField(max_length=40)),
                ("email", models.EmailField(max_length=254)),
                ("address_key", models.CharField(max_length=254)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="externals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_assessors",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("preceptorship", "address_key"), name="external_assessor_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="external_assessor_email_in_lower_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sign", "Signed"),
                            ("revoke", "Revoked"),
                            ("suspend", "Put on hold"),
                            ("reinstate", "Reinstated"),
                            ("confirm", "Confirmed"),
                            ("require", "What counts"),
                            ("review", "Review signed"),
                            ("erase", "Names erased"),
                        ],
                        max_length=10,
                    ),
                ),
                ("canonical", models.TextField()),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entries",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ledger entries",
                "ordering": ["preceptorship", "sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("preceptorship", "sequence"), name="ledger_entry_sequence_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sequence", 1),
                            models.Q(("previous_hash", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="ledger_entry_first_has_no_previous",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorshipOffer",
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
                            ("offered", "Not answered yet"),
                            ("declined", "Not wanted"),
                            ("wanted", "Wanted"),
                            ("waiting", "Waiting for a mentor"),
                            ("closed", "No mentor could be found"),
                        ],
                        default="offered",
                        max_length=10,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "takes",
                    models.CharField(
                        choices=[
                            ("nothing", "Nothing"),
                            ("program", "That I completed the program, and when"),
                            ("skills", "The same, and each skill that was signed off, and when"),
                        ],
                        default="nothing",
                        max_length=10,
                    ),
                ),
                (
                    "achievements",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), size=2
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="mentorship_offers",
                        to="programs.enrolment",
                    ),
                ),
                (
                    "preceptorship",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorship_offer",
                        to="programs.preceptorship",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "wanted")),
                        fields=["preceptorship"],
                        name="mentorship_wanted",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "offered"), ("answered_at__isnull", False), _connector="XOR"
                        ),
                        name="mentorship_offer_answered_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="mentorship_offer_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["waiting", "closed"]),
                            ("decided_at", None),
                            _connector="XOR",
                        ),
                        name="mentorship_offer_decided_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotAchieved",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("told_on", models.DateField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("meeting_notes", models.TextField(blank=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("idempotency_key", models.UUIDField()),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.actionplan",
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="not_achieved_decisions",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "told_by",
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
                "ordering": ["-proposed_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="not_achieved_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                            models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="not_achieved_agreed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_at__isnull", True), ("told_by__isnull", True)),
                            models.Q(("told_at__isnull", False), ("told_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="not_achieved_told_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_back_at__isnull", True), ("taken_back_by__isnull", True)
                            ),
                            models.Q(
                                ("taken_back_at__isnull", False), ("taken_back_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="not_achieved_taken_back_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by", None),
                            models.Q(("agreed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="not_achieved_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("meeting_notes", ""), ("told_at", None), ("told_on", None)),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("told_on__isnull", False),
                                models.Q(("meeting_notes", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="not_achieved_told_in_a_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_at", None), ("taken_back_at", None), _connector="OR"
                        ),
                        name="not_achieved_told_or_taken_back",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("preceptorship",),
                        name="not_achieved_once",
                    ),
                    models.UniqueConstraint(
                        fields=("proposed_by", "idempotency_key"), name="not_achieved_proposed_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanAim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("support", models.TextField()),
                ("supported_by", models.CharField(max_length=120)),
                ("evidence", models.TextField()),
                ("due_on", models.DateField()),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("met", "Met"), ("not_met", "Not met yet")],
                        max_length=8,
                    ),
                ),
                ("result_note", models.TextField(blank=True)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("idempotency_key", models.UUIDField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aims",
                        to="assessments.actionplan",
                    ),
                ),
                (
                    "withdrawn_by",
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
                "ordering": ["due_on", "added_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("support", ""), _negated=True),
                            models.Q(("supported_by", ""), _negated=True),
                            models.Q(("evidence", ""), _negated=True),
                        ),
                        name="plan_aim_can_be_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="plan_aim_withdrawn_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_aim_checked_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_at", None),
                            models.Q(("result", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="plan_aim_checked_has_a_result",
                    ),
                    models.UniqueConstraint(
                        fields=("added_by", "idempotency_key"), name="plan_aim_added_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("idempotency_key", models.UUIDField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="assessments.actionplan",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="plan_answer_says_something",
                    ),
                    models.UniqueConstraint(
                        fields=("author", "idempotency_key"), name="plan_answer_written_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanMeeting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("meets_on", models.DateField()),
                ("planned_at", models.DateTimeField()),
                ("held_on", models.DateField(blank=True, null=True)),
                ("notes", models.TextField(blank=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("idempotency_key", models.UUIDField()),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="assessments.actionplan",
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
                "ordering": ["meets_on", "planned_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("cancelled_at", None), ("held_on", None)),
                        fields=["meets_on"],
                        name="plan_meeting_planned",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_on__isnull", True), ("noted_by__isnull", True)),
                            models.Q(("held_on__isnull", False), ("noted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_meeting_noted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on", None),
                            models.Q(("notes", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="plan_meeting_held_has_notes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on", None), ("cancelled_at", None), _connector="OR"
                        ),
                        name="plan_meeting_held_or_cancelled",
                    ),
                    models.UniqueConstraint(
                        fields=("planned_by", "idempotency_key"), name="plan_meeting_planned_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanOutcome",
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
                        choices=[("met", "Met"), ("extended", "Extended"), ("not_met", "Not met")],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("ended_on", models.DateField()),
                ("extended_to", models.DateField(blank=True, null=True)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="assessments.actionplan",
                    ),
                ),
            ],
            options={
                "ordering": ["decided_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="plan_outcome_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("extended_to__gt", models.F("ended_on")),
                                ("extended_to__isnull", False),
                                ("kind", "extended"),
                            ),
                            models.Q(
                                models.Q(("kind", "extended"), _negated=True), ("extended_to", None)
                            ),
                            _connector="OR",
                        ),
                        name="plan_outcome_extends_to_a_later_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "extended"), _negated=True),
                        fields=("plan",),
                        name="plan_outcome_ends_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("signed_as", models.CharField(max_length=400)),
                ("read_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="assessments.actionplan",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "version"), name="plan_reading_once_a_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("practised_on", models.DateField()),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("shared_at", models.DateTimeField(blank=True, null=True)),
                ("idempotency_key", models.UUIDField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice_notes",
                        to=settings.AUTH_USER_MODEL,
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
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="practice_notes",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "self_level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.ratinglevel",
                    ),
                ),
            ],
            options={
                "ordering": ["-practised_on", "-written_at", "-id"],
                "indexes": [
                    models.Index(
                        fields=["preceptorship", "competency", "-practised_on"],
                        name="practice_note_lane",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="practice_note_says_something",
                    ),
                    models.UniqueConstraint(
                        fields=("author", "idempotency_key"), name="practice_note_written_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shared_at", None),
                            ("shared_at__gte", models.F("written_at")),
                            _connector="OR",
                        ),
                        name="practice_note_shared_once_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "preceptorship",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="progress",
                        serialize=False,
                        to="programs.preceptorship",
                    ),
                ),
                ("total", models.PositiveSmallIntegerField(default=0)),
                ("achieved", models.PositiveSmallIntegerField(default=0)),
                ("critical_total", models.PositiveSmallIntegerField(default=0)),
                ("critical_achieved", models.PositiveSmallIntegerField(default=0)),
                ("last_signed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "progress",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("achieved__lte", models.F("total")),
                            ("critical_achieved__lte", models.F("critical_total")),
                            ("critical_total__lte", models.F("total")),
                        ),
                        name="progress_within_total",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revalidation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("due_on", models.DateField()),
                ("skills", models.PositiveSmallIntegerField()),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revalidations",
                        to="assessments.certificate",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on"],
                "indexes": [models.Index(fields=["due_on"], name="revalidation_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("certificate", "due_on"), name="revalidation_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewOutcome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("third_signer", models.CharField(blank=True, max_length=60)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on_track", "On track"),
                            ("support_needed", "Needs support"),
                            ("achieved", "Achieved"),
                            ("not_achieved", "Not achieved"),
                        ],
                        max_length=15,
                    ),
                ),
                ("next_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
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
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="assessments.reviewoutcome",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_outcome",
                        to="assessments.ledgerentry",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="programs.review",
                    ),
                ),
            ],
            options={
                "ordering": ["review", "opened_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("completed_at", None)),
                        fields=["review"],
                        name="review_outcome_open",
                    ),
                    models.Index(
                        condition=models.Q(("completed_at__isnull", False)),
                        fields=["-completed_at", "-id"],
                        name="review_outcome_done",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects", None)),
                        fields=("review",),
                        name="review_outcome_first_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("completed_at", None), ("entry", None)),
                            models.Q(("completed_at__isnull", False), ("entry__isnull", False)),
                            _connector="OR",
                        ),
                        name="review_outcome_complete_by_an_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completed_at", None),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_outcome_complete_with_a_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Waiting"),
                            ("signed", "Signed, waiting to be confirmed"),
                            ("confirmed", "Signed"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                            ("changed", "Something changed since"),
                            ("disowned", "They say it wasn't them"),
                        ],
                        default="open",
                        max_length=15,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("role", models.CharField(blank=True, max_length=80)),
                ("registration_number", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("disowned_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="assessments.reviewoutcome",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at", None), ("status", "signed")),
                        fields=["signed_at"],
                        name="review_link_unsent",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["open", "signed"])),
                        fields=["expires_at"],
                        name="review_link_expiring",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["open", "signed"])),
                        fields=("outcome",),
                        name="review_link_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["signed", "confirmed", "disowned"]), _negated=True
                            ),
                            ("signed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="review_link_signed_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewPart",
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
                        choices=[
                            ("learner", "Learner"),
                            ("preceptor", "Preceptor"),
                            ("third", "Third signer"),
                            ("coordinator", "Coordinator"),
                        ],
                        max_length=15,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("ahead", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("signed_as", models.CharField(blank=True, max_length=400)),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="assessments.reviewoutcome",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
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
                "ordering": ["outcome", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("outcome", "role"), name="review_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_by", None),
                            models.Q(
                                ("signed_at__isnull", False),
                                models.Q(("role", "third"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="review_part_signed_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at", None),
                            ("role", "third"),
                            ("signed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="review_part_signed_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("signed_by__isnull", False)),
                        fields=("outcome", "signed_by"),
                        name="review_part_one_of_each_signer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignatureContent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("salt", models.CharField(max_length=64)),
                ("signed_as", models.CharField(max_length=400)),
                ("learner_name", models.CharField(max_length=120)),
                ("identity", models.CharField(blank=True, max_length=254)),
                ("text", models.TextField(blank=True)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="content",
                        to="assessments.ledgerentry",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SigningPin",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="signing_pin",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("pin", models.CharField(max_length=128)),
                ("set_at", models.DateTimeField()),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("last_failed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("failures", 0), ("last_failed_at__isnull", False), _connector="OR"
                        ),
                        name="signing_pin_failed_at",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("account", "logged in"),
                            ("handed_over", "on the learner's device"),
                            ("external", "by a link, without an account"),
                        ],
                        default="account",
                        max_length=15,
                    ),
                ),
                ("is_pass", models.BooleanField()),
                (
                    "method",
                    models.CharField(
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
                ),
                ("observed_on", models.DateField()),
                ("signed_at", models.DateTimeField()),
                ("is_late", models.BooleanField(default=False)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("idempotency_key", models.UUIDField(unique=True)),
                (
                    "assessor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs_given",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="programs.competency",
                    ),
                ),
                (
                    "confirming",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmed_sign_off",
                        to="assessments.ledgerentry",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_off",
                        to="assessments.ledgerentry",
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(
                        blank=True, related_name="sign_offs", to="assessments.evidence"
                    ),
                ),
                (
                    "external",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="assessments.externalassessor",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.ratinglevel",
                    ),
                ),
                (
                    "override",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="programs.ruleoverride",
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "revocation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revoked_sign_off",
                        to="assessments.ledgerentry",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "suspension",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspended_sign_off",
                        to="assessments.ledgerentry",
                    ),
                ),
            ],
            options={
                "ordering": ["-signed_at", "-id"],
                "indexes": [
                    models.Index(
                        fields=["preceptorship", "competency", "-signed_at"], name="sign_off_record"
                    ),
                    models.Index(
                        fields=["assessor", "-signed_at", "-id"], name="sign_off_by_assessor"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("preceptorship", "competency", "assessor", "observed_on"),
                        name="sign_off_once_per_assessor_and_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False), ("revoked_at", None)),
                        fields=("preceptorship", "competency", "external", "observed_on"),
                        name="sign_off_once_per_external_and_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("assessor", None),
                                ("channel", "external"),
                                ("external__isnull", False),
                            ),
                            models.Q(
                                models.Q(("channel", "external"), _negated=True),
                                ("assessor__isnull", False),
                                ("external", None),
                            ),
                            _connector="OR",
                        ),
                        name="sign_off_by_one_assessor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("revocation", None), ("revoked_at", None), ("revoked_by", None)
                            ),
                            models.Q(
                                ("revocation__isnull", False),
                                ("revoked_at__isnull", False),
                                ("revoked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sign_off_revoked_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("suspended_at", None), ("suspension", None)),
                            models.Q(
                                ("suspended_at__isnull", False), ("suspension__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="sign_off_suspended_by_an_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirming", None)),
                            models.Q(
                                ("channel", "external"),
                                ("confirmed_at__isnull", False),
                                ("confirming__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sign_off_confirmed_by_an_entry",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("observed_on", models.DateField()),
                ("requested_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Waiting"),
                            ("signed", "Signed"),
                            ("not_assessed", "Couldn't be assessed"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                            ("has_account", "They have an account"),
                        ],
                        default="open",
                        max_length=15,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.competency",
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="external_requests",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "sign_off",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_request",
                        to="assessments.signoff",
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "open")),
                        fields=["expires_at"],
                        name="external_request_expiring",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("status", "open")),
                            models.Q(
                                models.Q(("status", "open"), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="external_request_closed_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sign_off__isnull", False), ("status", "signed")),
                            models.Q(
                                models.Q(("status", "signed"), _negated=True), ("sign_off", None)
                            ),
                            _connector="OR",
                        ),
                        name="external_request_signed_by_a_sign_off",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("disowned_at", models.DateTimeField(blank=True, null=True)),
                ("lapsed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "sign_off",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmation",
                        to="assessments.signoff",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at", None)),
                        fields=["created_at"],
                        name="confirmation_unsent",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="certificate",
            name="signatures",
            field=models.ManyToManyField(
                blank=True, related_name="certificates", to="assessments.signoff"
            ),
        ),
        migrations.CreateModel(
            name="SignOffDraft",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("comment", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_off_drafts",
                        to=settings.AUTH_USER_MODEL,
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
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.ratinglevel",
                    ),
                ),
                (
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "sign_off",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.signoff",
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["by"],
                        name="sign_off_draft_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sign_off", None), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="sign_off_draft_signed_is_closed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignOffRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("observed_on", models.DateField()),
                ("requested_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("extended_at", models.DateTimeField(blank=True, null=True)),
                ("nudged_at", models.DateTimeField(blank=True, null=True)),
                ("rerouted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Waiting"),
                            ("signed", "Signed"),
                            ("not_assessed", "Couldn't be assessed"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                        ],
                        default="open",
                        max_length=15,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "obstacle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_seen", "I didn't see it"),
                            ("too_little", "I didn't see enough of it to judge"),
                            ("not_mine", "I'm not the right person to assess this"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "assessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_off_requests",
                        to=settings.AUTH_USER_MODEL,
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
                    "preceptorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_off_requests",
                        to="programs.preceptorship",
                    ),
                ),
                (
                    "rerouted_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sign_off",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="assessments.signoff",
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "open")),
                        fields=["assessor", "requested_at"],
                        name="sign_off_request_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("status", "open")),
                        fields=["expires_at"],
                        name="sign_off_request_expiring",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("preceptorship", "competency", "assessor", "observed_on"),
                        name="sign_off_request_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("status", "open")),
                            models.Q(
                                models.Q(("status", "open"), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sign_off_request_closed_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sign_off__isnull", False), ("status", "signed")),
                            models.Q(
                                models.Q(("status", "signed"), _negated=True), ("sign_off", None)
                            ),
                            _connector="OR",
                        ),
                        name="sign_off_request_signed_by_a_sign_off",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "not_assessed"), ("obstacle", ""), _connector="XOR"
                        ),
                        name="sign_off_request_says_the_obstacle",
                    ),
                ],
            },
        ),
    ]
