"""Official file or curated fact → table."""
