"""QPalette from tokens. Fusion's own palette fails AA: placeholder 4.0, selection 3.7, border 1.7."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from .look import Look

_Role = QPalette.ColorRole
ROLES = {
    _Role.Window: "surface.canvas", _Role.WindowText: "text.body",
    _Role.Base: "surface.panel", _Role.AlternateBase: "surface.hover", _Role.Text: "text.body",
    _Role.Button: "surface.raised", _Role.ButtonText: "text.body", _Role.BrightText: "danger.fg",
    _Role.ToolTipBase: "surface.raised", _Role.ToolTipText: "text.body",
    _Role.PlaceholderText: "text.hint",
    _Role.Highlight: "highlight.bg", _Role.HighlightedText: "highlight.text",
    _Role.Accent: "accent.fill", _Role.Link: "accent.text", _Role.LinkVisited: "accent.text",
    _Role.Light: "surface.raised", _Role.Midlight: "surface.hover", _Role.Mid: "line.soft",
    _Role.Dark: "line.control", _Role.Shadow: "line.strong",
}  # fmt: skip
FAINT = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def palette(look: Look) -> QPalette:
    """Disabled text is set apart; all other roles are common to active, inactive and disabled."""
    made = QPalette()
    for role, path in ROLES.items():
        made.setColor(role, look.color(path))
    for role in FAINT:
        made.setColor(QPalette.ColorGroup.Disabled, role, look.color("text.disabled"))
    return made
