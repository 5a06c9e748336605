"""A starting case for any two countries: every number from the register, or estimated by a rule that it names."""
