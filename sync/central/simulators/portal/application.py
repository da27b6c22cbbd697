"""SIMULATOR: an application as the portal files it."""

from __future__ import annotations

from operator_app.domain.bodies import Filed
from operator_app.domain.case import Channel, FieldValue
from sync.central.simulators.people import address
from sync.central.simulators.town import Town

from .attachments import attachments
from .draft import OTHER_PARENT, Draft, permanent
from .parties import parties


def filed(draft: Draft, town: Town) -> Filed:
    """The body of `case.filed`: parties, fields and documents."""
    return Filed(
        draft.number,
        draft.service.number,
        draft.applicant_type,
        Channel.PORTAL,
        parties(draft, town),
        _fields(draft, town),
        attachments(draft, town),
    )


def _fields(draft: Draft, town: Town) -> dict[str, FieldValue]:
    service, move = draft.service, draft.move
    fields: dict[str, FieldValue] = {service.subject: address(town.registers.dwellings[move.dwelling_id])}
    before = town.registered_at(move.subject_id, permanent(service))
    if service.previous and before is not None:
        fields[service.previous] = before
    if OTHER_PARENT in service.types[draft.applicant_type].parties and OTHER_PARENT in service.fields:
        fields[OTHER_PARENT] = "court" if draft.by_court else "asked"
    return fields
