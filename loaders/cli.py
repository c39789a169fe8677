"""The command ``tracker``: one subcommand per module of :mod:`loaders.commands`."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from typing import TYPE_CHECKING, Final

import loaders.commands
from loaders.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT: Final = "serve"
GONE: Final = 141


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The argument parser, assembled from the modules of :mod:`loaders.commands`.

    Each module holds ``add(subparsers)``, which registers its arguments and sets ``run`` to a function from the parsed
    arguments to an exit status.

    Args:
        only: The one command that will run, so that no other is loaded; all if there is none of that name.
    """
    names = [module.name for module in pkgutil.iter_modules(loaders.commands.__path__)]
    main_parser = argparse.ArgumentParser(prog="tracker", description="DPRK–Russia sanctions-response tracker")
    subparsers = main_parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in [only] if only in names else names:
        importlib.import_module(f"loaders.commands.{name}").add(subparsers)
    return main_parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``tracker``; returns the exit status.

    A mistake of the user, or a disk that refuses, ends in one message on stderr and status 1, never in a traceback;
    status 130 after Ctrl-C, 141 when nobody reads the output any more.
    """
    words = list(sys.argv[1:] if argv is None else argv) or [DEFAULT]
    arguments = parser(words[0]).parse_args(words)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # who read our output has gone, as in `tracker status | head`: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GONE
    except (TrackerError, OSError) as error:
        sys.stderr.write(f"tracker: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("tracker: interrupted\n")
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main())
