"""Files to records: read, place, convert; every problem is collected with its position."""

from anliku.load.convert import Misnamed
from anliku.load.files import read_text
from anliku.load.library import Loaded, Records, load, load_file

__all__ = ["Loaded", "Misnamed", "Records", "load", "load_file", "read_text"]
