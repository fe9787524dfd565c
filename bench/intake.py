"""Measure the intake of thousands of feeds beside `reader` and feedparser in threads, on a server on loopback.

    python bench/intake.py                      5,000 feeds, of which 10 % are slow, 5 % fail and 2 % are hostile
    python bench/intake.py --feeds 500          fewer
    python bench/intake.py --peaceful           without the slow, the failing and the hostile
    python bench/intake.py --only headwater     one contestant

Three rounds: all feeds are new, nothing has changed, one of ten has. Each contestant fetches the same feeds in a
process of its own with as many requests at once; its requests and bytes are counted by the server. Who does not finish
a round in the minutes that it has is stopped; its rate is then what it had asked for till then, and thus a bound ("<").
"""

import argparse
from dataclasses import astuple

from intaking.contestants import NAMES
from intaking.running import Contest, Round, compete, server

_HEADER = (
    "contestant  round  sources/s  seconds  CPU s (server)  memory MB (main)  fetched  failed  entries kept  "
    "requests  304  MB sent  let inside"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=5_000)
    parser.add_argument("--at-once", type=int, default=128, help="requests under way, for each contestant")
    parser.add_argument("--minutes", type=float, default=10.0, help="the most that a round may take")
    parser.add_argument("--peaceful", action="store_true", help="no slow, failing and hostile feeds")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES[:3], metavar="NAME")
    options = parser.parse_args()
    with server(options.feeds, peaceful=options.peaceful) as at:
        print(f"{options.feeds:,} feeds, {options.at_once} at once\n{_HEADER}", flush=True)
        contest = Contest(options.feeds, options.at_once, options.minutes, options.peaceful)
        for name in options.only:
            for done in compete(name, contest, at):
                print(_line(done), flush=True)


def _line(done: Round) -> str:
    served, result = done.served, done.result
    bound, kept = (" ", astuple(result)) if result else ("<", ("?", "?", "?"))
    return (
        f"{done.name:10}  {done.number:5}  {bound}{done.fetched / done.seconds:8.1f}  {done.seconds:7.1f}  "
        f"{done.cpu:6.1f} ({done.server_cpu:4.1f})  {done.memory / 1e6:9.0f} ({done.memory_main / 1e6:4.0f})  "
        "{:>7}  {:>6}  {:>12}  ".format(*kept)
        + f"{served.requests:8}  {served.not_modified:4}  {served.body_bytes / 1e6:7.1f}  {served.secrets:4}"
    )


if __name__ == "__main__":
    main()
