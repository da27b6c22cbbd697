"""An enrolled profile without a keyring, as a clerk finds it the next morning: a vault, a lease, two cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from operator_app.domain.environment import Environment
from operator_app.ports.sync_store import StoredSession
from operator_app.services.access import Access
from operator_app.services.acts import Acts
from operator_app.services.clock import SystemClock
from operator_app.storage.keys import Keys
from operator_app.storage.passwords import Cost
from operator_app.storage.profile import profile_at
from operator_app.storage.repositories import desk as desk_rows
from operator_app.storage.store import open_store
from tests import builders as b
from tests import desk
from tests.tiny_centre import TinyCentre

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
ACCOUNT, PASSWORD = "clerk1", "дълга-парола-1"


def make(
    directory: Path, *, url: str = "https://127.0.0.1:1", ca_pem: str = "", slot: bool = True, lease: bool = True
) -> str:
    """For training, by the computer's own clock. `slot` False: the clerk's password does not open the vault, as on the
    first day. Returns the passphrase.
    """
    profile, clock = profile_at(directory, Environment.TRAINING), SystemClock()
    profile.prepare()
    with profile.hold() as held:
        keys = Keys(profile, clock, cost=CHEAP)
        made = keys.create(None)
        store = open_store(profile, held, made.key, clock, create=True)
        device = replace(desk.a_device(Environment.TRAINING), service_url=url, ca_pem=ca_pem)
        with store.writing() as session:
            desk_rows.enrol(session, device)
        centre = TinyCentre()
        centre.file("case-1")
        centre.file("case-2", b.owner_filed(number="РСЦ26-ГР94-4490"))
        desk.pull(store, centre)
        if lease:
            access = Access(Acts(store), keys, made.key, cost=CHEAP)
            until = clock.now() + timedelta(hours=72)
            token = StoredSession("token", ACCOUNT, until)
            access.remember(
                token,
                PASSWORD,
                account=ACCOUNT,
                name="Първа Служителка",
                role="clerk",
                lease_until=until,
                slot=slot,
            )
        store.close()
    assert made.passphrase is not None
    return made.passphrase
