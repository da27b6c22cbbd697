"""A row that wraps: what does not fit beside stands below. For buttons and chips, whose words differ in length by
language.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from ui.desktop.theme import ThemeManager

from .layout import step


class Flow(QLayout):
    """Items at their own size, left to right, then the next line. `right`: lines end at the right edge."""

    def __init__(self, *widgets: QWidget, gap: str = "s", right: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._right = gap, right
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._heights(width)) + self._space * max(0, len(self._lines(width)) - 1)

    @property
    def _space(self) -> int:
        return step(ThemeManager.current().look, self._gap)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if not lines or used + self._space + wide > width:
                lines.append([item])
                used = wide
            else:
                lines[-1].append(item)
                used += self._space + wide
        return lines

    def _heights(self, width: int) -> list[int]:
        return [max(item.sizeHint().height() for item in line) for line in self._lines(width)]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top()
        for line, height in zip(self._lines(rect.width()), self._heights(rect.width()), strict=True):
            length = sum(item.sizeHint().width() for item in line) + self._space * (len(line) - 1)
            left = rect.left() + (max(0, rect.width() - length) if self._right else 0)
            for item in line:
                size = item.sizeHint()
                box = QRect(QPoint(left, top), QSize(min(size.width(), rect.width()), height))
                centred = QStyle.alignedRect(
                    Qt.LayoutDirection.LeftToRight,
                    Qt.AlignmentFlag.AlignVCenter,
                    QSize(box.width(), size.height()),
                    box,
                )
                item.setGeometry(centred)
                left += size.width() + self._space
            top += height + self._space

    def sizeHint(self) -> QSize:
        items = self._shown()
        width = sum(item.sizeHint().width() for item in items) + self._space * max(0, len(items) - 1)
        return QSize(width, max((item.sizeHint().height() for item in items), default=0))

    def minimumSize(self) -> QSize:
        items = self._shown()
        return QSize(
            max((i.sizeHint().width() for i in items), default=0),
            max((i.sizeHint().height() for i in items), default=0),
        )
