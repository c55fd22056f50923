"""Every key of the program: binding id, default keys, action, group.

The verb on the footer is the message `keys.<area>_<name>`, the sentence in the help `keys.<area>_<name>_tip`. A key
of one's own (`[keymap]` in the settings file) is written to the id. Office and Explorer taught these; no bare letter
changes a record, but for the one-key states of roll call and matters arising, which show them.
"""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """One action that a key starts.

    Attributes:
        id: "area.name".
        keys: Textual's key names, several with commas.
        action: The action's name, without `action_`.
        group: Its heading in the help, message `keys.group_<group>`.
        vi: Further keys when the vi keys are on.
        show: Whether the key bar offers it; the later ones give way where the bar is full.
        row: Whether it is for the row under the cursor, so that an empty list does not offer it.
    """

    id: str
    keys: str
    action: str
    group: str
    vi: str = ""
    show: bool = False
    row: bool = False


TABLE: tuple[Key, ...] = (
    Key("app.today", "1", "mode('today')", "go"),
    Key("app.agenda", "2", "mode('agenda')", "go"),
    Key("app.membership", "3", "mode('membership')", "go"),
    Key("app.followup", "4", "mode('followup')", "go"),
    Key("app.tasks", "5", "mode('tasks')", "go"),
    Key("app.search", "ctrl+f", "search", "go"),
    Key("app.palette", "ctrl+p", "command_palette", "go"),
    Key("app.undo", "ctrl+z", "undo", "program", vi="u"),
    Key("app.redo", "ctrl+y", "redo", "program", vi="U"),
    Key("app.history", "ctrl+d", "record_history", "go"),
    Key("app.who", "ctrl+u", "who", "program"),
    Key("app.save", "ctrl+s", "save", "program"),
    Key("app.help", "f1,question_mark", "help", "program", show=True),
    Key("app.quit", "ctrl+q", "quit", "program"),
    Key("list.choose", "enter", "choose", "list", show=True, row=True),
    Key("list.up", "up", "cursor_up", "list", vi="k"),
    Key("list.down", "down", "cursor_down", "list", vi="j"),
    Key("list.page_up", "pageup", "page_up", "list", vi="ctrl+b"),
    Key("list.page_down", "pagedown", "page_down", "list"),
    Key("list.first", "home", "first", "list", vi="g"),
    Key("list.last", "end", "last", "list", vi="G"),
    Key("list.toggle", "space", "toggle_selected", "list", row=True),
    Key("list.extend_up", "shift+up", "extend_up", "list", vi="K"),
    Key("list.extend_down", "shift+down", "extend_down", "list", vi="J"),
    Key("list.select_all", "ctrl+a", "select_all", "list"),
    Key("list.clear", "escape", "clear_selection", "list"),
    Key("filter.edit", "slash", "edit_filter", "list", show=True),
    Key("filter.leave", "enter,down", "leave_filter", "list", show=True),
    Key("filter.clear", "escape", "clear_filter", "list", show=True),
    Key("record.new", "ctrl+n", "new", "record", vi="n", show=True),
    Key("record.edit", "f2", "edit", "record", vi="e", show=True, row=True),
    Key("record.delete", "delete", "delete", "record", show=True, row=True),
    Key("record.copy", "ctrl+c", "copy_markdown", "record"),
    Key("record.editor", "ctrl+e", "open_editor", "record"),
    Key("record.back", "escape", "back", "record", vi="h", show=True),
    Key("view.previous", "left", "previous_view", "list"),
    Key("view.next", "right", "next_view", "list"),
    Key("membership.as_of", "f4", "as_of", "record", show=True),
    Key("membership.replace", "f5", "replace", "record", show=True, row=True),
    Key("membership.status", "f6", "status", "record", show=True, row=True),
    Key("membership.rename", "f7", "rename", "record", show=True, row=True),
    Key("membership.function", "f8", "function", "record", show=True, row=True),
    Key("membership.became", "f9", "became", "record"),
    Key("chart.body", "f3", "body", "record"),
    Key("chart.earlier", "ctrl+left,alt+left", "shift(-1)", "list"),
    Key("chart.later", "ctrl+right,alt+right", "shift(1)", "list"),
    Key("agenda.up", "ctrl+up,alt+up", "move('up')", "record"),
    Key("agenda.down", "ctrl+down,alt+down", "move('down')", "record"),
    Key("agenda.nest", "ctrl+right,alt+right", "move('nest')", "record"),
    Key("agenda.unnest", "ctrl+left,alt+left", "move('unnest')", "record"),
    Key("agenda.park", "ctrl+k", "park", "record"),
    Key("agenda.take_up", "ctrl+o", "take_up", "record"),
    Key("minutes.note", "f3", "entry('note')", "minutes", show=True),
    Key("minutes.decision", "f4", "entry('decision')", "minutes", show=True),
    Key("minutes.action", "f5", "entry('action')", "minutes", show=True),
    Key("minutes.update", "f6", "entry('update')", "minutes", show=True),
    Key("minutes.next_item", "f7", "next_item", "minutes", show=True),
    Key("minutes.present", "f8", "present", "minutes", show=True),
    Key("followup.filters", "f3", "saved_filters", "record"),
    Key("followup.done", "f4", "done", "record", show=True, row=True),
    Key("followup.update", "f5", "update", "record", show=True, row=True),
    Key("followup.due", "f6", "due", "record", show=True, row=True),
    Key("followup.owner", "f7", "owner", "record", show=True, row=True),
    Key("followup.status", "f8", "status", "record", show=True, row=True),
    Key("followup.turn", "f9", "turn", "record"),
    Key("followup.origin", "ctrl+o", "origin", "record"),
    Key("tasks.checklist", "ctrl+k", "checklist", "record"),
    Key("card.origin", "enter", "go('origin')", "record", show=True),
    Key("card.edit", "f2", "go('edit')", "record", show=True),
    Key("member_card.on", "enter", "go('origin')", "record", show=True),
    Key("member_card.edit", "f2", "go('edit')", "record", show=True),
    Key("held.keep", "f4", "keep", "record", show=True, row=True),
    Key("held.let_go", "f8", "let_go", "record", show=True, row=True),
    Key("import.all", "ctrl+s,ctrl+enter", "import_all", "record", show=True, row=True),
    Key("trash.purge", "f8", "purge", "record", show=True, row=True),
    Key("backups.put_back", "ctrl+s,ctrl+enter", "put_back", "record", show=True, row=True),
    Key("reports.period", "f2", "period", "record", show=True),
    Key("reports.earlier", "f6", "shift(-1)", "record", show=True),
    Key("reports.later", "f7", "shift(1)", "record", show=True),
    Key("reports.export", "ctrl+l", "export", "record", show=True),
    Key("today.done", "f4", "done", "record", show=True, row=True),
    Key("today.mend", "f6", "mend", "record", show=True),
    Key("minutes.outcome", "f10,f12", "outcome", "minutes"),
    Key("minutes.box", "f9", "box", "minutes"),
    Key("minutes.projector", "ctrl+t", "projector", "minutes"),
    Key("entry.edit", "f2", "edit_entry", "minutes", vi="e", show=True, row=True),
    Key("entry.delete", "delete", "delete_entry", "minutes", show=True, row=True),
    Key("entry.up", "ctrl+up,alt+up", "move_entry('up')", "minutes"),
    Key("entry.down", "ctrl+down,alt+down", "move_entry('down')", "minutes"),
    Key("entry.restrict", "ctrl+r", "restrict", "minutes", row=True),
    Key("entry.adopt", "a", "adopt", "minutes", show=True),
    Key("prompt.complete", "tab", "complete", "minutes"),
    Key("prompt.edit_last", "up", "edit_last", "minutes"),
    Key("prompt.leave", "escape", "leave", "minutes"),
    Key("readback.mend", "enter", "mend", "readback", show=True),
    Key("readback.close", "ctrl+s,ctrl+enter", "close", "readback", show=True),
    Key("readback.owner", "f7", "owner", "readback", show=True),
    Key("readback.due", "f6", "due", "readback", show=True),
    Key("readback.edit", "f2", "edit", "readback", show=True),
    Key("meeting.export", "ctrl+l", "export", "record", show=True),
    Key("meeting.step", "ctrl+g", "step", "record", show=True),
    Key("meeting.close", "escape", "close_meeting", "record", show=True),
    Key("attendance.present", "p", "attend('present')", "attendance"),
    Key("attendance.remote", "r", "attend('remote')", "attendance"),
    Key("attendance.apologies", "a", "attend('apologies')", "attendance"),
    Key("attendance.absent", "x", "attend('absent')", "attendance"),
    Key("attendance.representative", "s", "representative", "attendance"),
    Key("attendance.walk_in", "w", "walk_in", "attendance"),
    Key("attendance.arrived", "i", "arrived", "attendance"),
    Key("attendance.left", "l", "left", "attendance"),
    Key("attendance.enrol", "m", "enrol", "attendance"),
    Key("attendance.minutes", "f8", "minutes", "attendance", show=True),
    Key("attendance.clear", "delete", "attend('')", "attendance"),
    Key("invitation.coming", "c", "answer('coming')", "invitation"),
    Key("invitation.not_coming", "n", "answer('not_coming')", "invitation"),
    Key("invitation.sends", "s", "sends", "invitation"),
    Key("invitation.how", "h", "how", "invitation"),
    Key("invitation.expect", "w", "expect", "invitation"),
    Key("invitation.enrol", "m", "enrol", "invitation"),
    Key("invitation.out", "o", "out", "invitation"),
    Key("invitation.copy", "ctrl+c", "copy_unanswered", "invitation"),
    Key("invitation.clear", "delete", "answer('none')", "invitation"),
    Key("arising.done", "d", "arising('done')", "arising", show=True, row=True),
    Key("arising.in_progress", "i", "arising('in_progress')", "arising", show=True, row=True),
    Key("arising.waiting", "w", "arising('waiting')", "arising", show=True, row=True),
    Key("arising.due", "t", "arising('new_date')", "arising", show=True, row=True),
    Key("arising.owner", "o", "arising('new_owner')", "arising", show=True, row=True),
    Key("arising.cancelled", "x", "arising('cancelled')", "arising", show=True, row=True),
    Key("form.save", "ctrl+s,ctrl+enter", "save", "form", show=True),
    Key("form.editor", "ctrl+e", "open_editor", "form", show=True),
    Key("form.help", "f1", "help", "form", show=True),
    Key("form.cancel", "escape", "cancel", "form", show=True),
    Key("modal.cancel", "escape", "cancel", "form", show=True),
    Key("written.copy", "c", "copy_path", "form", show=True),
    Key("written.done", "enter", "cancel", "form"),
    Key("first.leave", "escape", "leave", "program", show=True),
    Key("search.next", "down", "next_hit", "list"),
    Key("search.previous", "up", "previous_hit", "list"),
    Key("picker.next", "right", "next_option", "form"),
    Key("picker.previous", "left", "previous_option", "form"),
    Key("picker.open", "enter,space,down", "open_options", "form"),
    Key("confirm.next", "left,right,up,down", "answer_next", "form"),
    Key("paste.one", "enter", "split('one')", "minutes", show=True),
    Key("paste.paragraphs", "p", "split('paragraphs')", "minutes", show=True),
    Key("paste.lines", "l", "split('lines')", "minutes", show=True),
)
