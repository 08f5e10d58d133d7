"""Two people over the years: in confidence, and as long as both want to."""
