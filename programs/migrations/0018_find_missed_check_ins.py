from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0017_find_common_times"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(
                condition=models.Q(("missed_at__isnull", False)),
                fields=["mentorship"],
                name="check_in_missed",
            ),
        ),
    ]
