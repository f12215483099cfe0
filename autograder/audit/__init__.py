"""Tests of the tests: named mistakes, and what they must cost."""
