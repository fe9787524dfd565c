"""What a version changed of the one before it: silent, announced, or no change of fact at all."""

import pytest

from headwater.copies import is_dynamic, revision_between, said_digest, versions_among
from headwater.model import Article, ArticleKind, ChangeTopic, RevisionChange, RevisionKind

STORM = (
    "The storm killed 40 people in Halden, the harbour office said on Tuesday.",
    "Three bridges over the Quill were closed, and trains to Sundhaven were cancelled until Friday.",
    "“We have never seen such a tide,” said harbour master Ilse Varga.",
    "The council will meet on Thursday to count the damage, which was not insured.",
)
RESCUE = (
    "Rescuers pulled six more bodies out of the water near the old mole in the night, and the search was to go "
    "on until noon."
)
CORRECTION = "Correction: An earlier version of this article said that 40 people were killed. It was 14."


def storm(
    *changes: tuple[str, str], more: str = "", title: str = "Storm hits Halden", **fields: object
) -> Article:
    paragraphs = [*STORM, more] if more else list(STORM)
    for old, new in changes:
        paragraphs = [paragraph.replace(old, new) for paragraph in paragraphs]
    values: dict[str, object] = {"title": title, "paragraphs": tuple(paragraphs), "language": "en", **fields}
    return Article(**values)  # type: ignore[arg-type]  # values of a test's own choosing


def changed(*changes: tuple[str, str], **fields: object) -> RevisionChange:
    return revision_between(storm(), storm(*changes, **fields))  # type: ignore[arg-type]  # as above


TOLL = ("40 people", "14 people")


@pytest.mark.parametrize(
    ("change", "topic", "pair"),
    [
        (TOLL, ChangeTopic.FIGURE, ("40", "14")),
        (("until Friday", "until Sunday"), ChangeTopic.FIGURE, ("Friday", "Sunday")),
        (("Ilse Varga", "Elsa Varga"), ChangeTopic.NAME, ("Ilse", "Elsa")),
        (("never seen", "rarely seen"), ChangeTopic.QUOTE, ("never", "rarely")),
        (("was not insured", "was insured"), ChangeTopic.NEGATION, ("not", "")),
    ],
)
def test_a_fact_changed_in_a_sentence_otherwise_kept_is_silent(
    change: tuple[str, str], topic: ChangeTopic, pair: tuple[str, str]
) -> None:
    found = changed(change)
    assert found.kind is RevisionKind.SILENT
    assert found.is_silent
    assert topic in found.topics
    (fact,) = found.facts
    assert (fact.detail.topic, fact.detail.before, fact.detail.after) == (topic, *pair)
    assert found.evidence[0].rule == "silent"


def test_a_note_that_tells_the_figure_announces_it() -> None:
    found = changed(TOLL, notes=(CORRECTION,))
    assert found.kind is RevisionKind.CORRECTION
    assert found.notes == (CORRECTION,)
    (fact,) = found.facts
    assert fact.is_named
    assert not fact.is_silent


def test_a_note_in_the_text_announces_as_well() -> None:
    found = changed(TOLL, more="This article has been corrected.")
    assert found.kind is RevisionKind.CORRECTION
    assert [fact.is_named for fact in found.facts] == [False]


def test_a_note_about_something_else_announces_nothing() -> None:
    note = "Correction: An earlier version misspelled the village of Tolle’s football club."
    found = changed(TOLL, notes=(note,))
    assert found.kind is RevisionKind.SILENT
    assert found.is_announced
    assert found.facts[0].note == ""


def test_a_note_that_was_there_before_announces_nothing_new() -> None:
    note = "Editor’s note: This article has been updated."
    found = revision_between(storm(notes=(note,)), storm(TOLL, notes=(note,)))
    assert found.kind is RevisionKind.SILENT
    assert found.notes == ()


def test_a_note_taken_away_is_told() -> None:
    found = revision_between(storm(notes=(CORRECTION,)), storm())
    assert found.notes_gone == (CORRECTION,)
    assert ChangeTopic.NOTE in found.topics


def test_a_story_that_grew_is_an_update_and_its_figures_move_on_with_it() -> None:
    assert changed(more=RESCUE).kind is RevisionKind.UPDATE
    found = changed(("40 people", "46 people"), more=RESCUE)
    assert found.kind is RevisionKind.UPDATE
    (fact,) = found.facts
    assert 0 < fact.silence < 0.5
    assert found.evidence[0].rule == "grown"


def test_a_story_marked_as_developing_is_not_blamed_for_a_new_toll() -> None:
    assert changed(TOLL, labels=("developing",)).kind is RevisionKind.UPDATE


def test_a_text_that_tells_both_figures_hides_nothing() -> None:
    found = changed(TOLL, title="Storm hits Halden", more="The office had first counted 40, then 14.")
    assert [bool(fact.explained_by) for fact in found.facts] == [True]
    assert found.kind is not RevisionKind.SILENT


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (("were closed", "were shut"), RevisionKind.EDIT),
        (("the damage", "damage"), RevisionKind.EDIT),
        ((STORM[1], ""), RevisionKind.CUT),
    ],
)
def test_style_and_cuts_are_no_change_of_fact(change: tuple[str, str], kind: RevisionKind) -> None:
    found = changed(change)
    assert (found.kind, found.is_fact) == (kind, False)


def test_a_sentence_written_anew_changes_no_fact_in_place() -> None:
    found = changed(
        (STORM[3], "Insurers had sent 12 men by noon, and Mayor Pell met them at the gate with soup.")
    )
    assert found.facts == ()


def test_a_headline_and_a_standfirst_are_looked_at() -> None:
    found = revision_between(
        storm(title="Storm kills 40 in Halden", standfirst="Worst tide since 1953, says the office"),
        storm(title="Storm kills 14 in Halden", standfirst="Worst tide since 1935, says the office"),
    )
    assert [(f.detail.before, f.detail.after) for f in found.facts] == [("40", "14"), ("1953", "1935")]
    assert ChangeTopic.HEADLINE in found.topics


@pytest.mark.parametrize(
    ("language", "before", "after", "note"),
    [
        ("de", "Der Sturm tötete 40 Menschen in Halden.", "Der Sturm tötete 14 Menschen in Halden.",
         "Korrektur: In einer früheren Version hieß es, dass 40 Menschen starben. Es waren 14."),
        ("fr", "La tempête a tué 40 personnes à Halden.", "La tempête a tué 14 personnes à Halden.",
         "Correction : une version précédente indiquait que 40 personnes étaient mortes."),
        ("es", "La tormenta mató a 40 personas en Halden.", "La tormenta mató a 14 personas en Halden.",
         "Corrección: una versión anterior decía que murieron 40 personas."),
        ("ru", "Шторм унёс жизни 40 человек в Халдене.", "Шторм унёс жизни 14 человек в Халдене.",
         "Исправление: в предыдущей версии говорилось, что погибли 40 человек."),
        ("zh", "风暴在哈尔登造成40人死亡。", "风暴在哈尔登造成14人死亡。", "更正：此前版本称有40人死亡。"),
    ],
)  # fmt: skip
def test_in_any_language(language: str, before: str, after: str, note: str) -> None:
    old, new = Article(text=before, language=language), Article(text=after, language=language)
    assert revision_between(old, new).kind is RevisionKind.SILENT
    announced = Article(text=after, language=language, notes=(note,))
    assert revision_between(old, announced).kind is RevisionKind.CORRECTION


@pytest.mark.parametrize(
    "line",
    ["2 hours ago", "vor 3 Stunden", "il y a 5 minutes", "hace 2 horas", "3 часа назад", "17 comments", "4 min read",
     "Last updated: 14:32", "Read more: Storm closes the pier"],
)  # fmt: skip
def test_what_changes_by_itself_is_no_edit(line: str) -> None:
    assert is_dynamic(line)
    assert said_digest(storm(more=line)) == said_digest(storm())


def test_prose_that_speaks_of_hours_is_prose() -> None:
    assert not is_dynamic(
        "The last train left 2 hours ago, and nobody at the station knew when the next one would come."
    )


def test_setting_a_text_otherwise_is_no_edit() -> None:
    flat = Article(title="STORM HITS HALDEN", text=" ".join(STORM).replace("“", '"').replace("”", '"'))
    assert said_digest(flat) == said_digest(storm())


def listed(name: str, text: str, title: str | None = None, url: str | None = None) -> Article:
    return Article(id=name, text=text, title=title, url=url, kind=ArticleKind.LISTED)


def test_items_of_a_listing_are_known_by_address_headline_or_text() -> None:
    known = [
        listed("a", " ".join(STORM), "Storm hits Halden", "https://halden.example/1"),
        listed("b", "The quay will be shut until the dredger has been towed away.", "Quay shut"),
        listed("c", "Bakers in Tolle have raised the price of a loaf for the third time this year."),
    ]
    found = [
        listed("x", "A new piece about the weather in the islands and what it does to sheep."),
        listed("y", "Bakers in Tolle have raised the price of a loaf for the fourth time this year."),
        listed("z", " ".join(STORM[1:]), "Storm closes bridges", "https://halden.example/1"),
        listed("w", "The quay will be shut until the dredger has been mended.", "Quay shut"),
    ]
    assert versions_among(found, known) == {"y": "c", "z": "a", "w": "b"}


def test_another_article_at_the_same_address_is_no_version() -> None:
    known = [Article(id="a", text=" ".join(STORM), title="Weather")]
    found = [
        Article(
            id="b", text="Sheep were counted in the islands on Monday by four men with a boat.", title="Sheep"
        )
    ]
    assert versions_among(found, known) == {}


def test_one_stored_article_is_the_version_of_one() -> None:
    known = [listed("a", " ".join(STORM))]
    found = [listed("x", " ".join(STORM)), listed("y", " ".join(STORM[:3]))]
    assert versions_among(found, known) == {"x": "a"}
