"""How the processes of a run are started: in a room, cold or warm, and as a Jupyter kernel."""
