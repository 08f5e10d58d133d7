"""A year of one intake, lived day by day through the services: `manage.py simulate_year`."""
