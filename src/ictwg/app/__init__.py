"""One person at one open group: the session, sharing, and what is seen across all areas."""
