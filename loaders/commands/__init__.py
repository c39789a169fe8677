"""Subcommands of ``tracker``, one module each with ``add(subparsers)``."""
