"""Who is to do what, until when: sentences as people write them in minutes, in four languages.

    sentence   read_sentence, the one reading behind the prompt, a paste, `add action` and the reader of minutes
    who        the names that it begins or ends with         until   the day that it names, wherever it stands
    roster     the names that are known on a day             words   what is looked for, folded
    dates      the days and hours that papers write          timeframes   from when until when

It knows no records: whom a name means is what the caller's roster says.
"""
