// Acts that wait to be sent: kept in IndexedDB until the server has said what came of each, so that none is lost; each has
// an id of its own, so that the server applies it once however often it is sent. Pages import this; the service worker
// has it in its own script.
const NAME = "headwater", STORE = "acts";

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const asked = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

// randomUUID needs a secure context; a reader at a plain address in the house has none.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Of two acts about one thing the one made last counts: no two of a page are made at once, however fast the keys.
let lastMade = 0;
function now() {
  lastMade = Math.max(Date.now(), lastMade + 1);
  return new Date(lastMade).toISOString();
}

export async function keep(kind, subjectKind, subject, value = null) {
  const act = { id: newId(), kind, subject_kind: subjectKind, subject, value, made_at: now() };
  await within("readwrite", (store) => store.put(act));
  return act;
}

export async function waiting() {
  const acts = await within("readonly", (store) => store.getAll());
  return acts.sort((a, b) => a.made_at.localeCompare(b.made_at));
}

async function forget(ids) {
  await within("readwrite", (store) => {
    for (const id of ids) store.delete(id);
  });
}

// The server takes 500 acts and 4 MB at once; a highlight with its note can be long.
const MOST_ACTS = 100, MOST_LETTERS = 500_000, PATIENCE = 30_000;

function handful(acts) {
  let letters = 0;
  const more = acts.findIndex((act) => (letters += JSON.stringify(act).length) > MOST_LETTERS);
  return acts.slice(0, Math.min(MOST_ACTS, more < 0 ? acts.length : Math.max(1, more)));
}

async function sendAll() {
  const sent = [];
  for (;;) {
    const acts = handful(await waiting());
    if (!acts.length) return sent;
    const answer = await fetch("/acts", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ acts }),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) throw Object.assign(new Error(`the server answered ${answer.status}`), { status: answer.status });
    const results = new Map((await answer.json()).results.map((result) => [result.id, result]));
    const answered = acts.filter((act) => results.has(act.id));
    if (!answered.length) throw new Error("the server said nothing of what was sent");
    await forget(answered.map((act) => act.id));
    sent.push(...answered.map((act) => ({ act, result: results.get(act.id) })));
  }
}

// Sends what waits, one page or worker at a time; each act with what came of it. Throws where the server can't be reached
// or takes nothing (then with its `status`): what it has not answered waits on.
export function sendWaiting() {
  return navigator.locks ? navigator.locks.request("headwater-acts", sendAll) : sendAll();
}

const LISTS = { save: "/saved", unsave: "/saved", later: "/later", done: "/later", follow: "/following", unfollow: "/following" };

// The pages that are to be kept for reading offline because of an act: `added` ones, and what it `changed` of others.
export function pagesOf(act) {
  const { kind, subject, subject_kind: about, value } = act;
  const own = about === "article" ? `/articles/${subject}` : about === "story" ? `/stories/${subject}` : null;
  const added = own && ["save", "later", "follow"].includes(kind) ? [own] : [];
  const changed = [LISTS[kind], own, value?.article && `/articles/${value.article}`];
  return { added, changed: changed.filter((path) => path && kind !== "opened") };
}
