from django.db import models


class LogInTries(models.Model):
    """Wrong passwords of one account from one place, or of all accounts from one network.

    The address that was typed may be nobody's: no row says who is here. Forgotten in a day.
    """

    # As typed, in lower case; empty where a network's tries of all accounts are counted.
    email = models.CharField(max_length=320, blank=True)
    # "device …" for one that has logged in to the account before, else "network …".
    place = models.CharField(max_length=64)
    tries = models.FloatField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email", "place"], name="log_in_tries_once_per_place"),
        ]
        indexes = [
            # the sweep that tells whose account is tried, and forgets
            models.Index(fields=["last_at"], name="log_in_tries_last"),
        ]

    def __str__(self):
        return f"{self.tries:.0f} tries from {self.place}"
