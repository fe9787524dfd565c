// The items of a page's list, the one that has the focus, and the list that an article or story was opened from.
const LISTS = "lists", RETURN = "return", MOST_LISTS = 6, MOST_ITEMS = 400;

export function items() {
  return [...document.querySelectorAll("[data-item]")].filter((item) => linkOf(item) && item.getClientRects().length > 0);
}

export function linkOf(item) {
  return item.querySelector("h3 a[href], b[dir] a[href], a[href]");
}

export function focused() {
  return document.activeElement?.closest("[data-item]") ?? null;
}

export function step(by) {
  const shown = items();
  if (!shown.length) return;
  const at = shown.indexOf(focused());
  const next = at < 0 ? (by > 0 ? firstInSight(shown) : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
  linkOf(shown[next]).focus({ preventScroll: true });
  shown[next].scrollIntoView({ block: "nearest" });
}

// Whoever has scrolled down begins where they are.
function firstInSight(shown) {
  return Math.max(0, shown.findIndex((item) => item.getBoundingClientRect().top >= 0));
}

// What a key or a gesture is about: the item's article and story, else those of the page.
export function subjects(item = focused()) {
  const page = document.querySelector("main [data-article]")?.dataset ?? {};
  const own = item ? item.dataset : page;
  return { article: own.lead ?? own.article ?? null, story: own.story ?? (item ? null : document.querySelector("[data-page-story]")?.dataset.pageStory) ?? null };
}

function known() {
  return JSON.parse(sessionStorage.getItem(LISTS) ?? "[]");
}

// Remembers this list when something in it is opened, with what was opened in its item's place.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-item] a[href]");
  if (!link || link.origin !== location.origin) return;
  const from = location.pathname + location.search, opened = link.closest("[data-item]");
  const paths = items().map((item) => (item === opened ? link : linkOf(item)).pathname).slice(0, MOST_ITEMS);
  const others = known().filter((list) => list.from !== from);
  sessionStorage.setItem(LISTS, JSON.stringify([{ from, paths }, ...others].slice(0, MOST_LISTS)));
}, { capture: true });

// The list that this page was opened from, and its neighbours there; null where it was come to in another way.
export function neighbours() {
  const list = known().find(({ from, paths }) => from !== location.pathname + location.search && paths.includes(location.pathname));
  if (!list) return null;
  const at = list.paths.indexOf(location.pathname);
  return { from: list.from, before: list.paths[at - 1] ?? null, after: list.paths[at + 1] ?? null };
}

export function goUp() {
  sessionStorage.setItem(RETURN, location.pathname);
  location.assign(neighbours()?.from ?? document.querySelector("main a[data-up]")?.getAttribute("href") ?? "/");
}

// Back in the list, the focus is where it was.
const cameFrom = sessionStorage.getItem(RETURN);
if (cameFrom) {
  sessionStorage.removeItem(RETURN);
  const link = items().map(linkOf).find(({ pathname }) => pathname === cameFrom);
  link?.focus({ preventScroll: true });
  link?.scrollIntoView({ block: "center" });
}
