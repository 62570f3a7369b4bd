"""The demonstration: an illustrative plan, the roles that play it, and what they answered."""

from tracker.exchange.demo.loader import AlreadyLoaded, load_demo

__all__ = ["AlreadyLoaded", "load_demo"]
