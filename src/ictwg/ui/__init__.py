"""The program in the terminal.

    app            one group's file, open: what works everywhere; `places` says what opens where
    first_run      what comes before there is a group
    key_table      every key: a line there, its words `keys.*` in `locales/en.json`, a method `action_<name>` on the
                   screen or widget that names the key's area in `BINDINGS`
    palette        everything by its name
    screens        one file for each screen that one can go to, which begins with the three jobs that it is for; beside
                   them what several screens do: `errands`, `sending`, `meeting_steps`
    modals         boxes over a screen
    widgets        lists, inputs, bars: they take values and know no services
    text           the only doors for users' text; `styles` is how it looks

What all screens are made of is here: session, list, record and declared screen, papers that go out, confidential
marks. A module imports only from those below it, which a contract in pyproject.toml holds: palette > screens > these >
modals > widgets > app. Whatever leads up is named in `places`.

A widget tells with a message what was done; the screen decides, calls a service, and shows the state again.
"""
