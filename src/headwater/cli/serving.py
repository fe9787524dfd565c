"""`headwater serve` and `headwater demo`."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from headwater.cli.keeping_up import FetchProgram, keeping_up
from headwater.cli.opening import shown
from headwater.cli.settings import Settings, data_named, default_data_folder
from headwater.cli.watching import Watch, WatchOptions
from headwater.flow.means import Means
from headwater.flow.options import ImportOptions
from headwater.flow.pictures import Pictures, pictures_folder
from headwater.flow.samples import sample_pages, sample_publishers
from headwater.intake.net import FetchSettings
from headwater.model.people import ME
from headwater.publishers import publishers_with
from headwater.store import open_library
from headwater.store.people import open_people
from headwater.store.people.sign_in import SignIn
from headwater.web.app import create_app
from headwater.web.outside.websub import with_callbacks
from headwater.web.security import LOOPBACK
from headwater.web.serving import serve
from headwater.web.wording.times import local_zone


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Which host names the reader answers to besides its own, whether hubs may push to it (`websub`), whether it
    fetches no pictures (`strict`), and whether its sources are fetched meanwhile (`fetch`). `allow` are local services
    that it may ask, and `contact` is where the owners of sites can reach whoever runs it.
    """

    allow_hosts: Sequence[str] = ()
    websub: bool = False
    strict: bool = False
    fetch: bool = True
    allow: tuple[str, ...] = ()
    contact: str = ""

    def way_out(self) -> FetchSettings:
        """How pages and pictures are asked for."""
        return FetchSettings(contact=self.contact, allow=self.allow)


def serve_library(
    settings: Settings,
    host: str,
    port: int,
    options: ServeOptions | None = None,
    *,
    watch: WatchOptions | None = None,
) -> None:
    """Serve the reader over a data folder until interrupted."""
    options = options or ServeOptions()
    options.way_out()  # said now, not in a page once something is fetched, where it can't be read
    with open_library(settings.data, writing=options.websub) as library:
        counts = library.counts()
        if not counts.articles:
            print(
                f"{shown(settings.data)} holds no articles yet: add a source on the page of sources, or "
                "headwater import PATH…",
                file=sys.stderr,
            )
        with open_people(settings.data, writing=True, library=library) as people:
            if host not in LOOPBACK and not SignIn(people).has_password(ME):
                print(
                    "No password is set: other machines can read nothing until headwater password set sets one.",
                    file=sys.stderr,
                )
            # Someone who listens at another address means to be reached there.
            hosts, pictures = (
                [*options.allow_hosts, host],
                None if options.strict else _pictures(settings, options),
            )
            with (
                Means(settings.data, settings.publishers(), options.allow, options.contact).opened() as means,
                Watch(library, settings, watch or WatchOptions()).answering(),
                keeping_up(library, FetchProgram.of(settings.data, options.allow, options.contact))
                if options.fetch
                else nullcontext(),
            ):
                reader = create_app(
                    library, people, pictures=pictures, means=means, allowed_hosts=hosts, zone=local_zone()
                )
                serve(with_callbacks(reader, library) if options.websub else reader, host, port)


def _pictures(settings: Settings, options: ServeOptions) -> Pictures:
    """What gets pictures, kept in the data folder; beside a database in the one that this machine would use."""
    folder = settings.data if isinstance(settings.data, Path) else default_data_folder()
    return Pictures(pictures_folder(folder), options.way_out())


def demo(data: str | None, host: str, port: int, *, import_only: bool) -> int:
    """Import the sample pages into a folder of their own and serve them; the exit code."""
    place = data_named(data) if data else default_data_folder().with_name("headwater-demo")
    if isinstance(place, Path):
        # Every command on the demo's data then knows the houses that its pages name.
        place.mkdir(parents=True, exist_ok=True)
        if not (place / "publishers.toml").exists():
            copyfile(sample_publishers(), place / "publishers.toml")
    # It loads all that reads pages, which serving does not need.
    from headwater.cli.importing import run_import, tell  # noqa: PLC0415

    options = ImportOptions(publishers=publishers_with([sample_publishers()]))
    report = run_import(place, [sample_pages()], options)
    tell(report)
    print(f"The demo's data is in {shown(place)}.")
    if report.failures:
        return 1
    if not import_only:
        serve_library(Settings(place), host, port)
    return 0
