"""Measures of the house: each prints figures to compare, none is a test. By name: python -m bench.relevance."""
