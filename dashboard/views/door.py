"""The bare address: never drawn, :mod:`dashboard.main` leads on to the first page."""
