"""Invented names, in the order in which they are handed out."""

MENTEES = (
    "Noor Aziz",
    "Theo Marchand",
    "Kirsten Holm",
    "Dev Kapoor",
    "Salma Farouk",
    "Ben Ashworth",
    "Ines Carvalho",
    "Mikael Strand",
    "Ayesha Siddiqui",
    "Rory Gallacher",
    "Hana Sato",
    "Patience Moyo",
    "Felix Baumann",
    "Carmen Ortiz",
    "Joel Addo",
)
MENTORS = (
    "Helen Ward",
    "Ivo Brandt",
    "Ruth Berg",
    "Solomon Tesfaye",
    "Margaret Ellis",
    "Jorge Almeida",
    "Astrid Nyman",
    "Winston Clarke",
    "Bao Nguyen",
)
