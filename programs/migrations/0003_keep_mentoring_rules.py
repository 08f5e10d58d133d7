from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0002_published_framework_is_immutable"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="goalshare",
            name="goal_share_one_open_per_mentorship",
        ),
        migrations.AddIndex(
            model_name="goal",
            index=models.Index(fields=["owner", "-created_at", "-id"], name="goal_of_owner"),
        ),
        migrations.AddIndex(
            model_name="goalcomment",
            index=models.Index(fields=["goal", "written_at"], name="goal_comment_thread"),
        ),
        migrations.AddConstraint(
            model_name="checkinnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="check_in_note_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(("target_number", None), ("measure", "number"), _connector="OR"),
                name="goal_target_number_of_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="goal_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="goalcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="goal_comment_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="goalentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    ("progress__isnull", False),
                    ("number__isnull", False),
                    _connector="OR",
                ),
                name="goal_entry_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="goalshare",
            constraint=models.UniqueConstraint(
                condition=models.Q(("shared_until", None)),
                fields=("goal",),
                name="goal_share_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="mentorshipchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_status", ""), ("to_status__in", ["draft", "active"])),
                    models.Q(
                        ("from_status", "draft"),
                        ("to_status__in", ["proposed", "active", "closed"]),
                    ),
                    models.Q(
                        ("from_status", "proposed"),
                        ("to_status__in", ["trial", "active", "closed"]),
                    ),
                    models.Q(
                        ("from_status", "trial"), ("to_status__in", ["active", "paused", "closed"])
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
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="milestone_has_a_title"
            ),
        ),
    ]
