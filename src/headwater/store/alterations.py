"""What a stored difference comes to, read from its JSON: a network counts hundreds of thousands of them."""

from headwater.model.difference import ChangeKind, ChangeTopic
from headwater.model.network import Alteration
from headwater.store.records import Json

_Fields = dict[str, Json]

# A sentence that the copy kept, though not as it was.
_KEPT = (ChangeKind.REWORDED.value, ChangeKind.MOVED.value)


def alteration_from(record: Json, missed: Json) -> Alteration:
    """What a copy did to its source: of a Difference and its MissedCorrections, as `packed` wrote them."""
    fields = record if isinstance(record, dict) else {}
    changes = _records(fields.get("changes"))
    headline = fields.get("headline")
    missing = _records(missed)
    before = [change for change in changes if change["kind"] != ChangeKind.ADDED.value]
    kept = [change for change in changes if change["kind"] in _KEPT]
    return Alteration(
        sentences=sum(map(_sentences, before)),
        dropped=sum(_sentences(change) for change in before if change["kind"] == ChangeKind.DROPPED.value),
        headline=headline["kind"] != ChangeKind.SAME.value if isinstance(headline, dict) else None,
        figures=any(_is_changed(change, ChangeTopic.FIGURE) for change in kept),
        attribution=any(_is_lost(change, ChangeTopic.ATTRIBUTION) for change in kept),
        lacks_correction=bool(missing),
        still_says=any("still_says" in found for found in missing),
    )


def _records(value: Json) -> list[_Fields]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _sentences(change: _Fields) -> int:
    """How many of the source's sentences a change is about; left out where it is one."""
    count = change.get("before_sentences", 1)
    return count if isinstance(count, int) else 1


def _is_changed(change: _Fields, topic: ChangeTopic) -> bool:
    """Whether something of this topic stands on both sides, and differently; leaving it out changes none."""
    details = _records(change.get("details"))
    if not details:
        return _is_about(change, topic)
    return any(
        found["topic"] == topic.value and found.get("before") and found.get("after") for found in details
    )


def _is_lost(change: _Fields, topic: ChangeTopic) -> bool:
    """Whether something of this topic was left out or replaced."""
    details = _records(change.get("details"))
    if not details:
        return _is_about(change, topic)
    return any(found["topic"] == topic.value and found.get("before") for found in details)


def _is_about(change: _Fields, topic: ChangeTopic) -> bool:
    """Differences stored before they had details only say what they are about."""
    topics = change.get("topics")
    return isinstance(topics, list) and topic.value in topics
