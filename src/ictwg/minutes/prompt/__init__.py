"""The prompt of the minutes: what a typed line means, before and after Enter."""
