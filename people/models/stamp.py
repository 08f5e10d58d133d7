from django.db import models


class Stamp(models.Model):
    """When something last happened: beat and worker were alive, a backup was taken."""

    class Name(models.TextChoices):
        BEAT = "beat"
        WORKER = "worker"
        BACKUP = "backup"

    name = models.CharField(max_length=20, choices=Name.choices, primary_key=True)
    stamped_at = models.DateTimeField()

    def __str__(self):
        return self.name
