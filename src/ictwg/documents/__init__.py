"""Documents that the group works on: their versions, and their track from drafting to the gazette."""
