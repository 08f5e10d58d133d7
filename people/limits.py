"""What people's profiles may hold, whether typed or imported."""

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 10
# How many learners or mentees somebody may take on at once.
HIGHEST_CAPACITY = 50
