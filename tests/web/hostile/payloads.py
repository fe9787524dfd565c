"""Texts that would execute, ask, or break out where somebody forgot to escape them."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

# What they call: a function that the browser test puts into every page, and that nothing of ours calls.
MARK = "pwned()"

# A host that answers nobody: whoever is asked for it has followed a stranger's markup.
STRANGER = "https://stranger.example"

OWN: tuple[str, ...] = (
    f"<script>{MARK}</script>",
    f"</title><script>{MARK}</script>",
    f"</textarea></script></style></noscript><script>{MARK}</script>",
    f'"><img src=x onerror="{MARK}">',
    f"'><svg/onload={MARK}>",
    f"<svg><script>{MARK}</script></svg>",
    f"<svg><animate onbegin={MARK} attributeName=x dur=1s></svg>",
    f"<math><mtext><table><mglyph><style><img src onerror={MARK}></style></mglyph></table></mtext></math>",
    f'<noscript><p title="</noscript><img src=x onerror={MARK}>">',
    f'<iframe srcdoc="<script>parent.{MARK}</script>"></iframe>',
    f"<iframe src=\"javascript:parent.{MARK}\"></iframe><object data='javascript:{MARK}'></object>",
    f'<a href="javascript:{MARK}">press</a><a href="JaVaScRiPt&#58;{MARK}">press</a>',
    f'<a href="java\tscript:{MARK}">press</a><a href="\x01javascript:{MARK}">press</a>',
    f'<a href="data:text/html,<script>{MARK}</script>">press</a><a href="vbscript:{MARK}">press</a>',
    f'<form action="javascript:{MARK}"><button formaction="javascript:{MARK}">press</button></form>',
    f'<details open ontoggle="{MARK}"><summary>open</summary></details><input autofocus onfocus="{MARK}">',
    f'<meta http-equiv="refresh" content="0;url={STRANGER}/refresh"><base href="{STRANGER}/">',
    f'<link rel="stylesheet" href="{STRANGER}/sheet.css"><style>@import "{STRANGER}/import.css";</style>',
    f'<img src="{STRANGER}/pixel.gif" srcset="{STRANGER}/two.gif 2x"><video poster="{STRANGER}/still.jpg" autoplay></video>',
    f'<p style="background:url({STRANGER}/background.png)">styled</p><body background="{STRANGER}/old.png">',
    f'<div hx-get="/quarantine" hx-trigger="load" hx-on::load="{MARK}">by htmx</div>',
    f'<div data-hx-get="{STRANGER}/htmx" data-hx-trigger="load" hx-vals="js:{{a:{MARK}}}">by htmx</div>',
    f'<form name="attributes" id="main"><input name="innerHTML"><img name="createElement" onerror={MARK} src=x></form>',
    '<button data-act="save" form="act" name="cookie" id="keys">clobbered</button>',
    f"{{{{ 7*7 }}}}{{% raw %}}<script>{MARK}</script>{{% endraw %}}${{{MARK}}}<%= {MARK} %>",
    f"%(num)s %s {{0}} {{name.__class__}} <b onmouseover={MARK}>bold</b>",
    f"]]><script>{MARK}</script><![CDATA[",
    f"<!--><script>{MARK}</script>--><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    f"&lt;script&gt;{MARK}&lt;/script&gt;&amp;lt;img src=x onerror={MARK}&amp;gt;",
    f"\u202e\u2066<script>{MARK}</script>\u2069\u200f right to left",
    f"\ufeff\u0000<scr\u0000ipt>{MARK}</scr\u0000ipt>\u2028\u2029\x0b\x1b[31m",
    f"＜script＞{MARK}＜/script＞ \ud7ff\ufffe\uffff",
    f'" onmouseover="{MARK}" onfocus="{MARK}" autofocus x="',
    f"' accesskey='x' onclick='{MARK}' x='",
    f"`${{{MARK}}}`;{MARK};//</script>",
    f"\\u003cscript\\u003e{MARK}\\u003c/script\\u003e",
)

ADDRESSES: tuple[str, ...] = (
    f"javascript:{MARK}",
    f"JAVASCRIPT:{MARK}//https://outlet.example/",
    f"java\nscript:{MARK}",
    "data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+",
    f'https://outlet.example/"><script>{MARK}</script>',
    f"https://outlet.example/' onclick='{MARK}",
    f"https://user:javascript@outlet.example/{MARK}",
    "//stranger.example/protocol-relative",
    "https://[::1/broken",
    "file:///etc/passwd",
)


def joined(payloads: Sequence[str], size: int) -> tuple[str, ...]:
    """Several in a text, so that a small library holds them all; what makes a whole page unreadable stays by itself."""
    whole = [each for each in payloads if "\x00" not in each]
    alone = [each for each in payloads if "\x00" in each]
    return (*("\n".join(whole[at : at + size]) for at in range(0, len(whole), size)), *alone)


def shared_payloads() -> tuple[str, ...]:
    """Payloads of DOMPurify's tests, where they lie beside this repository; skips the test where they do not."""
    named = os.environ.get("HEADWATER_SHARED")
    folder = Path(named) if named else Path(__file__).parents[4] / "shared"
    file = folder / "benchmarks" / "markup" / "dompurify-expect.mjs"
    if not file.exists():
        pytest.skip("the payloads of DOMPurify's tests are not beside this repository (HEADWATER_SHARED)")
    found = re.findall(r'"?payload"?: ("(?:[^"\\]|\\.)*")', file.read_text())
    return tuple(dict.fromkeys(_plain(each) for each in found))


def _plain(literal: str) -> str:
    """The value of a JavaScript string in double quotes."""
    escapes = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}

    def meant(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if code[0] in "xu" and len(code) > 1 else escapes.get(code, code)

    return re.sub(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])", meant, literal[1:-1])
