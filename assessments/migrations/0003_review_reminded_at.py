from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_signed_facts_never_change")]

    operations = [
        migrations.AddField(
            model_name="reviewoutcome",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
