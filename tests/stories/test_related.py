"""Stories that an article comes near to without joining them."""

from headwater import Article
from headwater.stories import StoryStream

FLOOD = (
    "The river Osk has left its bed below Tolle and flooded some forty cellars in Brenning, the water authority said. "
    "The flood warning for the lower valley of the Osk stays in force until Thursday."
)


def test_a_new_story_tells_which_other_it_is_near_to() -> None:
    stream = StoryStream()
    flood, _ = stream.place(Article(id="a", title="Flood warning for the lower Osk", text=FLOOD))
    bags, _ = stream.place(
        Article(
            id="b",
            title="Sandbags in Mill Lane",
            text="Brenning spent Sunday filling sandbags as the Osk rose. Mayor Pia Lundvik had sent for 4,000 bags. "
            "The school in Mill Lane stays closed while the flood warning is in force.",
        )
    )
    assert bags.story != flood.story
    (near,) = bags.near
    assert near.story == flood.story
    assert 0.65 <= near.nearness < 1


def test_what_has_nothing_to_do_with_it_is_not_near() -> None:
    stream = StoryStream()
    stream.place(Article(id="a", title="Flood warning for the lower Osk", text=FLOOD))
    chess, _ = stream.place(
        Article(id="b", title="Girl draws with a grandmaster", text="She learned chess from a bookkeeper.")
    )
    assert chess.near == ()
