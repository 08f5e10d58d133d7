from django.db import migrations
from django.utils import timezone

from people.ids import uuid7
from programs.presets.pulse import shipped_pulse


def bring(apps, schema_editor):
    pulse = shipped_pulse()
    apps.get_model("programs", "Instrument").objects.create(
        id=uuid7(),
        preset="pulse",
        title=pulse.title,
        version=pulse.version,
        language=pulse.language,
        source=pulse.source,
        licence=pulse.licence,
        levels=list(pulse.levels),
        items=pulse.items_as_data(),
        added_at=timezone.now(),
    )


class Migration(migrations.Migration):
    """Every site starts with the pulse of four items, in our own words (M10)."""

    dependencies = [("programs", "0015_ask_how_it_goes")]

    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
