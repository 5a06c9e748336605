"""A first case for any two countries, from the register and from stated rules."""
