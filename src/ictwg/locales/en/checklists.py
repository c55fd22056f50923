"""The steps of the work around a meeting (data/checklists.json), as they are first written into a group's file."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "invitation_to_chair": "Invitation to the chair for signature",
    "invite": "Invite the members",
    "agenda_to_chair": "Draft agenda to the chair",
    "agenda_and_papers": "Circulate agenda and papers",
    "chase_answers": "Chase missing answers",
    "remind": "Send a reminder",
    "attendance_and_action_points": "Attendance list and action points, the same day",
    "draft_minutes_to_chair": "Draft minutes to the chair",
    "circulate_draft_minutes": "Circulate the draft minutes",
    "comments_close": "Comments close",
    "final_minutes_and_matrix": "Final minutes and follow-up matrix",
}
