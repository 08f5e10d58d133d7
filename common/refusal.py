"""What every error is that somebody may be shown. Pure: knows no Django."""


class Refusal(Exception):
    """What was asked cannot be done. The message says why, in words fit to show.

    Each module that refuses has a class of its own, so that one may catch or test for it;
    views catch them all alike (common/show_refusal.py).
    """
