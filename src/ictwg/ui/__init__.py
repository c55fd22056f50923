"""The program in the terminal.

    app            the modes, and what works everywhere; `first_run` is what comes before there is a group, `errands`
                   what the palette does once in a while
    key_table      every key: a line there, its words `keys.*` in `locales/en.json`, a method `action_<name>` on the
                   screen or widget that names the key's area in `BINDINGS`
    screens        one file for each screen, which begins with the three jobs that it is for
    modals         boxes over a screen         widgets   lists, inputs, bars: they take values and know no services
    text           the only doors for users' text; `styles` and `themes` are how it looks

A widget tells with a message what was done; the screen decides, calls a service, and shows the state again.
"""
