"""What may be shown of answers without telling anybody apart (D4, M10, P19). Pure: no Django.

People are counted in cells, one for each cohort and side. What can be asked for is a *view*: all
of them, one side, one cohort. A view is a sum of cells; from several views one can work out the
sums of others by adding and subtracting. A view is shown only while nothing that concerns fewer
than ``K`` people alone can be worked out from all the views that are shown together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

K = 5
# Averages are shown no nearer to either end than this, so that nobody's answer is certain.
SHY = 0.2

Cell = tuple[str, str]
View = tuple[str, str]
ALL: View = ("all", "")


@dataclass(frozen=True, slots=True)
class Line:
    """An item or subscale with its average from 1 to the number of levels; None: not shown.

    An average so near an end that everybody must have said the same is shown as the end.
    """

    text: str
    average: float | None
    count: int | None
    levels: int

    @property
    def percent(self) -> int | None:
        if self.average is None:
            return None
        return round(100 * (self.average - 1) / (self.levels - 1))


def is_small(count: int, *, k: int = K) -> bool:
    """Whether a group of so many could point at somebody; nobody at all points at nobody."""
    return 0 < count < k


def line_of(text: str, total: int, count: int, levels: int, *, k: int = K) -> Line:
    """The line of one item, of ``count`` answers that add up to ``total``; none of fewer than k."""
    if count < k:
        return Line(text, None, None, levels)
    shown = min(max(total / count, 1 + SHY), levels - SHY)
    return Line(text, round(shown, 1), count, levels)


def cells_of(view: View, cells: Mapping[Cell, int]) -> frozenset[Cell]:
    """The cells that a view adds up: ("all", ""), ("side", s) or ("cohort", c)."""
    kind, name = view
    place = {"cohort": 0, "side": 1}.get(kind)
    return frozenset(cell for cell in cells if place is None or cell[place] == name)


def publishable(cells: Mapping[Cell, int], *, k: int = K) -> set[View]:
    """Return the views that may be shown, the larger ones preferred; the same for the same counts.

    Views of fewer than ``k`` people are left out, and so is, in their favour, whatever would
    let somebody work one of them out (complementary suppression).
    """
    cells = {cell: count for cell, count in cells.items() if count}
    views = {ALL}
    views |= {("cohort", cohort) for cohort, __ in cells} | {("side", side) for __, side in cells}
    sizes = {view: sum(cells[cell] for cell in cells_of(view, cells)) for view in views}
    shown: list[View] = []
    for view in sorted(views, key=lambda view: (view != ALL, -sizes[view], view)):
        if sizes[view] >= k and not _isolates([*shown, view], cells, k):
            shown.append(view)
    return set(shown)


def _isolates(views, cells, k):
    """Whether sums of the views tell something about fewer than ``k`` people alone.

    Sums of views are vectors over the cells. Those that are zero everywhere but on a few cells
    with fewer than ``k`` people exist exactly if the rows of the null space that belong to
    those cells depend on each other.
    """
    order = sorted(cells)
    rows = [
        [Fraction(cell in members) for cell in order]
        for members in (cells_of(view, cells) for view in views)
    ]
    null = _null_space(rows, len(order))
    small = [place for place, cell in enumerate(order) if cells[cell] < k]
    for size in range(1, k):
        for chosen in combinations(small, size):
            if sum(cells[order[place]] for place in chosen) >= k:
                continue
            part = [[vector[place] for vector in null] for place in chosen]
            if _rank(part) < size:
                return True
    return False


def _null_space(rows, width):
    """A basis of the vectors that are orthogonal to every row."""
    rows, pivots = _reduced(rows)
    free = [column for column in range(width) if column not in pivots]
    basis = []
    for column in free:
        vector = [Fraction(0)] * width
        vector[column] = Fraction(1)
        for row, pivot in zip(rows, pivots, strict=True):
            vector[pivot] = -row[column]
        basis.append(vector)
    return basis


def _rank(rows):
    return len(_reduced(rows)[1])


def _reduced(rows):
    """Return the rows in reduced form, without the empty ones, and where each begins."""
    rows, pivots = [list(row) for row in rows], []
    for column in range(len(rows[0]) if rows else 0):
        place = len(pivots)
        found = next((r for r in range(place, len(rows)) if rows[r][column]), None)
        if found is None:
            continue
        rows[place], rows[found] = rows[found], rows[place]
        head = rows[place][column]
        rows[place] = [value / head for value in rows[place]]
        for other, row in enumerate(rows):
            if other != place and row[column]:
                factor = row[column]
                rows[other] = [a - factor * b for a, b in zip(row, rows[place], strict=True)]
        pivots.append(column)
    return rows[: len(pivots)], pivots
