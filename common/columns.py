"""What the columns of a table mean, by the many names they go by. Pure: no Django.

Names are compared without case, spaces, hyphens and underscores: "First name", "first_name" and
``firstName`` are the same.
"""

from collections.abc import Mapping, Sequence

from common.text_files import column_key


def compared(name: str) -> str:
    """Return a column's name as two are compared."""
    return column_key(name).replace("_", "")


class ColumnNames:
    """For every known name the field it means, and how well known it is for that (0 is best)."""

    def __init__(self, names: Mapping[str, Sequence[str]]):
        """``names`` lists, for each field, the names it goes by, the best known first."""
        self._fields = {
            compared(name): (field, rank)
            for field, known in names.items()
            for rank, name in enumerate(known)
        }

    def is_known(self, name: str) -> bool:
        return compared(name) in self._fields

    def assign(self, header: Sequence[str]) -> dict[str, int]:
        """Return where each field stands in the header; of two names for one, the better known."""
        best: dict[str, tuple[int, int]] = {}
        for index, name in enumerate(header):
            if self.is_known(name):
                field, rank = self._fields[compared(name)]
                best[field] = min(best.get(field, (rank, index)), (rank, index))
        return {field: index for field, (_rank, index) in best.items()}

    def find(self, header: Sequence[str], name: str) -> int | None:
        """Return where the column of this name stands, by its own name or the field it means."""
        names = [compared(shown) for shown in header]
        wanted = compared(name)
        return names.index(wanted) if wanted in names else self.assign(header).get(name)
