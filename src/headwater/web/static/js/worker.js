// The service worker: what was kept can be read without a network. It decides nothing; acts made offline wait in the
// pages' own store, and are sent by whichever of the two finds the network first.
// One script without imports: all of it is there or nothing, and browsers without modules in workers run it too.
/* OUTBOX */
const VERSION = "/* VERSION */";
const SHELL = `shell-${VERSION}`, PAGES = "pages", PICTURES = "pictures";
const SHELL_PATHS = [/* SHELL */];
const SLOW = 4000; // After so many ms a kept page is better than one that may not come.
const LIST = "/app/kept.json"; // What is to be kept; that it was is noted under the same name.
const OFTEN = 10 * 60 * 1000;
const FRESH = 6 * 3600 * 1000; // An article that was kept changes seldom; lists and stories are asked for each time.
const EVERYWHERE = { ignoreVary: true };

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

async function install() {
  const shell = await caches.open(SHELL);
  await shell.addAll(SHELL_PATHS.map((path) => (path.startsWith("/static/") ? path : new Request(path, { cache: "reload" }))));
  // A page finds the files of its own version in whichever shell has them: the new worker serves old pages as well.
  await self.skipWaiting();
}

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(keepAll));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && pathname === "/sign-out") event.waitUntil(dropKept());
  if (request.method !== "GET") return;
  if (pathname.startsWith("/static/")) event.respondWith(fileOf(request));
  else if (pathname.startsWith("/pictures/")) event.respondWith(pictureOf(request));
  else if (request.mode === "navigate") event.respondWith(pageOf(event));
});

async function fileOf(request) {
  const kept = await caches.match(request, EVERYWHERE);
  if (kept) return kept;
  const answer = await fetch(request);
  // Fonts of other scripts are kept once a page has needed them.
  if (answer.ok && request.destination === "font") await (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
}

async function pictureOf(request) {
  return (await caches.match(request, { ...EVERYWHERE, cacheName: PICTURES })) ?? fetch(request);
}

async function pageOf(event) {
  const { request } = event;
  const kept = await caches.match(request, { ...EVERYWHERE, cacheName: PAGES });
  const asked = fetch(request);
  if (!kept) return asked.catch(async () => (await caches.match("/offline", EVERYWHERE)) ?? Response.error());
  const copied = asked.then((answer) => (isWorthKeeping(answer) ? answer.clone() : null));
  event.waitUntil(copied.then((copy) => copy && put(request.url, copy)).catch(() => {}));
  return Promise.race([asked.then(sound), late()]).catch(() => asKept(kept));
}

// A proxy that finds nobody behind it is no answer.
function sound(answer) {
  if ([502, 503, 504].includes(answer.status)) throw new Error(`the reader can't be reached: ${answer.status}`);
  return answer;
}

function late() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("too slow")), SLOW));
}

// A page that was redirected is another page: the one to sign in at, most often.
function isWorthKeeping(answer) {
  return answer.ok && !answer.redirected && (answer.headers.get("content-type") ?? "").startsWith("text/html");
}

async function put(address, answer) {
  if (isLeaving) throw new Error("signed out");
  const html = await answer.text();
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set("x-kept-at", new Date().toISOString());
  headers.set("x-kept-version", /\/static\/(\w+)\//.exec(html)?.[1] ?? "");
  await (await caches.open(PAGES)).put(address, new Response(html, { headers }));
  return html;
}

// The page says when it was kept: js/app.js words it.
async function asKept(kept) {
  const html = await kept.text();
  const at = kept.headers.get("x-kept-at") ?? "";
  return new Response(html.replace("<html ", `<html data-kept="${at}" `), { headers: kept.headers });
}

self.addEventListener("message", (event) => {
  const { keep: paths, all } = event.data ?? {};
  if (all) event.waitUntil(all === "seldom" ? keepSeldom() : keepAll());
  if (paths) event.waitUntil(Promise.all(paths.map(keepPage)).catch(() => {}));
  if (event.data?.renew) event.waitUntil(renew(event.data.renew).catch(() => {}));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "acts") event.waitUntil(sendWaiting().then(keepAfter));
});

async function keepAfter(sent) {
  const pages = sent.map(({ act }) => pagesOf(act));
  await Promise.all(pages.flatMap(({ added }) => added).map(keepPage));
  await renew(pages.flatMap(({ changed }) => changed));
}

async function renew(paths) {
  await keeping; // Which may have asked for a list before the act that changes it, and keep it only now.
  const cache = await caches.open(PAGES);
  for (const path of new Set(paths)) if (await cache.match(path, EVERYWHERE)) await keepPage(path);
}

async function keepPage(path) {
  const answer = await fetch(path, { headers: { Accept: "text/html" } });
  if (isWorthKeeping(answer)) await keepPictures(await put(new URL(path, location.origin).href, answer));
}

async function keepPictures(html) {
  const cache = await caches.open(PICTURES);
  for (const [, path] of html.matchAll(/<img[^>]* src="(\/pictures\/[^"]+)"/g)) {
    if (await cache.match(path)) continue;
    const picture = await fetch(path).catch(() => null);
    if (picture?.ok) await cache.put(path, picture);
  }
}

let keeping = null;

// Fetches what is to be kept and drops what no longer is. Without a network what is kept stays.
function keepAll() {
  keeping ??= keepEach().catch(() => {}).finally(() => (keeping = null));
  return keeping;
}

// A page that was opened asks for this: once in a while is enough.
async function keepSeldom() {
  const last = await caches.match(LIST, { cacheName: PAGES });
  if (!last || age(last) > OFTEN) await keepAll();
}

function age(kept) {
  return Date.now() - Date.parse(kept.headers.get("x-kept-at"));
}

async function keepEach() {
  const began = Date.now();
  const { paths } = await (await fetch(LIST)).json();
  const offline = await fetch("/offline");
  if (isWorthKeeping(offline)) await (await caches.open(SHELL)).put("/offline", offline);
  for (const path of paths) if (!(await isFresh(path))) await keepPage(path);
  const unsent = (await waiting()).flatMap((act) => pagesOf(act).added);
  await dropOthers(new Set([...paths, ...unsent, ...(await keptSince(began))]));
  await dropOldShells();
  if (isLeaving) return;
  const noted = new Response(null, { headers: { "x-kept-at": new Date().toISOString() } });
  await (await caches.open(PAGES)).put(LIST, noted);
}

async function isFresh(path) {
  const kept = path.startsWith("/articles/") && (await caches.match(path, { ...EVERYWHERE, cacheName: PAGES }));
  return kept && kept.headers.get("x-kept-version") === VERSION && age(kept) < FRESH;
}

// What was saved after the list was asked for is not in it, and was sent before what is unsent was looked at.
async function keptSince(moment) {
  const pages = await caches.open(PAGES);
  const kept = await Promise.all((await pages.keys()).map(async (request) => [pathOf(request), await pages.match(request, EVERYWHERE)]));
  return kept.filter(([, page]) => Date.parse(page?.headers.get("x-kept-at")) >= moment).map(([path]) => path);
}

async function dropOthers(wanted) {
  const pages = await caches.open(PAGES), pictures = await caches.open(PICTURES);
  for (const request of await pages.keys()) if (!wanted.has(pathOf(request))) await pages.delete(request);
  for (const request of await pictures.keys()) {
    const [, , article] = pathOf(request).split("/");
    if (!wanted.has(`/articles/${article}`)) await pictures.delete(request);
  }
}

function pathOf(request) {
  return new URL(request.url).pathname;
}

// The files of a version stay as long as a kept page names them.
async function dropOldShells() {
  const pages = await caches.open(PAGES);
  const kept = await Promise.all((await pages.keys()).map((request) => pages.match(request, EVERYWHERE)));
  const needed = new Set([SHELL, ...kept.map((page) => `shell-${page.headers.get("x-kept-version")}`)]);
  for (const name of await caches.keys()) if (name.startsWith("shell-") && !needed.has(name)) await caches.delete(name);
}

// Whoever signs out leaves nothing to read behind. Acts that were not sent are in another store, and stay.
let isLeaving = false;
async function dropKept() {
  isLeaving = true;
  await keeping; // What was asked for before is not kept after.
  await Promise.all([caches.delete(PAGES), caches.delete(PICTURES)]);
  isLeaving = false;
}
