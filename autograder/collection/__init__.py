"""From an archive of a learning platform to `submitted/<student>/<assignment>/`, safely."""
