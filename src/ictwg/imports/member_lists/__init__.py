"""Lists of members, as offices keep them in spreadsheets."""
