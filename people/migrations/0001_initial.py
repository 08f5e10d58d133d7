import common.ids
import datetime
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# How names are searched and sorted. Both keep what they call, so that a restored dump finds it
# whatever its search path.
CREATE = r"""
CREATE FUNCTION people_fold(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(replace(replace(replace(replace(replace(replace(
    translate(
        lower(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f]', '', 'g')),
        'łŁøØđĐðÐıħĦŧŦ', 'llooddddihhtt'
    ),
    'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'ß', 'ss'), 'þ', 'th'), 'Þ', 'th');

CREATE FUNCTION people_word_ends(name text, job_title text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path FROM CURRENT
AS $$
DECLARE
    word text;
    ends text[] := '{}';
BEGIN
    FOREACH word IN ARRAY regexp_split_to_array(
        people_fold(name || ' ' || job_title), '[[:space:][:punct:]]+'
    ) LOOP
        FOR start IN 1 .. greatest(1, length(word) - 1) LOOP
            IF word <> '' THEN
                ends := ends || substr(word, start);
            END IF;
        END LOOP;
    END LOOP;
    RETURN array_to_tsvector(ends);
END;
$$;
"""
DROP = """
DROP FUNCTION people_word_ends(text, text);
DROP FUNCTION people_fold(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.CreateModel(
            name="PasswordReset",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["failures", "asked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                (
                    "name",
                    models.CharField(
                        choices=[("beat", "Beat"), ("worker", "Worker"), ("backup", "Backup")],
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("stamped_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
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
                (
                    "credentials_shown",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="letters after the name"
                    ),
                ),
                (
                    "job_title",
                    models.CharField(blank=True, max_length=120, verbose_name="job title"),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/London", max_length=64, verbose_name="time zone"
                    ),
                ),
                (
                    "language",
                    models.CharField(default="en", max_length=10, verbose_name="language"),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("auto", "Same as my device"),
                            ("light", "Light"),
                            ("dark", "Dark"),
                        ],
                        default="auto",
                        max_length=5,
                        verbose_name="colours",
                    ),
                ),
                (
                    "quiet_from",
                    models.TimeField(default=datetime.time(20, 0), verbose_name="quiet from"),
                ),
                (
                    "quiet_until",
                    models.TimeField(default=datetime.time(7, 0), verbose_name="quiet until"),
                ),
                (
                    "is_named_in_invitations",
                    models.BooleanField(default=True, verbose_name="named in invitations"),
                ),
                (
                    "is_administrator",
                    models.BooleanField(default=False, verbose_name="site administrator"),
                ),
                ("administrator_since", models.DateTimeField(blank=True, null=True)),
                (
                    "has_account_elsewhere",
                    models.BooleanField(default=False, verbose_name="logs in elsewhere"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "administrator_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
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
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["sort_name", "id"],
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Upper("email"), name="person_email_any_case"
                    ),
                    models.Index(models.F("sort_name"), models.F("id"), name="person_by_name"),
                    models.Index(
                        condition=models.Q(("is_active", False)),
                        fields=["sort_name", "id"],
                        name="person_deactivated",
                    ),
                    models.Index(
                        condition=models.Q(
                            models.Q(
                                ("password", ""), ("password__startswith", "!"), _connector="OR"
                            ),
                            ("has_account_elsewhere", False),
                            ("is_active", True),
                        ),
                        fields=["sort_name", "id"],
                        name="person_not_activated",
                    ),
                    models.Index(
                        condition=models.Q(("is_administrator", True)),
                        fields=["id"],
                        name="person_administrators",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            models.F("name"),
                            models.F("job_title"),
                            function="people_word_ends",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                        ),
                        name="person_search",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="person_email_in_lower_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeviceSession",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("public_id", models.UUIDField(default=common.ids.uuid7, editable=False)),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                ("agent", models.CharField(blank=True, max_length=300)),
                ("is_own_device", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="device_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Learner",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(default=5, verbose_name="level")),
                (
                    "profession_started_on",
                    models.DateField(blank=True, null=True, verbose_name="in the profession since"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learner",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LogInTries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.CharField(blank=True, max_length=320)),
                ("place", models.CharField(max_length=64)),
                ("tries", models.FloatField(default=0)),
                ("last_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["last_at"], name="log_in_tries_last")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("email", "place"), name="log_in_tries_once_per_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mentor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="capacity",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.UUIDField()),
                ("occurs_on", models.DateField()),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("data", models.JSONField(default=dict)),
                ("path", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("superseded_at", None)),
                        fields=["recipient", "-created_at", "-id"],
                        name="notice_inbox",
                    ),
                    models.Index(
                        condition=models.Q(("read_at", None), ("superseded_at", None)),
                        fields=["recipient"],
                        name="notice_unread",
                    ),
                    models.Index(fields=["object_id", "kind"], name="notice_by_object"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id", "occurs_on", "recipient", "step"),
                        name="notice_once_per_occurrence",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "channel",
                    models.CharField(choices=[("email", "E-mail")], default="email", max_length=10),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("due", "Waiting"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("unknown", "Unknown"),
                            ("suppressed", "Not sent"),
                        ],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="people.notice",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "due")),
                        fields=["due_at"],
                        name="delivery_due",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["failed", "unknown"])),
                        fields=["-due_at", "-id"],
                        name="delivery_not_arrived",
                    ),
                    models.Index(fields=["-due_at", "-id"], name="delivery_newest"),
                    models.Index(
                        condition=models.Q(("status", "sending")),
                        fields=["leased_until"],
                        name="delivery_leased",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "channel"), name="delivery_once_per_channel"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "sent"), ("sent_at", None), _connector="XOR"),
                        name="delivery_sent_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "sending"), ("leased_until", None), _connector="XOR"
                        ),
                        name="delivery_sending_has_a_lease",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticePreference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("stopped_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind"), name="notice_preference_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeopleImport",
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
                            ("naming", "Columns to be named"),
                            ("staging", "Being read"),
                            ("ready", "Ready to check"),
                            ("writing", "Being written"),
                            ("committed", "Done"),
                            ("discarded", "Discarded"),
                        ],
                        default="staging",
                        max_length=10,
                    ),
                ),
                ("filename", models.CharField(max_length=255)),
                ("create_units", models.BooleanField(default=False)),
                ("notes", models.JSONField(default=list)),
                ("header", models.JSONField(default=list)),
                ("columns", models.JSONField(default=list)),
                ("units_as_found", models.CharField(blank=True, max_length=32)),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("rows_staged", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("skips_refused", models.BooleanField(default=False)),
                ("has_to_invite", models.BooleanField(default=False)),
                ("committed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
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
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "committed"), ("committed_at", None), _connector="XOR"
                        ),
                        name="people_import_committed_has_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeopleImportChunk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("records", models.JSONField()),
                (
                    "people_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chunks",
                        to="people.peopleimport",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("people_import", "number"), name="people_import_chunk_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeopleImportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("content", models.BinaryField()),
                (
                    "people_import",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file",
                        to="people.peopleimport",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PeopleImportRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("values", models.JSONField()),
                ("cells", models.JSONField(default=list)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "To be compared"),
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("unchanged", "Unchanged"),
                            ("refused", "Refused"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("changes", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("remarks", models.JSONField(default=list)),
                ("as_found", models.CharField(blank=True, max_length=32)),
                (
                    "people_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="people.peopleimport",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(
                        fields=["people_import", "outcome", "number"],
                        name="people_import_row_outcome",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("people_import", "number"), name="people_import_row_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preceptor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="capacity",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("level", models.PositiveSmallIntegerField(default=5, verbose_name="level")),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("log_in", "Logged in"),
                            ("log_in_failed", "Failed to log in"),
                            ("log_out", "Logged out"),
                            ("sessions_ended", "Logged out on every device by an administrator"),
                            ("confirm_failed", "Wrong password when signing"),
                            ("password_set", "Password set"),
                            ("factor_added", "Second factor added"),
                            ("factor_removed", "Second factor removed"),
                            ("account_joined", "Work account connected"),
                            ("account_parted", "Work account disconnected"),
                            ("address_asked", "New e-mail address requested"),
                            ("address_decided", "New e-mail address accepted or stopped"),
                            ("administrator_made", "Made a site administrator"),
                            ("administrator_unmade", "No longer a site administrator"),
                            ("coordinator_made", "Made a coordinator"),
                            ("coordinator_unmade", "No longer a coordinator"),
                            ("organisation_set", "Program given to an organisation"),
                            ("guest_asked", "Guest from another organisation requested"),
                            ("guest_decided", "Guest request granted, declined or ended"),
                            ("deactivated", "Deactivated"),
                            ("reactivated", "Reactivated"),
                            ("break_glass_asked", "Break-glass access requested"),
                            ("break_glass_decided", "Break-glass access decided"),
                            ("break_glass_read", "Break-glass access used"),
                            ("exported", "Exported a file"),
                            ("refused", "Refused"),
                            ("hidden", "Asked for something they may not see"),
                            ("absent", "Asked for something that isn't there"),
                            ("log_read", "Read the security log"),
                        ],
                        max_length=30,
                    ),
                ),
                ("by", models.UUIDField(blank=True, null=True)),
                ("about", models.UUIDField(blank=True, null=True)),
                ("address", models.GenericIPAddressField(blank=True, null=True)),
                ("what", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "ordering": ["-recorded_at", "-id"],
                "indexes": [
                    models.Index(fields=["-recorded_at", "-id"], name="security_event_newest"),
                    models.Index(fields=["by", "-recorded_at"], name="security_event_by"),
                    models.Index(fields=["about", "-recorded_at"], name="security_event_about"),
                    models.Index(fields=["kind", "-recorded_at"], name="security_event_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
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
                        choices=[("site", "Site"), ("department", "Department"), ("unit", "Unit")],
                        max_length=12,
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
                ("time_zone", models.CharField(blank=True, max_length=64)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="unit_is_not_its_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "site"), ("parent__isnull", False), _connector="XOR"
                        ),
                        name="unit_site_is_at_the_top",
                    ),
                    models.UniqueConstraint(
                        models.F("parent"),
                        django.db.models.functions.text.Lower("name"),
                        name="unit_name_once_per_parent",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("parent", None)),
                        name="unit_site_name_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="person",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="people.unit",
                verbose_name="unit",
            ),
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["valid_from", "id"],
                "indexes": [
                    models.Index(fields=["person", "-valid_to"], name="absence_last_of_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="absence_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("old_email", models.EmailField(max_length=254)),
                ("new_email", models.EmailField(max_length=254)),
                ("asked_at", models.DateTimeField()),
                ("waits_until", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "confirmed by the person"),
                            ("vouched", "confirmed by a second administrator"),
                            ("unanswered", "nobody stopped it within 72 hours"),
                            ("stopped", "stopped by the person"),
                            ("withdrawn", "withdrawn by an administrator"),
                            ("taken", "someone else has this address by now"),
                        ],
                        max_length=10,
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["waits_until"],
                        name="address_change_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("person",),
                        name="address_change_one_waiting_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="address_change_closed_with_an_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
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
                        choices=[("preceptor", "Preceptor"), ("mentor", "Mentor")], max_length=10
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-valid_from"],
                "indexes": [
                    models.Index(fields=["person", "role", "valid_from"], name="approval_on_a_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="approval_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Credential",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("preceptor_training", "Preceptor training"),
                            ("mentor_training", "Mentor training"),
                            ("licence", "Professional licence"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("recorded_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credentials",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-valid_from"],
                "indexes": [
                    models.Index(
                        fields=["person", "kind", "valid_from"], name="credential_on_a_day"
                    ),
                    models.Index(
                        condition=models.Q(("valid_to__isnull", False)),
                        fields=["valid_to"],
                        name="credential_lapsing",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="credential_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FactorChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "factor",
                    models.CharField(
                        choices=[
                            ("totp", "an authenticator app"),
                            ("webauthn", "a passkey"),
                            ("recovery_codes", "recovery codes"),
                            ("all", "every second step"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("added", "added"),
                            ("removed", "removed"),
                            ("renewed", "made anew"),
                            ("reset", "removed by an administrator"),
                        ],
                        max_length=7,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=300)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="factor_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at", "-id"],
                "indexes": [
                    models.Index(fields=["person", "changed_at"], name="factor_change_of_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act", "reset"), ("reason", ""), _connector="XOR"),
                        name="factor_change_reset_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "reset"), _negated=True),
                            ("changed_by", None),
                            models.Q(("changed_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="factor_change_reset_by_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuidePause",
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
                        choices=[("preceptor", "Preceptor"), ("mentor", "Mentor")], max_length=10
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guide_pauses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-valid_from"],
                "indexes": [
                    models.Index(
                        fields=["person", "role", "valid_from"], name="guide_pause_on_a_day"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="guide_pause_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token_hash", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("accepted_at", None), ("revoked_at", None), ("sent_at", None)
                        ),
                        fields=["created_at"],
                        name="invitation_unsent",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("revoked_at", None), _connector="OR"
                        ),
                        name="invitation_accepted_or_revoked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("expires_at", None), ("sent_at", None), ("token_hash", None)),
                            models.Q(
                                ("expires_at__isnull", False),
                                ("sent_at__isnull", False),
                                ("token_hash__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_sent_has_a_token_and_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="invitation_accepted_was_sent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                        fields=("person",),
                        name="invitation_one_open_per_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineManagement",
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
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="manages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="managed_by",
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
                        name="line_management_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("manager")), _negated=True),
                        name="line_management_of_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("person",),
                        name="line_management_one_open_per_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NameChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                ("old_name", models.CharField(max_length=170)),
                ("new_name", models.CharField(max_length=170)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="name_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["changed_at", "id"],
                "indexes": [
                    models.Index(fields=["person", "changed_at"], name="name_change_of_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedColumns",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("header_digest", models.CharField(max_length=64)),
                ("columns", models.JSONField()),
                ("named_at", models.DateTimeField()),
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
                        fields=("person", "header_digest"), name="named_columns_once_per_header"
                    )
                ],
            },
        ),
    ]
