"""Acts as a page sends them."""

from typing import TypedDict

from starlette.applications import Starlette

from tests.web.visitor import sent


class Sent(TypedDict):
    id: str
    kind: str
    subject_kind: str
    subject: str
    value: object
    made_at: str


def act(number: int, kind: str, subject_kind: str, subject: str, value: object = None) -> Sent:
    """The act with this number, made at this minute."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "kind": kind,
        "subject_kind": subject_kind,
        "subject": subject,
        "value": value,
        "made_at": f"2026-11-20T{number // 60:02}:{number % 60:02}:00Z",
    }


def do(app: Starlette, *acts: Sent) -> None:
    """Send acts, each of which has to be applied."""
    results = sent("/acts", app=app, json={"acts": list(acts)}).json()["results"]
    assert [each["outcome"] for each in results] == ["applied"] * len(acts), results
