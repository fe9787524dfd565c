"""`headwater add`: shows what was found, asks where there is more than one good answer, and adds the source."""

import asyncio
import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from headwater.cli.importing import import_pages
from headwater.cli.layout import print_json, shown
from headwater.cli.settings import Settings
from headwater.cli.telling_found import (
    addition_of,
    asked_lines,
    bad_lines,
    choices,
    finding_lines,
    list_lines,
    preview_lines,
    without_secrets,
)
from headwater.flow.adding import (
    AddedList,
    Finding,
    Sampled,
    SourceOptions,
    add_source,
    add_subscriptions,
    find_sources,
    sample_pages,
    source_of,
    unusable,
)
from headwater.intake.net import Fetcher, FetchSettings, Pacing, masked
from headwater.model import Page, Source
from headwater.model.errors import HeadwaterError
from headwater.reading.discovery import (
    MAX_OPML_BYTES,
    Naming,
    Subscriptions,
    Weighed,
    read_opml,
)
from headwater.store import open_library
from headwater.web.wording.words import counted

_ARCHIVES = (".warc", ".wet", ".warc.gz", ".wet.gz", ".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
# A person waits, and a search asks one site a handful of things: less rest than between polls.
_PACING = Pacing(at_once=1, pause=0.3)


@dataclass(frozen=True, slots=True)
class AddOptions:
    """What the person says of an addition. `candidate` counts from 1."""

    source: SourceOptions = field(default_factory=SourceOptions)
    candidate: int | None = None
    dry_run: bool = False
    yes: bool = False
    allow: tuple[str, ...] = ()
    contact: str = ""

    def fetcher(self) -> Fetcher:
        """The way out for this addition."""
        return Fetcher(FetchSettings(contact=self.contact, allow=self.allow, per_host=_PACING))


def add(settings: Settings, what: str, options: AddOptions) -> int:
    """Add what was given; the exit code. Raises HeadwaterError where there is nothing to watch."""
    path = Path(what)
    if path.exists():
        return _add_file(settings, path, options)
    now = datetime.now(UTC)
    finding = asyncio.run(_find(settings, what, options, now))
    if finding.subscriptions is not None:
        return _add_list(settings, finding.subscriptions, options)
    if not settings.as_json:
        print("\n".join([shown(f"Found at {what}:"), *finding_lines(finding, now=now), ""]))
    chosen = _chosen(finding, options)
    if options.dry_run or chosen is None:
        _tell(settings, finding, None, None)
        return 0
    sampled = asyncio.run(_sample(settings, chosen, options))
    source = source_of(chosen, options.source, full_text=sampled.full_text, now=now)
    if chosen is not finding.sources[0] and not settings.as_json:
        print("\n".join([*preview_lines(chosen, now=now), ""]))
    with open_library(settings.data, writing=True) as library:
        added = add_source(library, source, now=now)
    _tell(settings, finding, added.source, sampled if added.is_new else None)
    return 0


async def _find(settings: Settings, what: str, options: AddOptions, now: datetime) -> Finding:
    async with options.fetcher() as fetcher:
        proxy = options.source.proxy
        return await find_sources(what, fetcher, settings.publishers(), now=now, proxy=proxy)


async def _sample(settings: Settings, chosen: Weighed, options: AddOptions) -> Sampled:
    if options.source.full_text is not None:
        return Sampled(options.source.full_text, "full texts as you said, whatever it gives")
    async with options.fetcher() as fetcher:
        return await sample_pages(chosen, fetcher, settings.publishers(), proxy=options.source.proxy)


def _chosen(finding: Finding, options: AddOptions) -> Weighed | None:
    """The candidate to add: the one named, the only good one, the one that the person picks; None for none."""
    if options.candidate is not None:
        if not 1 <= options.candidate <= len(finding.sources):
            raise HeadwaterError(
                f"there is no candidate {options.candidate}: {counted(len(finding.sources), 'source')} found"
            )
        return finding.sources[options.candidate - 1]
    if options.dry_run:
        return None
    best = finding.sources[0]
    is_certain = finding.good == 1 or best.candidate.naming is Naming.ITSELF
    if is_certain or (finding.good and (options.yes or not _is_asked())):
        return best
    if not _is_asked():
        raise HeadwaterError(
            "nothing that was found is surely what you want: add one with --candidate N, or give another address"
        )
    return _asked(choices(finding))


def _is_asked() -> bool:
    """Whether a person sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(offered: tuple[Weighed, ...]) -> Weighed | None:
    while True:
        answer = input(f"Which one? [1-{len(offered)}, Enter for 1, q for none] ").strip().lower()
        if answer in ("q", "n", "no", "none"):
            return None
        number = int(answer or "1") if (answer or "1").isdecimal() else 0
        if 1 <= number <= len(offered):
            return offered[number - 1]


def _tell(settings: Settings, finding: Finding, source: Source | None, sampled: Sampled | None) -> None:
    """What was added; `sampled` is given where it is new."""
    if settings.as_json:
        print_json(addition_of(finding, source, sampled))
    elif source is None:
        for line in asked_lines(finding):
            print(line, file=sys.stderr)
        print("Nothing was added.")
    elif sampled is None:
        print(shown(f"{source.title or masked(source.url)} is watched already, at {masked(source.url)}."))
    else:
        print(shown(f"Watching {source.title or 'it'}, at {masked(source.url)}: {sampled.says}."))
        if source.full_text:
            print("The page of each article will be fetched.")
        if finding.good > 1 and not _is_asked():
            others = counted(finding.good - 1, "other good source")
            print(f"Found as well: {others}, as listed; --candidate N adds one.")
        print("Fetch it now with headwater fetch.")


def _add_file(settings: Settings, path: Path, options: AddOptions) -> int:
    """A list of subscriptions, or an archive, which is imported."""
    if path.is_dir() or path.name.lower().endswith(_ARCHIVES):
        return import_pages(settings, [path])
    size = path.stat().st_size
    with path.open("rb") as file:
        content = file.read(MAX_OPML_BYTES + 1)
    if b"<opml" not in content[:4096].lower().replace(b"\0", b""):
        raise HeadwaterError(
            f"{path} is neither a list of subscriptions (OPML) nor an archive; "
            "a saved page is read by headwater import"
        )
    if size > MAX_OPML_BYTES:
        raise HeadwaterError(
            f"{path}: {size / 1_000_000:.0f} MB are more than a list of subscriptions may have "
            f"({MAX_OPML_BYTES // 1_000_000} MB): split it, each part is a list of its own"
        )
    return _add_list(settings, read_opml(Page(str(path), content)), options)


def _add_list(settings: Settings, subscriptions: Subscriptions, options: AddOptions) -> int:
    """Watch all that a list names; 1 where some of it can't be taken."""
    now = datetime.now(UTC)
    if options.dry_run:
        return _look_through(settings, subscriptions, now)
    with open_library(settings.data, writing=True) as library:
        said = options.source
        added = add_subscriptions(
            library,
            subscriptions,
            folder=said.folder,
            full_text=said.full_text,
            proxy=said.proxy,
            now=now,
        )
    if settings.as_json:
        fresh, known = (tuple(map(without_secrets, each)) for each in (added.added, added.known))
        print_json(replace(added, added=fresh, known=known))
    else:
        for line in bad_lines(added):
            print(line, file=sys.stderr)
        print("\n".join(list_lines(added)))
    return 1 if added.bad else 0


def _look_through(settings: Settings, subscriptions: Subscriptions, now: datetime) -> int:
    """Tell what a list names without watching any of it; 1 where some of it can't be taken."""
    would = AddedList((), (), unusable(subscriptions, now), subscriptions.repeated)
    if settings.as_json:
        print_json(would)
    else:
        for line in bad_lines(would):
            print(line, file=sys.stderr)
        print(f"{counted(len(subscriptions.outlines), 'source')} in the list. Nothing was added.")
    return 1 if would.bad else 0
