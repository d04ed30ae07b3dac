"""Tests of the benches: what they touch, what they leave out, what they say; never how fast anything is."""
