"""Shipped cases and the register: plain files that the toolkit reads."""
