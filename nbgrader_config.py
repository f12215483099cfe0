"""nbgrader's configuration of this course."""

c = get_config()  # noqa: F821  nbgrader defines it

c.CourseDirectory.course_id = "convnets"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
c.GenerateFeedback.exporter_class = "autograder.feedback.exporter.FeedbackExporter"
