"""Pictures fetched for readers: raster pictures only, once, within bounds, and kept."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from headwater.flow.pictures import PictureBounds, PictureCache, PictureError, Pictures, raster_of
from headwater.flow.pictures.cache import Failure
from headwater.intake.net import FetchSettings, Limits, Pacing
from tests.flow.invented_pictures import BOMBS, NO_PICTURES, POLYGLOTS, SVG, avif, gif, jpeg, png, webp
from tests.intake.net.site import Site, answered, moved, served

NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def bounds(**changes: object) -> PictureBounds:
    return PictureBounds(**{"per_host": Pacing(at_once=8, pause=0.0), **changes})  # type: ignore[arg-type]  # the tests' own keywords


@asynccontextmanager
async def pictures(
    folder: Path, clock: Clock | None = None, allow: Sequence[str] = ("127.0.0.1",), **changes: object
) -> AsyncIterator[Pictures]:
    settings = FetchSettings(allow=tuple(allow), http2=False)
    async with Pictures(folder, settings, bounds=bounds(**changes), clock=clock or Clock()) as one:
        yield one


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with served(Site()) as one:
        yield one


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (png(), ("image/png", 8, 6)),
        (jpeg(640, 480), ("image/jpeg", 640, 480)),
        (jpeg(640, 480, before=b"\xff\xff\xff\xfe\x00\x04ab"), ("image/jpeg", 640, 480)),
        (gif(), ("image/gif", 8, 6)),
        (gif(8, 6, frame=(20, 5)), ("image/gif", 20, 6)),
        (webp(), ("image/webp", 8, 6)),
        (webp(kind="VP8L"), ("image/webp", 8, 6)),
        (webp(kind="VP8"), ("image/webp", 8, 6)),
        (avif((8, 6), (640, 480)), ("image/avif", 640, 480)),
    ],
)
def test_a_raster_picture_is_known_by_its_first_bytes(content: bytes, told: tuple[str, int, int]) -> None:
    raster = raster_of(content)
    assert raster is not None
    assert (raster.type, raster.width, raster.height) == told


@pytest.mark.parametrize("content", NO_PICTURES.values(), ids=NO_PICTURES.keys())
def test_nothing_else_is_a_picture(content: bytes) -> None:
    assert raster_of(content) is None


@pytest.mark.anyio
async def test_a_picture_is_fetched_once_and_then_comes_from_the_disk(site: Site, tmp_path: Path) -> None:
    site.answers["/quay.jpg"] = answered(200, png(), [("Content-Type", "image/jpeg")])
    async with pictures(tmp_path) as one:
        first = await one.get(site.url("/quay.jpg"))
    async with pictures(tmp_path) as another:
        second = await another.get(site.url("/quay.jpg"))
    assert first == second
    assert (first.content, first.type, first.width, first.height) == (png(), "image/png", 8, 6)
    assert site.targets() == ["/quay.jpg"]


@pytest.mark.anyio
async def test_only_the_address_is_told_to_the_server(site: Site, tmp_path: Path) -> None:
    site.answers["/quay.png"] = answered(200, png())
    async with pictures(tmp_path) as one:
        await one.get(site.url("/quay.png"))
    assert set(site.seen[0].headers) == {"host", "user-agent", "accept", "accept-encoding"}


@pytest.mark.anyio
async def test_many_who_ask_at_once_are_one_fetch(site: Site, tmp_path: Path) -> None:
    begun, gone_on = asyncio.Event(), asyncio.Event()

    async def slow(writer: asyncio.StreamWriter) -> None:
        begun.set()
        await gone_on.wait()
        writer.write(answered(200, png()))
        await writer.drain()

    site.answers["/quay.png"] = slow
    async with pictures(tmp_path) as one:
        asked = [asyncio.create_task(one.get(site.url("/quay.png"))) for _ in range(20)]
        await begun.wait()
        asked[0].cancel()  # who goes away takes nothing from the others
        gone_on.set()
        got = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(got[0], asyncio.CancelledError)
    assert {each.content for each in got[1:] if not isinstance(each, BaseException)} == {png()}
    assert site.targets() == ["/quay.png"]


@pytest.mark.anyio
async def test_no_more_than_so_many_are_fetched_at_once(site: Site, tmp_path: Path) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(answered(200, png()))
        await writer.drain()

    site.answers.update({f"/{n}.png": slow for n in range(8)})
    async with pictures(tmp_path, at_once=2, per_host=Pacing(at_once=8, pause=0.0)) as one:
        await asyncio.gather(*(one.get(site.url(f"/{n}.png")) for n in range(8)))
    assert (len(site.seen), site.most_at_once) == (8, 2)


@pytest.mark.anyio
@pytest.mark.parametrize("content", [*NO_PICTURES.values()], ids=NO_PICTURES.keys())
@pytest.mark.parametrize("said", ["image/jpeg"])
async def test_what_is_no_picture_is_refused_whatever_the_server_calls_it(
    content: bytes, said: str, site: Site, tmp_path: Path
) -> None:
    site.answers["/x.jpg"] = answered(200, content, [("Content-Type", said)])
    async with pictures(tmp_path) as one:
        with pytest.raises(PictureError, match="is no JPEG, PNG, GIF, WebP or AVIF"):
            await one.get(site.url("/x.jpg"))
    assert not any(content and content in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


@pytest.mark.anyio
@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS.keys())
async def test_a_picture_of_too_many_pixels_is_refused_by_its_header(
    content: bytes, site: Site, tmp_path: Path
) -> None:
    site.answers["/bomb.png"] = answered(200, content)
    async with pictures(tmp_path) as one:
        with pytest.raises(PictureError, match="too large to be shown"):
            await one.get(site.url("/bomb.png"))


@pytest.mark.anyio
@pytest.mark.parametrize("content", POLYGLOTS.values(), ids=POLYGLOTS.keys())
async def test_what_is_two_things_at_once_is_a_picture_and_nothing_else(
    content: bytes, site: Site, tmp_path: Path
) -> None:
    site.answers["/two.html"] = answered(200, content, [("Content-Type", "text/html")])
    async with pictures(tmp_path) as one:
        got = await one.get(site.url("/two.html"))
    assert got.type.startswith("image/")
    assert got.type != "image/svg+xml"


@pytest.mark.anyio
@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png",
        "http://169.254.169.254/latest/meta-data/a.png",
        "http://[::1]/a.png",
        "http://0x7f.1/a.png",
        "http://localhost/a.png",
        "http://metadata.google.internal/a.png",
        "http://192.168.1.1:80/a.png",
        "http://outlet.example:22/a.png",
        "http://me:hunter2@outlet.example/a.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "//outlet.example/a.png",
        "gopher://outlet.example/1",
        "",
    ],
)
async def test_no_address_but_a_public_one_is_asked(address: str, tmp_path: Path) -> None:
    async with pictures(tmp_path, allow=()) as one:
        with pytest.raises(PictureError, match="refused") as caught:
            await one.get(address)
    assert "hunter2" not in str(caught.value)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "to", ["http://127.0.0.2/a.png", "http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd"]
)
async def test_a_redirect_inwards_is_not_followed(to: str, site: Site, tmp_path: Path) -> None:
    site.answers["/x.png"] = moved(to)
    async with pictures(tmp_path, allow=(f"127.0.0.1:{site.port}",)) as one:
        with pytest.raises(PictureError, match="refused"):
            await one.get(site.url("/x.png"))


OK = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"


def written(
    *parts: bytes, pause: float = 0.0, endless: bool = False
) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
    """Writes these one after the other, and the last again for as long as somebody listens."""

    async def play(writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        while endless and not writer.is_closing():
            writer.write(parts[-1])
            await writer.drain()
            await asyncio.sleep(pause)

    return play


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("play", "reason"),
    [
        (written(OK + b"\r\n" + png(), bytes(60_000), endless=True), "larger|more than"),
        (written(OK + b"\r\n" + png(), b"\x00", pause=0.05, endless=True), "within"),
        (written(OK + b"Content-Length: 99999999999\r\n\r\n" + png()), "larger|more than|bytes"),
        (written(OK + b"Content-Length: 900000\r\n\r\n" + png()), "."),
        (written(OK + b"Content-Length: 10\r\nContent-Length: 20\r\n\r\n" + png()), "."),
        (written(OK + b"Content-Encoding: gzip\r\n\r\n" + png()), "."),
        (written(b"no HTTP at all\r\n\r\n"), "."),
        (written(b""), "."),
    ],
    ids=["endless", "drip", "promised", "cut short", "two lengths", "not packed", "no http", "nothing"],
)  # fmt: skip
async def test_an_answer_that_does_not_hold_ends_as_a_refusal(
    play: Callable[[asyncio.StreamWriter], Awaitable[None]], reason: str, site: Site, tmp_path: Path
) -> None:
    site.answers["/x.png"] = play
    limits = Limits(total=1.0, wire=1_000_000, decoded=1_000_000)
    async with pictures(tmp_path, limits=limits) as one:
        with pytest.raises(PictureError, match=reason):
            await one.get(site.url("/x.png"))


@pytest.mark.anyio
async def test_a_failure_is_remembered_for_as_long_as_it_may_last(site: Site, tmp_path: Path) -> None:
    site.answers.update(
        {"/gone.png": answered(404), "/busy.png": answered(503), "/svg.png": answered(200, SVG)}
    )
    clock = Clock()

    async def ask() -> list[str]:
        site.seen.clear()
        async with pictures(tmp_path, clock) as one:
            for path in site.answers:
                with pytest.raises(PictureError):
                    await one.get(site.url(path))
        return site.targets()

    assert await ask() == ["/gone.png", "/busy.png", "/svg.png"]
    assert await ask() == []
    clock.now += timedelta(minutes=11)
    assert await ask() == ["/busy.png"]
    clock.now += timedelta(days=1)
    assert await ask() == ["/gone.png", "/busy.png", "/svg.png"]


@pytest.mark.anyio
async def test_a_disk_that_takes_nothing_keeps_no_picture_from_its_reader(site: Site, tmp_path: Path) -> None:
    site.answers["/quay.png"] = answered(200, png())
    blocked = tmp_path / "a file"
    blocked.write_text("no folder")
    async with pictures(blocked) as one:
        assert (await one.get(site.url("/quay.png"))).content == png()


@pytest.mark.anyio
async def test_a_damaged_file_is_fetched_again(site: Site, tmp_path: Path) -> None:
    site.answers["/quay.png"] = answered(200, png())
    async with pictures(tmp_path) as one:
        await one.get(site.url("/quay.png"))
        (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
        file.write_bytes(SVG)
        assert (await one.get(site.url("/quay.png"))).content == png()
        file.write_bytes(b"")
        assert (await one.get(site.url("/quay.png"))).content == png()
    assert len(site.seen) == 3


def cached(cache: PictureCache, count: int) -> list[int]:
    return [n for n in range(count) if isinstance(cache.find(f"https://a.example/{n}"), bytes)]


def test_those_not_looked_at_for_longest_make_room(tmp_path: Path) -> None:
    clock = Clock()
    cache = PictureCache(tmp_path, 10_000, clock)
    for n in range(9):
        clock.now += timedelta(hours=2)
        cache.keep(f"https://a.example/{n}", bytes([n + 1]) * 1_000)
    clock.now += timedelta(hours=2)
    assert cache.find("https://a.example/0") == b"\x01" * 1_000
    for n in range(9, 12):
        clock.now += timedelta(hours=2)
        cache.keep(f"https://a.example/{n}", bytes([n + 1]) * 1_000)
    kept = cached(cache, 12)
    assert len(kept) <= 10
    assert {0, 9, 10, 11} <= set(kept)
    assert 1 not in kept


def test_another_process_and_failures_count_as_well(tmp_path: Path) -> None:
    clock = Clock()
    for n in range(30):
        clock.now += timedelta(minutes=1)
        cache = PictureCache(tmp_path, 10_000, clock)
        cache.keep(f"https://a.example/{n}", b"\x01" * 1_000)
        cache.keep_failure(f"https://b.example/{n}", Failure("gone" * 50, clock.now + timedelta(days=1)))
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 10_000


def test_what_a_killed_process_left_is_removed_and_never_taken_for_a_picture(tmp_path: Path) -> None:
    clock = Clock()
    PictureCache(tmp_path, 10_000, clock).keep("https://a.example/0", png())
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    part = file.with_name(f"{file.name}.0123.part")
    part.write_bytes(png()[:20])
    file.unlink()
    clock.now = datetime.now(UTC) + timedelta(hours=2)
    cache = PictureCache(tmp_path, 10_000, clock)
    assert cache.find("https://a.example/0") is None
    cache.keep("https://a.example/1", png())
    assert not part.exists()
