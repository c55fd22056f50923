"""What is wrong with a shared file that cannot be read now."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "empty": "The file is empty (0 bytes).",
    "zeros": "The file holds only zero bytes.",
    "zero_byte": "The file holds a zero byte at byte {at}.",
    "html": "The file holds a web page.",
    "utf16": "The file is UTF-16.",
    "not_utf8": "The file is not UTF-8: byte {at} is {byte}.",
    "cut_off": "The file ends in the middle, at line {line}, column {column}.",
    "not_json": "The file is no JSON at line {line}, column {column}: {what}.",
    "not_a_number": "The file holds {what}, which is no JSON number.",
    "long_number": "The file holds a number of more than {digits} digits.",
    "too_deep": "The file is nested too deeply.",
    "not_an_object": "The file is no JSON object.",
    "not_ours": "The file is JSON, but it is no file of ictwg.",
    "bad_header": "The file's _sync row is damaged: {what}.",
    "bad_table": "Table {table} is no object.",
    "bad_key": "Table {table} has the row key “{key}”, which is no whole number above 0 in plain digits.",
    "bad_row": "Row {key} of table {table} is damaged: {what}.",
    "doubled_field": "Row {key} of table {table} has the field “{name}” twice.",
    "bare_row": "it is no object",
    "foreign_row": "its id is missing or is another row's",
    "no_table": "it is in the trash without its table",
    "no_dot": "“{text}” is not actor@number",
    "no_dots": "_v has no list of dots for “{name}”",
    "no_value": "_c has no value for “{name}”",
    "no_object": "“{name}” is no object",
    "star_field": "“*” is no field",
    "too_new": "The file asks for a newer ictwg (format {asked}; this one reads up to {reads}).",
    "hint_wait": (
        "Wait a minute, or let your sync program fetch the whole of it (“always keep on this device”), then try again. "
        "If it stays so: each computer that has this group writes the file again, once the program is opened there. "
        "Nothing was changed."
    ),
    "hint_saved_by_other": "Another program has saved it. Put back an earlier version; nothing was changed.",
    "hint_check_row": "Mend that row in the file, or put back an earlier version; nothing was changed.",
    "hint_other_file": "Choose the group's file; this one was not changed.",
    "hint_upgrade": (
        "Install the newer version. What you enter meanwhile stays on this computer. If there is none, somebody has "
        "changed the file by hand: take it out of its folder, and in a minute it is written again from here."
    ),
}
