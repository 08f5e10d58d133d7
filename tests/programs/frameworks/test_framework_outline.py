"""The tree as a page shows it."""

from programs.frameworks.files import read_framework
from programs.frameworks.outline import outline

FILE = (
    b"identifier,parent,statement,notes\n"
    b"g,,Hygiene,\nh,g,Hands,\na,h,Washes,with soap\nb,h,Dries,\nc,g,Waste,\nd,,Lifting,\n"
)
ITEMS = read_framework(FILE, filename="file.csv").framework.items


def shown(nodes):
    return [
        (node.item.identifier, shown(node.children)) if node.children else node.item.identifier
        for node in nodes
    ]


def test_outline_nests_what_stands_below():
    tree = outline(ITEMS)

    assert shown(tree.nodes) == [("g", [("h", ["a", "b"]), "c"]), "d"]
    assert (tree.count, [node.count for node in tree.nodes]) == (4, [3, 0])


def test_outline_search_brings_the_groups_above():
    assert shown(outline(ITEMS, search="SOAP wash").nodes) == [("g", [("h", ["a"])])]


def test_outline_search_for_a_group_brings_all_below():
    assert shown(outline(ITEMS, search="hands").nodes) == [("g", [("h", ["a", "b"])])]


def test_outline_search_without_a_hit_is_empty():
    assert outline(ITEMS, search="nothing") == outline([])


def test_outline_shows_so_many_and_says_so():
    tree = outline(ITEMS, limit=3)

    assert shown(tree.nodes) == [("g", [("h", ["a"])])]
    assert tree.is_cut
