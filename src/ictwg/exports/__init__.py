"""What goes out: the papers of meetings, rounds, trainings and the group, as documents; `papers` writes them."""
