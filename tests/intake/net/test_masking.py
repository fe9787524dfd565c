"""What is left of an address when its secrets are masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.intake.net import masked


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://outlet.example/feed.xml", "https://outlet.example/feed.xml"),
        ("https://outlet.example/feed?page=2&lang=de", "https://outlet.example/feed?page=2&lang=de"),
        ("https://reader:geheim@outlet.example/feed", "https://***@outlet.example/feed"),
        ("https://geheim@outlet.example/feed", "https://***@outlet.example/feed"),
        ("https://a@b:c@outlet.example/", "https://***@outlet.example/"),
        ("socks5://me:sesame@127.0.0.1:1080", "socks5://***@127.0.0.1:1080"),
        ("https://outlet.example/feed?token=abc", "https://outlet.example/feed?token=***"),
        ("https://outlet.example/feed?a=1&api_key=abc&b=2", "https://outlet.example/feed?a=1&api_key=***&b=2"),
        ("https://outlet.example/feed?apikey=abc", "https://outlet.example/feed?apikey=***"),
        ("https://outlet.example/feed?key=abc", "https://outlet.example/feed?key=***"),
        ("https://outlet.example/feed?keyword=ferry", "https://outlet.example/feed?keyword=ferry"),
        ("https://outlet.example/feed?AUTH=abc", "https://outlet.example/feed?AUTH=***"),
        ("https://outlet.example/feed?password=abc;user=me", "https://outlet.example/feed?password=***;user=me"),
        ("https://store.example/a?X-Amz-Signature=ab&X-Amz-Date=20261122", "https://store.example/a?X-Amz-Signature=***&X-Amz-Date=20261122"),
        ("https://store.example/a?sig=ab%2Fcd&se=2026", "https://store.example/a?sig=***&se=2026"),
        ("https://outlet.example/feed?u=0123456789abcdef0123", "https://outlet.example/feed?u=***"),
        ("https://video.example/feeds?channel_id=UCq3xT0example9Zk2vLbW4A", "https://video.example/feeds?channel_id=UCq3xT0example9Zk2vLbW4A"),
        ("https://outlet.example/feed?0123456789abcdef0123", "https://outlet.example/feed?***"),
        ("https://outlet.example/private/f3a9c2e17b5d4088/feed", "https://outlet.example/private/***/feed"),
        ("https://outlet.example/rss/Ab3xK9Lm2QpR7sTu5VwYz0.xml", "https://outlet.example/rss/***.xml"),
        ("https://api.example/bot123456789:AAH4kd-93jdLsk_2jdkslLskdjf93kdls/get", "https://api.example/***/get"),
        ("https://outlet.example/2026/11/22/ferry-runs-again-between-islands-2026", "https://outlet.example/2026/11/22/ferry-runs-again-between-islands-2026"),
        ("https://outlet.example/news/1234567890", "https://outlet.example/news/1234567890"),
        ("https://outlet.example/feed#access_token=abc", "https://outlet.example/feed#access_token=***"),
        ("https://outlet.example/user/6f9619ff-8b86-d011-b42d-00c04fc964ff", "https://outlet.example/user/***"),
        ("not an address, token=abc", "not an address, token=abc"),
        ("", ""),
    ],
    ids=lambda text: text[:60],
)  # fmt: skip
def test_secrets_are_masked_and_the_rest_is_shown(url: str, shown: str) -> None:
    assert masked(url) == shown


@given(
    st.text(alphabet="abcdef0123456789", min_size=16, max_size=60),
    st.sampled_from(["?token=", "/", "?k=", "?sig="]),
)
def test_no_token_is_shown(token: str, place: str) -> None:
    if not token.isdigit():
        assert token not in masked(f"https://outlet.example{place}{token}")


@given(st.text(max_size=80))
def test_any_text_can_be_masked_and_again(text: str) -> None:
    assert masked(masked(text)) == masked(text)
