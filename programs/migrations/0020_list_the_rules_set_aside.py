import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0019_queue_silent_pairs"),
    ]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE programs_ruleoverride ALTER COLUMN rules
            TYPE varchar(6)[] USING string_to_array(rules, ', ')
            """,
            """
            ALTER TABLE programs_ruleoverride ALTER COLUMN rules
            TYPE varchar(60) USING array_to_string(rules, ', ')
            """,
            state_operations=[
                migrations.AlterField(
                    model_name="ruleoverride",
                    name="rules",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6), size=None
                    ),
                ),
            ],
        ),
    ]
