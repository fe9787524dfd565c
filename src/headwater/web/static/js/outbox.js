// Acts that wait to be sent: kept in IndexedDB until the server has said what came of each, so that none is lost; each has
// an id of its own, so that the server applies it once however often it is sent.
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

export async function keep(kind, subjectKind, subject, value = null) {
  const act = { id: newId(), kind, subject_kind: subjectKind, subject, value, made_at: new Date().toISOString() };
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

const AT_ONCE = 100;

// Sends what waits; what came of each act, by its id. Throws where the server can't be reached: all of it waits on.
export async function sendWaiting() {
  const results = new Map();
  for (;;) {
    const acts = (await waiting()).slice(0, AT_ONCE);
    if (!acts.length) return results;
    const answer = await fetch("/acts", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ acts }),
      redirect: "error",
    });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const said = (await answer.json()).results;
    await forget(said.map((result) => result.id));
    for (const result of said) results.set(result.id, result);
    if (!said.length) return results;
  }
}
