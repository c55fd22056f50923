"""The closed lists of the domain: every value is the English word that stands in the file (DOMAIN.md §2).

What a reader sees is the message `choices.<list>.<value>`; records store the value, never the label.
"""

from __future__ import annotations

from enum import StrEnum


class Looks(StrEnum):
    """Which way a day that was typed without its year lies; never in a file.

    AHEAD    the coming one: what is due, what is planned
    AROUND   the last one, or one some weeks ahead: when something began
    NEAREST  the one that is nearest, before or after: when something ends
    BACK     the last one, today's too: what was said, decided, given or closed
    """

    AHEAD = "ahead"
    AROUND = "around"
    NEAREST = "nearest"
    BACK = "back"


class OrganizationType(StrEnum):
    """In protocol order: rosters and exports follow it, then the order set by hand."""

    GOVERNMENT = "government"
    SECURITY = "security"
    JUDICIARY = "judiciary"
    INTERNATIONAL = "international"
    NGO = "ngo"
    DONOR = "donor"
    OTHER = "other"


class MembershipStatus(StrEnum):
    MEMBER = "member"
    OBSERVER = "observer"
    INVITED = "invited"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class SuccessionKind(StrEnum):
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"


class Function(StrEnum):
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    SECRETARIAT = "secretariat"
    MINUTE_TAKER = "minute_taker"
    FOCAL_POINT = "focal_point"
    ALTERNATE = "alternate"
    GUEST = "guest"
    HEAD = "head"
    """Of the institution: letters go to them."""


class Listing(StrEnum):
    """Who may find a person on a contact list."""

    MEMBERS = "members"
    PUBLIC = "public"
    NOBODY = "nobody"


class Channel(StrEnum):
    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"
    MESSAGING = "messaging"
    VISIT = "visit"
    AT_MEETING = "at_meeting"


class SentAs(StrEnum):
    """In which form somebody gets what is sent to many."""

    PDF = "pdf"
    WORD = "docx"
    PAPER = "paper"


class GivenWork(StrEnum):
    """Whether an organization is tasked with an action, or invited to it."""

    TASKED = "tasked"
    INVITED = "invited"


class Level(StrEnum):
    """Of an office, from the highest down: by it somebody is written to, and ranked on a day of ministers."""

    MINISTER = "minister"
    VICE_MINISTER = "vice_minister"
    SECRETARY_OF_STATE = "secretary_of_state"
    DIRECTOR_GENERAL = "director_general"
    DIRECTOR = "director"
    TECHNICAL = "technical"


class LetterKind(StrEnum):
    """The form of a letter: to heads, between missions, to members, to guests, inside, to one's own head."""

    LETTER = "letter"
    NOTE_VERBALE = "note_verbale"
    CONVENING = "convening"
    INVITATION = "invitation"
    MEMO = "memo"
    SUBMISSION = "submission"


class LetterStage(StrEnum):
    """How far a letter is, by its days."""

    DRAFT = "draft"
    WITH_SIGNATORY = "with_signatory"
    RETURNED = "returned"
    SIGNED = "signed"
    DISPATCHED = "dispatched"
    RECEIVED = "received"
    SPOILED = "spoiled"


class AddresseeRole(StrEnum):
    TO = "to"
    THROUGH = "through"
    COPY = "copy"


class IncomingStage(StrEnum):
    NEW = "new"
    WITH_CHAIR = "with_chair"
    TO_ANSWER = "to_answer"
    ANSWERED = "answered"
    FILED = "filed"


class Find(StrEnum):
    """What a text may hold that is confidential, by its signs."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    IDENTITY = "identity"
    BIRTH = "birth"
    PLACE = "place"
    HEALTH = "health"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class MeetingKind(StrEnum):
    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"
    SUB_COMMITTEE = "sub_committee"
    DRAFTING_SESSION = "drafting_session"


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


TAKES_PLACE = (MeetingState.PLANNED, MeetingState.HELD)


class MinutesState(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    WITH_CHAIR = "with_chair"
    CIRCULATED = "circulated"
    ADOPTED = "adopted"


TO_ADOPT = (MinutesState.DRAFT, MinutesState.WITH_CHAIR, MinutesState.CIRCULATED)
"""What is still being worked on: until it is adopted, it can be mended."""
SENT_STATES = (MinutesState.CIRCULATED, MinutesState.ADOPTED)


class Adoption(StrEnum):
    AT_MEETING = "at_meeting"
    BY_SILENCE = "by_silence"


class Direction(StrEnum):
    """Of a contact, as the secretariat sees it."""

    OUT = "out"
    IN = "in"


class CallOutcome(StrEnum):
    """What a call led to, where that is more, or less, than what was said."""

    NO_ANSWER = "no_answer"
    LEFT_WORD = "left_word"
    CALL_BACK = "call_back"
    LETTER_AGAIN = "letter_again"
    WRONG_NUMBER = "wrong_number"


class OwedKind(StrEnum):
    """Whom to ask there, what is pending with it; never in a file. Those of `AskingKind` have its names."""

    PERSON = "person"
    CALL_BACK = "call_back"
    ACTION = "action"
    INVITATION = "invitation"
    COMMENTS = "comments"
    DOCUMENT = "document"
    DECISION = "decision"
    ROUND = "round"
    REMINDER = "reminder"
    LETTER = "letter"
    RECEIPT = "receipt"
    PAPER = "paper"
    INCOMING = "incoming"


class Commented(StrEnum):
    """What an organization answered when minutes were circulated; no answer is none of these."""

    COMMENTS = "comments"
    NO_COMMENTS = "no_comments"
    NOT_NEEDED = "not_needed"


ANSWERS = frozenset({Commented.COMMENTS, Commented.NO_COMMENTS})
"""What an organization said itself, and minutes print; that none is needed is the secretariat's own note."""


class Settled(StrEnum):
    """What became of a comment, or of an edit that came after adoption."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Audience(StrEnum):
    """Who may see it, from open to closed; the strictest of meeting, item and entry holds (DOMAIN.md §4)."""

    EVERYONE = "everyone"
    MEMBERS = "members"
    CORE = "core"
    SECRETARIAT = "secretariat"


class ItemKind(StrEnum):
    OPENING = "opening"
    ADOPTION_OF_AGENDA = "adoption_of_agenda"
    PREVIOUS_MINUTES = "previous_minutes"
    MATTERS_ARISING = "matters_arising"
    TOPIC = "topic"
    ANY_OTHER_BUSINESS = "any_other_business"
    NEXT_MEETING = "next_meeting"
    CLOSING = "closing"


class Purpose(StrEnum):
    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class Outcome(StrEnum):
    NOTED = "noted"
    DECIDED = "decided"
    DEFERRED = "deferred"
    NOT_REACHED = "not_reached"
    WITHDRAWN = "withdrawn"


class Capacity(StrEnum):
    MEMBER = "member"
    ALTERNATE = "alternate"
    OBSERVER = "observer"
    GUEST = "guest"
    SECRETARIAT = "secretariat"
    INTERPRETER = "interpreter"


class Answer(StrEnum):
    NONE = "none"
    COMING = "coming"
    NOT_COMING = "not_coming"
    SENDS = "sends"


class Presence(StrEnum):
    PRESENT = "present"
    REMOTE = "remote"
    APOLOGIES = "apologies"
    ABSENT = "absent"


PRESENT_STATES = (Presence.PRESENT, Presence.REMOTE)
"""Who takes part."""


class EntryType(StrEnum):
    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"


class Basis(StrEnum):
    CONSENSUS = "consensus"
    VOTE = "vote"
    CIRCULATION = "circulation"


class Implementation(StrEnum):
    """What became of a decision; one by circulation is `proposed` until its answers are in, and may not be taken."""

    PROPOSED = "proposed"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    IMPLEMENTED = "implemented"
    OVERTAKEN = "overtaken"
    NOT_TAKEN = "not_taken"
    NOT_TRACKED = "not_tracked"
    """Of years before the group kept its papers here."""


NO_DECISION = frozenset({Implementation.PROPOSED, Implementation.NOT_TAKEN})
"""What is circulated is no decision yet, and may never be one."""


class Stance(StrEnum):
    """What an organization answered to a proposal by circulation."""

    NO_ANSWER = "no_answer"
    AGREES = "agrees"
    DISAGREES = "disagrees"
    ABSTAINS = "abstains"


class PaperForm(StrEnum):
    """In which most papers of a group go out, of the forms that have pages."""

    PDF = "pdf"
    WORD = "docx"
    PAGE = "html"


class Silence(StrEnum):
    """What no answer by the deadline counts as, by the group's rule."""

    AGREES = "agrees"
    ABSTAINS = "abstains"
    NO_ANSWER = "no_answer"


class ActionKind(StrEnum):
    """An action is promised to the group; a task is the secretariat's own work, never in an export for members."""

    ACTION = "action"
    TASK = "task"


class ActionStatus(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"
    NOT_FOLLOWED_UP = "not_followed_up"
    """Of years before the group kept its papers here: it may be done, and nobody is asked."""


CLOSED = frozenset({ActionStatus.DONE, ActionStatus.CANCELLED, ActionStatus.NOT_FOLLOWED_UP})


class Priority(StrEnum):
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class DueWord(StrEnum):
    """A due date that is no day: it moves with the next meeting, or never comes."""

    NEXT_MEETING = "next_meeting"
    ONGOING = "ongoing"


class ShiftedBy(StrEnum):
    """Who moved a due date: a slip of the owner, or a shift decided by the group."""

    OWNER = "owner"
    GROUP = "group"


class TrainingKind(StrEnum):
    TRAINING = "training"
    TRAINING_OF_TRAINERS = "training_of_trainers"
    REFRESHER = "refresher"


class AudienceGroup(StrEnum):
    """For whom a training or a campaign is, and of which group a participant is."""

    MEDIA = "media"
    LAW_ENFORCEMENT = "law_enforcement"
    GOVERNMENT = "government"
    CIVIL_SOCIETY = "civil_society"
    JUDICIARY = "judiciary"
    OTHER = "other"


IN_THEIR_WORK = frozenset(AudienceGroup) - {AudienceGroup.OTHER}
"""Whose figures are no secret: they are there in their work (DOMAIN.md §4)."""


class YesNo(StrEnum):
    """An answer, where none is a third thing."""

    YES = "yes"
    NO = "no"


class ParticipantState(StrEnum):
    NOMINATED = "nominated"
    CONFIRMED = "confirmed"
    REPLACED = "replaced"
    ATTENDED = "attended"
    NOT_ATTENDED = "not_attended"


class FieldActionKind(StrEnum):
    """What a campaign does: the first two are seen in a district, the others heard anywhere."""

    EVENT = "event"
    MATERIAL_DISTRIBUTED = "material_distributed"
    BROADCAST = "broadcast"
    ONLINE = "online"


ON_SITE = frozenset({FieldActionKind.EVENT, FieldActionKind.MATERIAL_DISTRIBUTED})


class ReachBasis(StrEnum):
    """How the number of people reached is known; counted and estimated ones are never added."""

    COUNTED = "counted"
    ESTIMATED = "estimated"
    NOT_KNOWN = "not_known"


class ProgrammeReportKind(StrEnum):
    NARRATIVE = "narrative"
    FINANCIAL = "financial"
    FINAL = "final"


class Measure(StrEnum):
    """What the indicator of a result counts, of the trainings and campaigns that it pays for."""

    TRAININGS_HELD = "trainings_held"
    PEOPLE_TRAINED = "people_trained"
    ACTIONS_IN_FIELD = "actions_in_field"
    PEOPLE_REACHED = "people_reached"
    DISTRICTS_COVERED = "districts_covered"


class PlanLevel(StrEnum):
    """What a part of a plan is."""

    PILLAR = "pillar"
    OBJECTIVE = "objective"
    ACTIVITY = "activity"


class ActivityStatus(StrEnum):
    """What its organization reports of an activity; whether it is beyond its end is computed.

    A report may leave it open: then the activity stands where the one before said.
    """

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DELAYED = "delayed"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    NO_REPORT_RECEIVED = "no_report_received"
    NOT_SAID = "not_said"


class Checked(StrEnum):
    """What the secretariat says of a report that it got."""

    NOT_CHECKED = "not_checked"
    ACCEPTED = "accepted"
    QUESTION = "question"


class Counts(StrEnum):
    """What an indicator counts; of victims or cases only one national total a year is kept (DOMAIN.md §4)."""

    OUTPUTS = "outputs"
    PEOPLE = "people"
    VICTIMS_OR_CASES = "victims_or_cases"


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class DocumentKind(StrEnum):
    PLAN = "plan"
    LAW = "law"
    TERMS_OF_REFERENCE = "terms_of_reference"
    PROCEDURE = "procedure"
    REPORT = "report"
    OTHER = "other"


class TrackStage(StrEnum):
    """The steps of a document in their usual order; the printed word comes from the last one done."""

    DRAFTING = "drafting"
    CONSULTATION = "consultation"
    PRESENTED = "presented"
    ENDORSED = "endorsed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class RoundKind(StrEnum):
    """What many are asked for."""

    ACTIVITY_REPORTS = "activity_reports"
    TRAINING_FIGURES = "training_figures"
    DISTRICTS = "districts"
    INPUTS = "inputs"
    CONTACTS = "contacts"
    AGENDA_ITEMS = "agenda_items"


class RoundState(StrEnum):
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    REMINDED = "reminded"
    RECEIVED = "received"
    NOTHING_TO_REPORT = "nothing_to_report"


class RecommendationSource(StrEnum):
    """Who recommends; `group` is one of the group's own decisions."""

    TREATY_BODY = "treaty_body"
    UPR = "upr"
    TIP_REPORT = "tip_report"
    EVALUATION = "evaluation"
    AUDIT = "audit"
    GROUP = "group"
    OTHER = "other"


class Response(StrEnum):
    """What the state answered to a recommendation of the Universal Periodic Review."""

    SUPPORTED = "supported"
    NOTED = "noted"


class Uptake(StrEnum):
    """How far a recommendation is implemented."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    PARTLY_IMPLEMENTED = "partly_implemented"
    IMPLEMENTED = "implemented"
    NO_LONGER_APPLICABLE = "no_longer_applicable"


class QuestionState(StrEnum):
    """How far the answer to a question from outside is; only a cleared one is printed."""

    OPEN = "open"
    ANSWERED = "answered"
    CLEARED = "cleared"


class InstrumentKind(StrEnum):
    TERMS_OF_REFERENCE = "terms_of_reference"
    MEMORANDUM = "memorandum"
    INFORMATION_SHARING = "information_sharing"


class Became(StrEnum):
    """What a part of a plan became in the next version; never in a file."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


class AskingKind(StrEnum):
    """What many are asked for; never in a file."""

    INVITATION = "invitation"
    COMMENTS = "comments"
    DOCUMENT = "document"
    DECISION = "decision"
    ROUND = "round"
    REMINDER = "reminder"


class YearState(StrEnum):
    """How far something of the year is; never in a file."""

    DONE = "done"
    OVERDUE = "overdue"
    PENDING = "pending"
    NOT_REPORTED = "not_reported"
    UNDER_WAY = "under_way"
    BEGUN = "begun"
    TO_COME = "to_come"


class YearKind(StrEnum):
    """What falls on a day of the year; never in a file."""

    MEETING = "meeting"
    ROUND_OPENS = "round_opens"
    ROUND_CLOSES = "round_closes"
    OUTSIDE_REPORT = "outside_report"
    DONOR_REPORT = "donor_report"
    STEP = "step"
    ACTIVITY_ENDS = "activity_ends"
    TRAINING = "training"
    CAMPAIGN = "campaign"
    ITEM = "item"
