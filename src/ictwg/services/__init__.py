"""The use cases, and what screens and commands show: pure, from (state, what was asked, today) to changes or values.

    records        any record: adding · editing · setting · bulk · terms · numbering · lookup · selection · tables ·
                   spreadsheets · jsonview · detail · history · days · zones
    members        membership · membership_detail · functions · succession · naming · contact_list · districts ·
                   sub_groups · attendance_over_time · deletion, with parts · doubles, and
                   same, what becomes of two that are one
    meeting        meetings · meeting_list · meeting_copy · upcoming · agenda · attendance ·
                   invitation · invitation_lists · quorum_kept · sign_in
    preparing      the next meeting, and carry_over, what is not concluded
    minuting       minutes · minute_lines · drafts · outcomes, of items · review, of earlier_actions · phrases ·
                   next_day, as agreed · read_back, before it closes · pace, its clock · projecting, for the room
    prompting      prompt_state, whose line it is · typed_lines, what a line may be · prompt · at_item · names, the
                   roster of the day · pasting · completing · echo, before Enter · taking, after it · promising, for
                   `ictwg add action`
    adoption       minutes_way, step by step · silence · life, where they stand · comments · pre_flight · adopting,
                   which makes an edition · freezing, what is in one, and frozen_marks · editions · shown_from ·
                   corrections · redacting
    searching      search · search_filter, its keyed words · search_text, everything as one string · search_place ·
                   search_adopted
    deciding       decisions · votes · decision_rows · decision_filter · decision_detail · circulation · carrying_out
    following_up   followup · minutes_link · owners · action_rows · row_maker · following · action_groups ·
                   filter_words · action_filter · saved_filters · action_detail · action_copy
    secretariat    today · tasks · recurring · checklists · own_checklist · working_days · lateness, how late and why
    mending        mend · mend_line · gaps · clashing · told_apart · two_answers · contested, who carries the mark
    reporting      reports on follow-up, decisions and attendance
    exporting      exports · sheets · sheet_view · sheet_items · sheet_actions · sheet_attendance ·
                   sheet_comments, minutes as values for `exchange` · plan_of_time · chair_copy · on_the_subject,
                   what was decided before
    bringing       our own minutes again: bring_in_sheet
    importing      files, which are meant · minutes, members and files of others
    sharing        desk, one person at it · opening · saving · shared_folders · brought_together, second copies of it ·
                   sharing_view · quiet, who is silent · carrying and carried_in, copies by hand · backups · trash ·
                   leaving · handing_over, with handed_minutes and staying_behind · encryption

`tests/test_map.py` keeps the list whole.
"""
