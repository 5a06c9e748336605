"""The agreement as a linear program, and the terms that each solution concept chooses."""
