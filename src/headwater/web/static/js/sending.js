// Sends acts now, or as soon as that can be; and tells the worker what is to be read without a network from now on.
import { keep, pagesOf, sendWaiting } from "./outbox.js";
import { tell, tellToo, wordsFor } from "./told.js";

const FIRST = 15_000, LAST = 600_000;
let pause = FIRST, again = 0;

async function toWorker(message) {
  const registration = await navigator.serviceWorker?.getRegistration();
  registration?.active?.postMessage(message);
}

// Keeps an act on this device. Throws where the browser has no store, or refuses it.
export async function make(kind, subjectKind, subject, value) {
  const act = await keep(kind, subjectKind, subject, value);
  const { added } = pagesOf(act);
  if (added.length) toWorker({ keep: added });
  return act;
}

// Whether everything that waits was sent.
export async function send() {
  clearTimeout(again);
  try {
    const sent = await sendWaiting();
    for (const { result } of sent) if (result.outcome === "refused") tell(result.reason);
    const pages = sent.map(({ act }) => pagesOf(act));
    const [keeps, renew] = [pages.flatMap(({ added }) => added), pages.flatMap(({ changed }) => changed)];
    if (keeps.length || renew.length) toWorker({ keep: keeps, renew });
    pause = FIRST;
    return true;
  } catch (error) {
    tellToo(wordsFor(error.status === 401 ? "signIn" : "waiting"));
    again = setTimeout(send, pause);
    pause = Math.min(LAST, pause * 2);
    const registration = await navigator.serviceWorker?.getRegistration();
    registration?.sync?.register("acts").catch(() => {}); // Not allowed everywhere: the page goes on trying.
    return false;
  }
}

addEventListener("online", () => send());
