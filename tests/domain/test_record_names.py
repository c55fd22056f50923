"""What a record type is called in files, messages and commands."""

from __future__ import annotations

from ictwg.domain.schema import declared

NAMES = """
accepted_texts=accepted_text actions=action activities=activity activity_dates=activity_date
activity_reports=activity_report address_forms=address_form agenda_items=agenda_item
attendance=attendance body_members=body_member
calendar_items=calendar_item campaign_materials=campaign_material campaigns=campaign chapters=chapter
checklist_lines=checklist_line clearance_steps=clearance_step contacts=contact contributions=contribution
corrections=correction decisions=decision deliverables=deliverable districts=district
document_versions=document_version documents=document due_changes=due_change editions=edition entries=entry
field_actions=field_action funders=funder funding_lines=funding_line indicator_values=indicator_value
incoming_letters=incoming_letter indicators=indicator letter_addressees=letter_addressee
letter_editions=letter_edition letters=letter meetings=meeting memberships=membership
organization_names=organization_name
organizations=organization outside_questions=outside_question outside_reports=outside_report papers=paper
participant_counts=participant_count participants=participant payment_rates=payment_rate people=person plans=plan
positions=position programme_reports=programme_report programmes=programme progress=progress
recommendations=recommendation referrals=referral report_texts=report_text results=result roles=role
round_answers=round_answer rounds=round saved_filters=saved_filter series=series
session_attendance=session_attendance settings=group signed_instruments=signed_instrument
status_changes=status_change successions=succession technical_support=technical_support template_items=template_item
track_steps=track_step trainers=trainer training_materials=training_material training_sessions=training_session
trainings=training translations=translation visibility_texts=visibility_text wordings=wording
"""
"""Each table with what one of its records is called: both stand in the files and scripts of users."""


def test_the_names_that_follow_from_a_class_are_those_of_the_files() -> None:
    """Whoever renames the class declares the names that it had."""
    assert {f"{kind.TABLE}={kind.SINGULAR}" for kind in declared()} == {*NAMES.split()}
