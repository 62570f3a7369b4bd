"""`make bench`: what the main pages cost, and how fast a week's mail leaves."""

import sys

from bench import courier, pages

# Both are printed, whatever the first one comes to.
sys.exit(max([pages.main(), courier.main()]))
