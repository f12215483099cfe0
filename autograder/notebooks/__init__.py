"""Notebooks as instructors write them: cells, the sides their names live on, lint, release."""
