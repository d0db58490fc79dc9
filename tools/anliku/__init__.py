"""anliku (案例库): case studies in, a linked practice library out."""

__version__ = "0.1.0"
