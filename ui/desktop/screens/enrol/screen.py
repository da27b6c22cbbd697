"""One screen, two fields: where the centre is, and the one-time code that also carries the fingerprint of its CA."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from operator_app.domain.errors import Told
from ui.desktop.widgets.banner import Banner, BannerView
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.field import Field
from ui.desktop.widgets.focus import FocusRing
from ui.desktop.widgets.layout import column, frame, row
from ui.desktop.widgets.text import Text
from ui.words import _, sentences

PANEL = 620
ADDRESS_CODES = ("line.", "enrol.other_centre", "enrol.address", "enrol.ca_unreadable", "enrol.other_environment")


class EnrolScreen(QFrame):
    """Emits `wanted(address, code)`."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "canvas")
        self.setAccessibleName(_("Първо пускане"))
        told = _("Адреса и кода ги дава администраторът на центъра. Кодът важи веднъж и само за този компютър.")
        self._asks = BannerView("info", _("Този компютър още не е записан в центъра."), told)
        self.banner = Banner(self._asks)
        self.address = Field(_("Адрес на услугата"), QLineEdit(), _("Например https://desk.sofia.bg"))
        hint = _("Групи от букви и цифри. Може с малки или големи букви, със или без тирета.")
        self.code = Field(_("Код за записване"), QLineEdit(), hint)
        self.button = KeyButton(_("Запиши компютъра"), "Enter", "primary")
        form = column(
            Text(_("Първо пускане"), "display", "strong"), self.banner, self.address, self.code, row(self.button, 1),
            gap="m", margin="xl",
        )  # fmt: skip
        panel = frame(form, card="plain")
        panel.setFixedWidth(PANEL)
        self.setLayout(column(1, row(1, panel, 1), 1))
        self.ring = FocusRing(self)
        self.button.clicked.connect(self._enter)
        for field in (self.address, self.code):
            edit: QLineEdit = field.edit  # type: ignore[assignment]
            edit.returnPressed.connect(self._enter)
            edit.setMaxLength(512)
        self.setFocusProxy(self.address.edit)

    def start(self, address: str = "") -> None:
        edit: QLineEdit = self.address.edit  # type: ignore[assignment]
        if address:
            edit.setText(address)
        (self.code if edit.text() else self.address).edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refused(self, error: Told) -> None:
        """The sentence under the field that is to be mended, or above both where neither is; both texts stay."""
        self.button.setEnabled(True)
        self.banner.show_view(self._asks)
        said = sentences.told(error.code, error.params)
        if not error.code.startswith(("line.", "enrol.")):  # disk, keyring: this computer's own trouble
            self.banner.show_view(BannerView("danger", said.what, said.next_step))
            self.code.edit.setFocus()
            return
        field = self.address if error.code.startswith(ADDRESS_CODES) else self.code
        field.show_error(str(said))
        field.edit.setFocus()

    def _enter(self) -> None:
        if not self.button.isEnabled():
            return  # it is under way; a second Enter would use the one-time code twice
        for field in (self.address, self.code):
            field.clear_error()
            edit: QLineEdit = field.edit  # type: ignore[assignment]
            if not edit.text().strip():
                edit.setFocus()
                return
        self.button.setEnabled(False)
        address: QLineEdit = self.address.edit  # type: ignore[assignment]
        code: QLineEdit = self.code.edit  # type: ignore[assignment]
        self.wanted.emit(address.text().strip(), code.text().strip())
