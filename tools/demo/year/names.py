"""Invented names, each pair of them once."""

from collections.abc import Iterator
from random import Random

FIRST = """
Adaeze Aisha Alice Anders Anjali Arthur Beatriz Benedict Carys Chidi Clara Daniela Diego
Eleni Emeka Erik Esther Farida Fergus Gwen Hamza Hannah Hugo Imani Ingrid Isaac Jasmine
Joanna Kamal Katrin Kwame Leila Liam Linnea Luca Maeve Magnus Maryam Matteo Milos Nadia
Naomi Nikhil Olga Omar Petra Rafael Renata Rohan Ronan Sabine Samir Selma Simone Soren
Tamsin Teresa Tomas Uma Viktor Wanjiru Yasmin Yusuf Zainab
"""
LAST = """
Abbott Achebe Adler Bakker Barros Bello Bennett Bianchi Boateng Bosch Byrne Castillo Chaudry
Cohen Conway Danso Dubois Eklund Farrell Ferrari Fischer Fofanah Garvey Ghosh Gomez Hale
Hansen Hussain Ibrahim Iqbal Jansen Kaya Keane Khan Kovac Larsson Lim Lowe Mahmood Marsh
Mbeki Mendes Mistry Morgan Mwangi Nolan Novak Obi Okeke Olsen Park Patel Petrov Quinn Reyes
Rossi Schmidt Shah Silva Sorensen Tan Torres Varga Walsh Weber Yilmaz Zhou
"""


def names(random: Random) -> Iterator[str]:
    """Yield names in an order that the seed decides."""
    pairs = [f"{first} {last}" for first in FIRST.split() for last in LAST.split()]
    random.shuffle(pairs)
    yield from pairs
