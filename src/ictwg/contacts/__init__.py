"""Whom the secretariat writes to, calls and answers: letters out and in, and how somebody is addressed."""
