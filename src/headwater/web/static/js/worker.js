// The service worker: what was kept can be read without a network. It changes nothing and decides nothing; acts made
// offline wait in the page's own store (acts.js), and are sent by whichever of the two finds the network first.
import { sendWaiting } from "/static/VERSION/js/outbox.js";

const SHELL = "shell-VERSION";
const PAGES = "pages";
const SHELL_PATHS = [/* SHELL */];
const SLOW = 4000; // After so many ms a kept page is better than one that may not come.

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL).then((cache) => cache.addAll(SHELL_PATHS)).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

async function activate() {
  await self.clients.claim();
  // Pages that were kept name the files of the version they were made by: both go together, once the new ones are there.
  if (await keepPages()) await dropOldShells();
}

async function dropOldShells() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(fromShell(request));
  else if (request.mode === "navigate") event.respondWith(pageOf(request));
  else if (url.pathname.startsWith("/pictures/")) event.respondWith(pictureOf(request));
});

async function fromShell(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function pictureOf(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) ?? Response.error();
  }
}

async function pageOf(request) {
  const kept = await caches.match(request, { cacheName: PAGES, ignoreVary: true });
  try {
    const answer = await fetch(request, kept ? { signal: AbortSignal.timeout(SLOW) } : {});
    if (kept && isWorthKeeping(answer)) await (await caches.open(PAGES)).put(request, answer.clone());
    return answer;
  } catch {
    return kept ?? (await caches.match("/offline")) ?? Response.error();
  }
}

// A page that was redirected is another page: the one to sign in at, most often.
function isWorthKeeping(answer) {
  return answer.ok && !answer.redirected && (answer.headers.get("content-type") ?? "").startsWith("text/html");
}

self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keepPages());
});

self.addEventListener("sync", (event) => {
  if (event.tag === "acts") event.waitUntil(sendWaiting());
});

// Fetches what is to be kept and drops what no longer is; whether all went well.
async function keepPages() {
  try {
    const { paths } = await (await fetch("/app/kept.json")).json();
    const cache = await caches.open(PAGES);
    const wanted = new Set(paths.map((path) => new URL(path, location.origin).href));
    for (const href of wanted) {
      const answer = await fetch(href, { headers: { Accept: "text/html" } });
      if (isWorthKeeping(answer)) await cache.put(href, await withPictures(answer));
    }
    for (const request of await cache.keys()) if (!wanted.has(request.url) && !request.url.includes("/pictures/")) await cache.delete(request);
    return true;
  } catch {
    return false; // No network: what is kept stays.
  }
}

// Keeps a page's pictures with it: small ones that the server has passed on already or passes on now.
async function withPictures(answer) {
  const cache = await caches.open(PAGES);
  const pictures = (await answer.clone().text()).matchAll(/src="(\/pictures\/[^"]+)"/g);
  for (const [, path] of pictures) {
    if (await cache.match(path)) continue;
    const picture = await fetch(path).catch(() => null);
    if (picture?.ok) await cache.put(path, picture);
  }
  return answer;
}
