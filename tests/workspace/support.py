"""A small workspace, and text that somebody might type to break things."""

from __future__ import annotations

from tests.support.cases import bare
from toolkit.workspace.content import Content
from toolkit.workspace.edits import add_option, new_content, set_draft

HOSTILE = (
    '<script>alert("x")</script><img src=x onerror=alert(1)>',
    "=cmd|'/C calc'!A0",
    "+1+1",
    "@SUM(1)",
    "tab\tand\rreturn\nand\x00nothing\x1b[31m",
    "‮right to left‬ \u200b",
    "![picture](http://example.org/x.png) [link](javascript:alert(1)) $x^2$ :red[x] `code`",
    "'; DROP TABLE workspaces; --",
    "{{ 7 * 7 }} {0} %s ${HOME}",
    "🧑‍⚕️ é 中文 عربى",
)


def small() -> Content:
    """A shipped case with a draft and two options."""
    content = new_content(bare("kenya-uk"), "kenya-uk")
    draft = {"terms": {"KEN-GBR": {"nurse": {"recruits": [100, 200, 300]}}}, "payments": []}
    content, _ = set_draft(content, draft, "draft typed")
    content, _ = add_option(content, draft, "First")
    content, _ = add_option(content, {}, "Second", "no terms")
    return content
