"""How processes that run other people's code are started and contained."""
