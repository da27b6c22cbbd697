"""The scan screen on a real store that trusts the keys of a portal in miniature."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from operator_app.domain.case import Case
from operator_app.domain.environment import Environment
from operator_app.evidence.trust import make_package
from operator_app.formats.seal_claims import ConsentClaims, address_digest, commitment
from operator_app.services.trust import opener
from operator_app.storage.models import DeviceRow
from operator_app.storage.sync_store import SqlSyncStore
from tests import builders as b
from tests import seals
from tests.unit.ui.stage import Stage, stage
from ui.desktop.screens.scan import ScanScreen
from ui.desktop.widgets.text import Text

SEALS = seals.Centre()


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Stage]:
    """A desk that trusts the portal's keys."""
    with stage(tmp_path) as made:
        with made.desk.store.writing() as session:
            session.query(DeviceRow).update({"trust_root": seals.raw_public(SEALS.root)})
        sync = SqlSyncStore(made.desk.store, opener(Environment.SANDBOX))
        made.desk.writer.call(lambda: sync.put_trust(make_package(SEALS.list_of(), SEALS.root)))
        yield made


@pytest.fixture
def screen(on: Stage, theme: Any, qtbot: Any) -> ScanScreen:
    made = ScanScreen(on.room())
    on.show(made, qtbot)
    made.enter()
    return made


def consent_for(case: Case, jti: int = 1) -> str:
    """The owner's consent in this case, as the portal seals it."""
    owner, id_ = case.party("owner"), bytes([jti]) * 16
    assert owner is not None
    number = owner.person.identifier
    body = ConsentClaims(
        signer=owner.person.name,
        role="owner",
        ground="zgr_92_3",
        commitment=commitment(SEALS.commitment_key, number.kind.value, number.value, id_),
        digest=address_digest(b.address().full),
    )
    return SEALS.seal(SEALS.claims(jti=id_, body=body, case_number=case.number))


Shown = Callable[[], str]


@pytest.fixture
def shown(screen: ScanScreen) -> Shown:
    """All words of the card that is shown; empty without one."""

    def words() -> str:
        card = screen._card
        return " · ".join(one.text() for one in card.findChildren(Text) if one.isVisibleTo(card)) if card else ""

    return words
