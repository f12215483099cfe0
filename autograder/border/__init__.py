"""What may cross between the student's process and the grader's, and how it is written."""
