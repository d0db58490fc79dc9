"""The command line: `anliku` and `python -m anliku`."""

from anliku.cli.main import main

__all__ = ["main"]
