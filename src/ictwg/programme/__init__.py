"""What the group does beside its meetings: what is special about trainings."""
