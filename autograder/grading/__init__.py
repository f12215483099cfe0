"""The engine: from a submission to explained scores."""
