"""`make bench`: what the main pages cost."""

import sys

from bench.pages import main

sys.exit(main())
