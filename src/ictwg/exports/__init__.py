"""What goes out: minutes, agendas and action points as markdown, and the files that hold them."""
