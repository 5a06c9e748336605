"""Bargaining on any linear program with one utility per party; it knows nothing of countries or workers."""
