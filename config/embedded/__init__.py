"""The services that the demo and the tests bring along: PostgreSQL and a broker.

Each runs in the foreground on a leash (leash.py), so that none outlives who started it.
"""
