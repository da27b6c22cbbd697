"""The pull lane: greet, start anew where the centre was restored, fetch packages, pull, take, wait for news. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum, auto

from operator_app.ports.sync_store import FeedPage

from . import failures, pages
from .backoff import Backoff
from .commands import CancelPull, Command, FetchRules, FetchTrust, ForgetCursor, Greet, Pull, ReadPage, Renew, TakePage
from .contact import Contact
from .events import (
    PULL,
    Failed,
    Forgotten,
    HelloSaid,
    Now,
    PackageTaken,
    PageRead,
    PageTaken,
    Pulled,
    Renewed,
)
from .failures import Failure, Kind
from .portion import Portion
from .version import is_older

WAIT = 25  # seconds of a long poll
POLL = 60.0  # without a session, or where the centre does not wait
CLOSED_POLL = 300.0  # too old a program, another environment
RENEW_BEFORE = timedelta(hours=12)
RENEW_EVERY = 3600.0
_HOLLOW = 3  # long polls in a row that come back at once and empty


class Step(Enum):
    IDLE = auto()
    GREETING = auto()
    FORGETTING = auto()
    RENEWING = auto()
    PULLING = auto()
    READING = auto()
    FETCHING = auto()
    TAKING = auto()


class PullLane:
    """One lane; it also carries what has to be asked before anything else: the hello, the session's renewal."""

    id = PULL

    def __init__(self, contact: Contact, version: str) -> None:
        self.contact, self.version = contact, version
        self.step = Step.IDLE
        self.not_before = 0.0
        self.backoff = Backoff()
        self.failure: Failure | None = None
        self.failed_at: datetime | None = None
        self.must_greet = True
        self.too_old: Failure | None = None
        self.behind = True  # there may be pages: do not wait for news
        self.waiting = False  # the pull under way is a long poll
        self.hollow = 0
        self.portion = Portion(25, least=5, most=500)
        self.wants_trust = False
        self.package_code = ""
        self.page: FeedPage | None = None
        self.more = False
        self.needed: frozenset[str] = frozenset()
        self.to_fetch: list[Command] = []
        self.renew_at = 0.0
        self.serial = 0

    # --- when

    @property
    def deadline(self) -> float | None:
        return self.not_before if self.step is Step.IDLE else None

    def advance(self, now: Now) -> tuple[Command, ...]:
        """Begin what is due."""
        if self.step is not Step.IDLE or now.mono < self.not_before:
            return ()
        self.serial = self.contact.session_serial
        if self.must_greet:
            return self._begin(Step.GREETING, Greet(PULL))
        if self.contact.closed or self.contact.session is None or self.too_old is not None:
            quiet = CLOSED_POLL if self.contact.closed or self.too_old else POLL
            self.must_greet, self.not_before = True, now.mono + quiet * (0.5 + now.jitter)
            return ()
        if self.contact.forget is not None:
            return self._begin(Step.FORGETTING, ForgetCursor(PULL, self.contact.forget))
        if self.wants_trust:
            self.wants_trust = False
            return self._begin(Step.FETCHING, FetchTrust(PULL))
        if self._renewal_due(now):
            self.renew_at = now.mono + RENEW_EVERY
            return self._begin(Step.RENEWING, Renew(PULL))
        self.waiting = not self.behind
        return self._begin(Step.PULLING, Pull(PULL, WAIT if self.waiting else 0, self._limit()))

    def _begin(self, step: Step, command: Command) -> tuple[Command, ...]:
        self.step = step
        return (command,)

    def _limit(self) -> int:
        return min(self.portion.size, self.contact.limits.page_entries)

    def _renewal_due(self, now: Now) -> bool:
        expires = self.contact.session
        return expires is not None and now.mono >= self.renew_at and expires - now.wall < RENEW_BEFORE

    def kick(self) -> tuple[Command, ...]:
        """Now, and not when news comes: a poll under way may hang on a line that is long dead."""
        self.backoff.reset()
        self.not_before, self.behind, self.hollow = 0.0, True, 0
        self.must_greet = self.must_greet or self.failure is not None
        return self.interrupt()

    @property
    def up_to_date(self) -> bool:
        """All pages are taken; what remains is to wait for news."""
        resting = self.step in (Step.IDLE, Step.PULLING)
        return resting and not (self.behind or self.must_greet or self.failure is not None)

    def interrupt(self) -> tuple[Command, ...]:
        """End the long poll under way."""
        return (CancelPull(PULL),) if self.step is Step.PULLING and self.waiting else ()

    # --- what came of it

    def on_hello(self, event: HelloSaid) -> tuple[Command, ...]:
        hello, contact = event.hello, self.contact
        self._answered(event.now)
        self.must_greet = False
        if hello.environment != event.environment:
            contact.closed = failures.OTHER_ENVIRONMENT
            self._well()
            return ()
        contact.closed, contact.limits = "", hello.limits
        self.too_old = None
        if is_older(self.version, hello.minimum_client):
            self.too_old = Failure(Kind.TOO_OLD, failures.TOO_OLD, {"minimum": hello.minimum_client})
        if contact.session is None or self.too_old is not None:
            self._well()  # otherwise only a page that was taken shows that all is well
        if contact.resync:
            contact.forget = hello.epoch
        elif contact.see_epoch(hello.epoch):
            contact.met = True
        self.wants_trust = self.wants_trust or hello.trust_version > event.trust_version
        return ()

    def on_pulled(self, event: Pulled) -> tuple[Command, ...]:
        page, contact, now = event.page, self.contact, event.now
        self._answered(now)
        if not contact.see_epoch(page.epoch):
            self.behind = True
            return ()
        contact.heard(page.head, page.backed_up_through)
        self.more = page.more
        if page.entries or not (self.waiting or page.more):
            self.hollow = 0
        elif page.more or event.seconds < WAIT / 2:
            # An empty answer at once, again and again: do not spin, ask from time to time.
            self.hollow += 1
            if self.hollow >= _HOLLOW:
                self.not_before = now.mono + POLL * (0.5 + now.jitter)
        self.page = pages.feed_page(page, now.wall)
        return self._begin(Step.READING, ReadPage(PULL, self.page))

    def on_read(self, event: PageRead) -> tuple[Command, ...]:
        assert self.page is not None
        # What was only published can wait for a better day; what an operation was made under cannot.
        self.needed = frozenset(event.missing) - frozenset(pages.published_rules(self.page))
        self.to_fetch = [FetchRules(PULL, digest) for digest in dict.fromkeys(event.missing)]
        if pages.brings_trust(self.page):
            self.to_fetch.append(FetchTrust(PULL))
        return self._fetch_or_take()

    def on_package(self, event: PackageTaken) -> tuple[Command, ...]:
        self.package_code = event.code
        return self._fetched()

    def _fetched(self) -> tuple[Command, ...]:
        if self.page is None:
            self.step = Step.IDLE
            return ()
        self.to_fetch = self.to_fetch[1:]
        return self._fetch_or_take()

    def _fetch_or_take(self) -> tuple[Command, ...]:
        assert self.page is not None
        if self.to_fetch:
            return self._begin(Step.FETCHING, self.to_fetch[0])
        return self._begin(Step.TAKING, TakePage(PULL, self.page))

    def on_taken(self, event: PageTaken) -> tuple[Command, ...]:
        assert self.page is not None
        self.portion.measured(event.entries, event.seconds)
        self.behind = self.more
        if not self.more:
            self.contact.pulled_through = max(self.contact.pulled_through, self.page.head_pos)
        self.page, self.step = None, Step.IDLE
        self._well()
        return ()

    def on_forgotten(self, event: Forgotten) -> tuple[Command, ...]:
        self.contact.start_anew()
        self.step, self.behind = Step.IDLE, True
        return ()

    def on_renewed(self, event: Renewed) -> tuple[Command, ...]:
        self._answered(event.now)
        if self.serial == self.contact.session_serial:
            self.contact.session = event.expires
        return ()

    def _answered(self, now: Now) -> None:
        self.step, self.contact.last = Step.IDLE, now.wall

    def _well(self) -> None:
        self.failure = self.failed_at = None
        self.backoff.reset()

    # --- what went wrong

    def on_failed(self, event: Failed) -> tuple[Command, ...]:
        now, failure, contact, step = event.now, event.failure, self.contact, self.step
        if step is Step.FETCHING and failure.kind in (Kind.REFUSED, Kind.LOCAL) and not self._is_needed():
            self.package_code = failure.code
            return self._fetched()
        self.step, self.page, self.to_fetch, self.behind = Step.IDLE, None, [], True
        if failure.kind is Kind.STOPPED:
            return ()
        if failure.kind is Kind.SIGN_IN:
            contact.session_ended(self.serial, failure.code)
            return ()
        if failure.kind is Kind.LINE:
            contact.met, self.must_greet = False, True
        elif failure.kind is not Kind.LOCAL:
            contact.last = now.wall
        if step is Step.RENEWING and failure.kind is not Kind.LINE:
            return ()  # the session still holds; the next hour will do
        if failure.kind is Kind.GONE:
            contact.resync, contact.met, self.must_greet = True, False, True
            self.not_before = now.mono + self.backoff.next(now.jitter)
            return ()
        if failure.kind is Kind.TOO_OLD:
            self.too_old = failure
            contact.met = True  # this program may not pull any more; what it holds is still taken
            return ()
        if failure.code in (failures.SLOW, failures.NONSENSE):
            self.portion.smaller()
        self.failure, self.failed_at = failure, self.failed_at or now.wall
        self.not_before = now.mono + self.backoff.next(now.jitter, failure.retry_after)
        return ()

    def _is_needed(self) -> bool:
        """Whether the page cannot be taken without what is being fetched."""
        now = self.to_fetch[0] if self.to_fetch else None
        return isinstance(now, FetchRules) and now.digest in self.needed

    def codes(self) -> Mapping[str, datetime | None]:
        """Why it stands, and since when."""
        found: dict[str, datetime | None] = {}
        if self.failure is not None:
            found[self.failure.code] = self.failed_at
        if self.contact.closed:
            found[self.contact.closed] = None
        if self.too_old is not None:
            found[self.too_old.code] = None
        if self.package_code:
            found[self.package_code] = None
        return found
