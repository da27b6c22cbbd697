"""One run of the desktop: which of the front screens is shown, and the window once somebody is signed in."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Told, Trouble
from operator_app.services.lanes import Lane
from operator_app.services.views import Operator
from ui import faults, words
from ui.backstage import ReadyAccount, Stage, Standing
from ui.words import _

from .bridge import Bridge
from .screens.sign_in import SignInScreen, Typed
from .top import FirstPaint, Top
from .trace import trace
from .widgets.status_line import Environment as FrameEnvironment
from .widgets.window_frame import WindowFrame

if TYPE_CHECKING:
    from ui.opening import Opening

    from .devices.wedge import WedgeFilter
    from .main import Arguments
    from .window import Window

LOOK_MS = 2_000  # how often the sign-in screen asks the line and the sandbox's codes anew
log = logging.getLogger(__name__)


@runtime_checkable
class Refusing(Protocol):
    """A front screen that somebody waits at."""

    def refused(self, error: Told) -> None: ...


class App(QObject):
    """Owns the bridge, the lane behind the sign-in, and whatever the top window holds."""

    def __init__(self, qt: QApplication, given: Arguments) -> None:
        super().__init__()
        self._qt, self._given = qt, given
        self.environment = Environment(given.environment)
        self.bridge = Bridge(self)
        self.bridge.bug.connect(self._bug)
        self.top = Top()
        self._behind: Lane | None = None
        self._opening: Opening | None = None
        self._standing: Standing | None = None
        self._sign_in: SignInScreen | None = None
        self.window: Window | None = None
        self._look = QTimer(self)
        self._look.timeout.connect(self._ask_line)
        self._asking = False
        self._typed = Typed()
        self._front: QWidget | None = None
        self._wedge: WedgeFilter | None = None

    # --- start and end ----------------------------------------------------------------------------------------------

    def begin(self) -> None:
        self._show_sign_in()
        self.top.show()
        self.top.activateWindow()
        assert self._sign_in is not None
        FirstPaint(self._sign_in.account.edit, self._painted)

    def _painted(self) -> None:
        """The field takes keys: from here on everything that costs time."""
        trace("painted", screen="sign_in")
        if self._sign_in is not None:
            pavers = self._sign_in.pavers
            QTimer.singleShot(60, pavers, pavers.wake)  # with its owner: another screen may be there by then
        if self._given.pictures is not None:
            from .pictures import PictureTaker

            self._pictures = PictureTaker(self, self.top, self._given.pictures)
        self._behind = Lane("behind")
        self._open()

    def _open(self) -> None:
        assert self._behind is not None

        def open_() -> Standing:
            from ui.opening import Opening

            if self._opening is None:
                self._opening = Opening(self.environment, self._given.profile)
            return self._opening.open()

        self.bridge.run(self, self._behind, open_, self._opened, self._cannot_open)

    def _cannot_open(self, error: Told) -> None:
        from .screens.trouble import TroubleScreen

        self._keep_typed()
        self._sign_in = None
        screen = TroubleScreen(error)
        screen.again.connect(self._again)
        screen.leave.connect(self._qt.quit)
        self._hold_front(screen)
        screen.setFocus()
        trace("trouble", code=error.code)

    def _again(self) -> None:
        self._show_sign_in()
        self._open()

    def end(self) -> None:
        """Close everything; nothing that was saved depends on it."""
        self._look.stop()
        if self._wedge is not None:
            self._wedge.close()
        self.bridge.close()
        if self.window is not None:
            self.window.close_down()
        behind = self._behind
        if behind is not None:
            if self._opening is not None:
                self._opening.leave()  # whatever is asked there ends now
            behind.call(lambda: self._opening.close() if self._opening is not None else None)
            behind.close()

    # --- the front --------------------------------------------------------------------------------------------------

    def _hold_front(self, screen: QWidget) -> None:
        frame = WindowFrame(FrameEnvironment(self.environment.value), None, None, None)
        frame.show_screen(screen)
        self._front = screen
        self.top.hold(frame)

    def _keep_typed(self) -> None:
        """The sign-in is about to go for a moment: what stands in its fields comes back with it."""
        if self._sign_in is not None:
            self._typed = self._sign_in.typed()

    def _show_sign_in(self) -> None:
        screen = SignInScreen(lambda: self._standing is not None)
        screen.wanted.connect(self._try_sign_in)
        screen.passphrase_wanted.connect(self._ask_passphrase)
        screen.language_wanted.connect(self._change_language)
        self._sign_in = screen
        self._hold_front(screen)
        screen.start(self._typed)
        self._typed = Typed()
        if self._behind is not None:
            QTimer.singleShot(0, screen.pavers, screen.pavers.wake)
        if self._standing is not None:
            self._show_standing(self._standing)

    def _change_language(self, language: str) -> None:
        words.install(language)
        self._keep_typed()
        self.top.setWindowTitle(_("Адресна регистрация"))
        self._show_sign_in()

    def _opened(self, standing: Standing) -> None:
        """The profile is open as far as it goes without a person."""
        self._standing = standing
        trace("standing", stage=standing.stage.value, online=bool(standing.online))
        if standing.passphrase:
            self._show_passphrase(standing)
        elif standing.stage is Stage.NOT_ENROLLED:
            self._show_enrol()
        else:
            if self._sign_in is None:
                self._show_sign_in()
            self._show_standing(standing)
        self._look.start(LOOK_MS)
        self._ask_line()

    def _show_standing(self, standing: Standing) -> None:
        screen = self._sign_in
        if screen is None:
            return
        screen.show_standing(standing)
        if standing.keyring_code and not screen.note.text():
            from ui.words.sentences import sentence

            screen.show_note(str(sentence(standing.keyring_code, standing.params)))

    def _show_passphrase(self, standing: Standing) -> None:
        if self.environment is Environment.SANDBOX and self._sign_in is not None:
            told = _("Тук няма системно хранилище за ключове. Паролната фраза на тази пробна среда е {phrase}.")
            self._sign_in.show_note(told.format(phrase=standing.passphrase))
            self._show_standing(standing)
            return
        from .screens.passphrase import ShowPassphrase

        screen = ShowPassphrase(standing.passphrase, self.environment)
        screen.written.connect(self._written)
        self._sign_in = None
        self._hold_front(screen)
        screen.setFocus()

    def _written(self) -> None:
        """It is on paper now; whoever signs in or out here later does not see it."""
        if self._standing is not None:
            self._standing = replace(self._standing, passphrase="")
        self._show_sign_in()
        self._run(self, lambda opening: opening.forget_passphrase(), lambda _done: None, self._heard_nothing)

    def _ask_passphrase(self) -> None:
        self._keep_typed()
        from .screens.passphrase import AskPassphrase

        screen = AskPassphrase()
        screen.back.connect(self._show_sign_in)

        def unlock(text: str) -> None:
            self._run(screen, lambda opening: opening.unlock(text), self._unlocked, screen.refused)

        screen.wanted.connect(unlock)
        self._sign_in = None
        self._hold_front(screen)
        screen.setFocus()

    def _unlocked(self, standing: Standing) -> None:
        self._standing = standing
        self._show_sign_in()

    def _show_enrol(self) -> None:
        from .screens.enrol import EnrolScreen

        screen = EnrolScreen()

        def enrol(url: str, code: str) -> None:
            self._run(screen, lambda opening: opening.enrol(url, code), self._enrolled, screen.refused)

        screen.wanted.connect(enrol)
        self._sign_in = None
        self._hold_front(screen)
        screen.start()
        trace("screen", screen="enrol")

    def _enrolled(self, standing: Standing) -> None:
        self._standing = standing
        if standing.passphrase:
            self._show_passphrase(standing)
        else:
            self._show_sign_in()

    def _run(self, owner, job, done, failed) -> None:  # type: ignore[no-untyped-def]
        opening = self._opening
        assert self._behind is not None
        assert opening is not None
        self.bridge.run(owner, self._behind, lambda: job(opening), done, failed)

    # --- signing in -------------------------------------------------------------------------------------------------

    def _ask_line(self) -> None:
        """While nobody is signed in: is there a line, and what codes does the sandbox show?"""
        if self._opening is None or self.window is not None or self._sign_in is None or self._asking:
            return  # a slow centre is asked once at a time, or a sign-in would stand behind a row of questions

        def ask(opening: Opening) -> tuple[Standing, tuple[ReadyAccount, ...]]:
            from ui.opening import QUICK_S

            return opening.look(QUICK_S), opening.accounts(QUICK_S)

        self._asking = True
        self._run(self, ask, self._heard, self._heard_nothing)

    def _heard(self, answer: tuple[Standing, tuple[ReadyAccount, ...]]) -> None:
        self._asking = False
        if self.window is not None:
            return
        standing, accounts = answer
        was = self._standing
        self._standing = standing
        if self._sign_in is not None:
            self._show_standing(standing)
            self._sign_in.show_accounts(accounts)
        if was is None or was.online != standing.online or not getattr(self, "_told_ready", False):
            self._told_ready = True
            trace("line", online=bool(standing.online), accounts=len(accounts), url=standing.url)

    def _heard_nothing(self, error: Told) -> None:
        self._asking = False
        trace("told", code=error.code)

    def _try_sign_in(self, account: str, password: str, code: str) -> None:
        screen = self._sign_in
        assert screen is not None
        trace("credentials")
        if self._opening is not None:
            self._opening.call_off()

        def sign_in(opening: Opening) -> Operator:
            return opening.sign_in(account, password, code)

        self._run(screen, sign_in, self._signed_in, self._not_signed_in)

    def _not_signed_in(self, error: Told) -> None:
        """The vault may have opened by it all the same, and why there is no line may be known now."""
        assert self._opening is not None
        self._standing = self._opening.standing
        if self._sign_in is not None:
            self._show_standing(self._standing)
            self._sign_in.refused(error)

    def _signed_in(self, who: Operator) -> None:
        from .screens.outbox import OutboxScreen
        from .screens.queue import QueueScreen
        from .screens.review import ReviewScreen
        from .screens.scan import ScanScreen
        from .window import Window

        assert self._opening is not None
        trace("signed_in", online=who.online)
        if self._sign_in is not None:
            self._typed = Typed(account=self._sign_in.typed().account)
            self._sign_in.done()
        self._look.stop()
        makers = {"queue": QueueScreen, "review": ReviewScreen, "scan": ScanScreen, "outbox": OutboxScreen}
        self.window = Window(self._opening.desk, self.bridge, who, makers)
        self.window.sign_out_wanted.connect(self._sign_out)
        self.window.sign_in_wanted.connect(self._sign_out)
        self._sign_in = None
        self.top.hold(self.window)
        self.window.go("queue")
        self._listen()
        self._run(self, lambda opening: opening.finish_sign_in(), lambda _done: None, self.window.tell)

    def _sign_out(self) -> None:
        """The operator leaves; what is unsent stays and goes on being sent while their session holds."""
        window = self.window
        if window is None:
            return
        window.close_down()
        self.window = None
        self._show_sign_in()
        self._run(self, lambda opening: opening.sign_out(), self._opened, self._cannot_open)

    def _listen(self) -> None:
        from .devices.wedge import WedgeFilter

        assert self._opening is not None
        if self._wedge is None:
            self._wedge = WedgeFilter(self._qt)
            self._wedge.scanned.connect(self._scanned)
        self.bridge.run(self, self._opening.desk.pool, _warm, lambda _done: None)

    def _scanned(self, text: str, typed: str) -> None:
        """`text`: rebuilt from the keys themselves; `typed`: what the layout made of it (sessions without scan
        codes).
        """
        trace("scan")
        if self.window is not None:
            from operator_app.devices.layouts import ungarble

            readings = dict.fromkeys((text, typed, *(reading.text for reading in ungarble(typed))))
            self.window.scanned([reading for reading in readings if reading])

    def _bug(self, error: Exception) -> None:
        self._asking = False
        if self.window is not None:
            self.window.tell_bug(error)
            return
        trace("bug", kind=type(error).__name__)
        trouble = Trouble(faults.FAULT)
        if self._standing is None:
            self._cannot_open(trouble)
        elif isinstance(self._front, Refusing) and isValid(self._front):
            self._front.refused(trouble)  # its fields take keys again, and what was typed stays


def _warm() -> None:
    """What the first scan would have to wait for (0.35 s), while nobody waits."""
    from operator_app.evidence.verify import warm

    warm()
