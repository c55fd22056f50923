"""What minutes print: their sheet as values, made for one audience, and its markdown."""
