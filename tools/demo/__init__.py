"""The demo: its services under one parent, and the people invented for it."""
