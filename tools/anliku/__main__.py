"""`python -m anliku`, for PCs where the `anliku` command is not on the path."""

import sys

from anliku.cli import main

sys.exit(main())
