"""What given terms lead to, year by year: the simulation of the specification, sections 4 to 6 and 9. No solver."""
