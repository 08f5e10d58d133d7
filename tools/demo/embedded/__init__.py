"""The services that the demo and the tests bring along: PostgreSQL and a broker.

Each runs in the foreground under a guard (child_guard.py), so that none outlives its starter.
"""
