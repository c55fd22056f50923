"""The secretariat's own work."""
