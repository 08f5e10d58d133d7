"""One line of the access table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    name: str
    get: str
    post: str
    # Attributes of the cast that stand in the URL.
    at: tuple[str, ...] = ()

    def arguments(self, cast):
        return [getattr(cast, name) for name in self.at]
