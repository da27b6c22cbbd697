"""What must hold whatever happens: a line that loses requests and replies, a desk that is killed, a centre that asks to
wait, is restored from a backup, ends the session or takes only small batches.
"""

from __future__ import annotations

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from operator_app.ports.sync_store import OutboxState
from sync.client import events
from sync.client.commands import Push

from .fake_centre import FakeCentre
from .world import Fate, World

CASES = ("case-a", "case-b")
FATES = st.sampled_from((Fate.WELL,) * 5 + tuple(Fate))
S = OutboxState


class OneDesk(RuleBasedStateMachine):
    @initialize(lanes=st.sampled_from((1, 1, 2, 4)))
    def begin(self, lanes: int) -> None:
        self.world = World(lanes)
        self.backup: FakeCentre = self.world.centre.backup()
        self.undone: list[str] = []

    # --- clerks

    @rule(case=st.sampled_from(CASES))
    def act(self, case: str) -> None:
        self.world.store.make(case)
        self.world.tell(events.Nudged)

    @rule(case=st.sampled_from(CASES), retries=st.integers(1, 3))
    def act_and_the_centre_cannot_judge_it_yet(self, case: str, retries: int) -> None:
        self.world.centre.scripts[self.world.store.make(case)] = retries
        self.world.tell(events.Nudged)

    @rule(case=st.sampled_from(CASES))
    def act_in_conflict(self, case: str) -> None:
        self.world.centre.scripts[self.world.store.make(case)] = "conflict"
        self.world.tell(events.Nudged)

    @rule(case=st.sampled_from(CASES))
    def undo(self, case: str) -> None:
        store = self.world.store
        if store.undo_last(case):
            target = next(w for w in reversed(store.ops.values()) if w.together and w.case == case).together
            assert target not in store.sent, "undone after an attempt"
            self.undone.append(target)

    @rule()
    def sync_now(self) -> None:
        self.world.tell(events.Kicked)

    # --- the line and the centre

    @rule(fates=st.lists(st.tuples(st.integers(0, 4), FATES), min_size=1, max_size=10))
    def work(self, fates: list[tuple[int, Fate]]) -> None:
        for which, fate in fates:
            lanes = self.world.pending()
            if lanes:
                self.world.run(lanes[which % len(lanes)], fate)
            elif which == 0:
                self.world.pass_time()

    @rule(fate=st.sampled_from(Fate))
    def a_push_meets(self, fate: Fate) -> None:
        """On to the next push, and what becomes of it."""
        for _ in range(12):
            lanes = self.world.pending()
            pushes = [lane for lane in lanes if isinstance(self.world.queues[lane][0], Push)]
            if pushes:
                self.world.run(pushes[0], fate)
                return
            if lanes:
                self.world.run(lanes[-1])

    @rule(steps=st.integers(1, 12))
    def work_well(self, steps: int) -> None:
        for _ in range(steps):
            lanes = self.world.pending()
            if lanes:
                self.world.run(lanes[-1])

    @rule()
    def time_passes(self) -> None:
        self.world.pass_time()

    @precondition(lambda self: self.world.late)
    @rule()
    def a_late_request_arrives(self) -> None:
        self.world.arrive_late()

    @rule(limit=st.sampled_from((1, 2, 500)))
    def the_centre_takes_batches_of(self, limit: int) -> None:
        self.world.centre.limit = limit

    @rule()
    def the_session_ends(self) -> None:
        self.world.centre.session_ok = False

    @rule()
    def somebody_signs_in(self) -> None:
        self.world.sign_in()

    @rule()
    def the_feed_forgets_old_cursors(self) -> None:
        self.world.centre.forgets += 1

    @rule()
    def backed_up(self) -> None:
        self.backup = self.world.centre.backup()

    @precondition(lambda self: self.world.centre.restores < 2)
    @rule()
    def restored(self) -> None:
        """Later work is lost there."""
        centre = self.world.centre
        self.world.outage(centre.restored(self.backup, f"epoch-{centre.restores + 2}"))

    @precondition(lambda self: self.world.centre.session_ok and not self.world.centre.down)
    @rule()
    def all_goes_well_for_a_while(self) -> None:
        self.world.settle_down()

    @rule()
    def killed_and_started_again(self) -> None:
        self.world.start()

    # --- what holds

    @invariant()
    def the_centre_saw_nothing_forbidden(self) -> None:
        assert not self.world.centre.wrongs

    @invariant()
    def effects_come_once(self) -> None:
        seen = Counter(entry.operation for entry in self.world.centre.feed)
        assert all(count == 1 for count in seen.values())

    @invariant()
    def the_cursor_is_never_ahead_of_the_rows(self) -> None:
        mark, _, pos = self.world.store.cursor.rpartition(":")
        if mark == self.world.centre.mark:
            published = [(e.pos, e.case, e.ver) for e in self.world.centre.feed if e.pos <= int(pos)]
            assert self.world.store.rows == published

    @invariant()
    def what_is_receipted_is_at_the_centre(self) -> None:
        if self.world.centre.restores:
            return
        receipted = [op for op, w in self.world.store.ops.items() if w.state is S.RECEIPTED]
        assert set(receipted) <= set(self.world.centre.results), "receipted, and the centre has never heard of it"

    @invariant()
    def an_ended_session_is_not_tried_again_and_again(self) -> None:
        # One for each lane, and one more that was under way with an older session.
        assert self.world.turned_away <= 2 * len(self.world.engine.lanes)

    def teardown(self) -> None:
        """All is well again: everything finds its end, and desk and centre agree."""
        world, centre = self.world, self.world.centre
        while world.late:
            world.arrive_late()
        world.sign_in()
        world.settle_down()
        self.the_centre_saw_nothing_forbidden()
        self.effects_come_once()
        assert len(world.store.ops) == world.store.next_dseq - 1, "nothing is lost"
        for op, waiting in world.store.ops.items():
            # Refused here without the centre's word is only a pair where the centre takes no more than one at a time.
            assert waiting.state is not S.REJECTED or waiting.together
            if waiting.state in (S.RECEIPTED, S.ANNULLED) or (waiting.state is S.BLOCKED and not centre.restores):
                assert op in centre.results
        applied = {entry.operation for entry in centre.feed}
        for target in self.undone:
            assert world.store.ops[target].raw.decode() not in applied, "what was undone has no effect"
        assert world.engine.status().waiting == 0


OneDesk.TestCase.settings = settings(max_examples=50, stateful_step_count=30)  # tests/deep has 2,000 of 60
TestOneDesk = OneDesk.TestCase
