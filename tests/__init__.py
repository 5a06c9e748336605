"""Tests of Accord."""
