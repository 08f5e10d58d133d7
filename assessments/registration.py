"""What this app tells the ones below about itself (DESIGN 14)."""


def register() -> None:
    pass
