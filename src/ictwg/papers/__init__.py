"""Papers that an office sends: what one says (`blocks`), what it is, and each form in which it is written.

What goes out is a `Document` made of blocks for one audience in one language. A form (`forms`) writes it; which papers
there are, of what and for whom, the areas say.
"""
