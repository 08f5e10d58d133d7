from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

NAME = "preceptorship_pause_resumes_after_it_starts"


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_published_versions_never_change")]

    operations = [
        migrations.AddField(
            model_name="preceptorshippause",
            name="resumes_on",
            field=models.DateField(blank=True, null=True),
        ),
        AddConstraintNotValid(
            model_name="preceptorshippause",
            constraint=models.CheckConstraint(
                condition=models.Q(resumes_on=None)
                | models.Q(resumes_on__gt=models.F("valid_from")),
                name=NAME,
            ),
        ),
        ValidateConstraint(model_name="preceptorshippause", name=NAME),
    ]
