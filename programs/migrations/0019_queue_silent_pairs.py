import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0018_find_missed_check_ins"),
    ]

    operations = [
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
                (
                    "program",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.program",
                    ),
                ),
                ("signal", models.PositiveSmallIntegerField()),
                ("counts_from", models.DateField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["program", "signal", "counts_from", "mentorship"],
                        name="care_queue",
                    )
                ],
            },
        ),
    ]
