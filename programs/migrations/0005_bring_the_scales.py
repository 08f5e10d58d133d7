from django.db import migrations

from people.ids import uuid7
from programs.presets.scales import SCALES


def bring(apps, schema_editor):
    scale_model = apps.get_model("programs", "RatingScale")
    level_model = apps.get_model("programs", "RatingLevel")
    for preset in SCALES:
        scale = scale_model.objects.create(
            id=uuid7(),
            preset=preset.code,
            name=preset.name,
            question=preset.question,
            description=preset.description,
            pass_value=preset.pass_value,
        )
        level_model.objects.bulk_create(
            level_model(id=uuid7(), scale=scale, value=value, name=name, anchor=anchor)
            for value, (name, anchor) in enumerate(preset.levels, start=1)
        )


class Migration(migrations.Migration):
    """Every site starts with the shipped scales; what was there before is left alone."""

    dependencies = [("programs", "0004_declare_the_steps_of_preceptorships")]

    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
