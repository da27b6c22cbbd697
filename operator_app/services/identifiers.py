"""Showing a whole ЕГН is an act: it is recorded, and only then shown."""

from __future__ import annotations

from operator_app.domain import errors
from operator_app.ports.sync_store import Changed

from .acts import Acts, actor_of
from .views import Operator

NO_PARTY = errors.code("case.no_such_party")


class Identifiers:
    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    def show_identifier(self, case_id: str, role: str, who: Operator) -> tuple[str, Changed]:
        """The full number of the party in this role. The record names the role and never the number. Writer lane."""
        with self._acts.store.writing() as session:
            case, _ = self._acts.standing(session, case_id)
            party = case.party(role)
            if party is None:
                raise errors.Refused(NO_PARTY, role=role)
            self._acts.audit(session, "audit.identifier_shown", {"role": role}, actor_of(who), case=case)
            return party.person.identifier.value, Changed(frozenset({case_id}), outbox=True)
