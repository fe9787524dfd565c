"""What a stored difference comes to, read from its JSON: a network counts hundreds of thousands of them."""

from headwater.model.difference import ChangeKind, ChangeTopic
from headwater.model.network import Alteration
from headwater.store.records import Json

_Fields = dict[str, Json]

# As words: an enumeration's member takes longer to look up than to compare.
_SAME, _ADDED, _DROPPED = ChangeKind.SAME.value, ChangeKind.ADDED.value, ChangeKind.DROPPED.value
_FIGURE, _ATTRIBUTION = ChangeTopic.FIGURE.value, ChangeTopic.ATTRIBUTION.value


def alteration_from(record: Json, missed: Json) -> Alteration:
    """What a copy did to its source: of a Difference and its MissedCorrections, as `packed` wrote them."""
    fields = record if isinstance(record, dict) else {}
    sentences = dropped = 0
    figures = attribution = False
    changes = fields.get("changes")
    for change in changes if isinstance(changes, list) else ():
        if not isinstance(change, dict) or (kind := change["kind"]) == _ADDED:
            continue
        count = change.get("before_sentences")  # left out where it is one
        number = count if isinstance(count, int) else 1
        sentences += number
        if kind == _DROPPED:
            dropped += number
        elif kind != _SAME:
            figures = figures or _is_changed(change, _FIGURE)
            attribution = attribution or _is_lost(change, _ATTRIBUTION)
    headline, missing = fields.get("headline"), _records(missed)
    return Alteration(
        sentences=sentences,
        dropped=dropped,
        headline=headline["kind"] != _SAME if isinstance(headline, dict) else None,
        figures=figures,
        attribution=attribution,
        lacks_correction=bool(missing),
        still_says=any("still_says" in found for found in missing),
    )


def _records(value: Json) -> list[_Fields]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _is_changed(change: _Fields, topic: str) -> bool:
    """Whether something of this topic stands on both sides, and differently; leaving it out changes none."""
    details = _records(change.get("details"))
    if not details:
        return _is_about(change, topic)
    return any(found["topic"] == topic and found.get("before") and found.get("after") for found in details)


def _is_lost(change: _Fields, topic: str) -> bool:
    """Whether something of this topic was left out or replaced."""
    details = _records(change.get("details"))
    if not details:
        return _is_about(change, topic)
    return any(found["topic"] == topic and found.get("before") for found in details)


def _is_about(change: _Fields, topic: str) -> bool:
    """Differences stored before they had details only say what they are about."""
    topics = change.get("topics")
    return isinstance(topics, list) and topic in topics
