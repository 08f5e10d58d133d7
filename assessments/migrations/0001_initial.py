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
    ]
