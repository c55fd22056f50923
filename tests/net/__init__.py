"""The net: what ten commands and three screens say and show, kept to the letter.

    pytest tests/net -n auto        tells where something is not as it was
    python -m tests.net [WORD]      makes what is kept anew, or of it what has WORD in its name

Texts stand as the ids of their messages with their values, so that a sentence may be written anew; what is printed
for others stands as it is. Nothing here says that it is right: it says that it is as it was.
"""
