"""The results of the shipped cases as they are committed, and how they are made anew."""
