// Stars, read later, follows: the forms work by themselves; here they are answered at once, offline too.
import { keep, sendWaiting, waiting } from "./outbox.js";

const FORMS = "form[data-act]";

function fieldsOf(form) {
  return Object.fromEntries(new FormData(form));
}

// A form turns one thing on or off: its button says which of the two is so, its kind what pressing it does.
function show(form, isOn) {
  form.elements.kind.value = isOn ? form.dataset.off : form.dataset.on;
  const button = form.querySelector("button");
  button.setAttribute("aria-pressed", String(isOn));
}

function formsAbout(act) {
  return [...document.querySelectorAll(FORMS)].filter(
    (form) =>
      form.elements.subject.value === act.subject &&
      form.elements.subject_kind.value === act.subject_kind &&
      [form.dataset.on, form.dataset.off].includes(act.kind),
  );
}

function apply(act) {
  for (const form of formsAbout(act)) show(form, act.kind === form.dataset.on);
}

function tell(words) {
  const place = document.getElementById("told");
  if (place) place.textContent = words;
}

export async function send() {
  const place = document.getElementById("told");
  try {
    const results = await sendWaiting();
    for (const result of results.values()) if (result.outcome === "refused") tell(result.reason);
    if (results.size) navigator.serviceWorker?.controller?.postMessage("keep");
    return true;
  } catch {
    tell(place?.dataset.waiting ?? "");
    const ready = await navigator.serviceWorker?.getRegistration();
    await ready?.sync?.register("acts").catch(() => {});
    return false;
  }
}

export async function act(kind, subjectKind, subject, value) {
  const made = await keep(kind, subjectKind, subject, value);
  apply(made);
  await send();
  return made;
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.(FORMS);
  if (!form) return;
  const { kind, subject_kind: subjectKind, subject } = fieldsOf(form);
  event.preventDefault();
  // Where the browser has no store, or refuses it (private windows), the form goes its own way.
  act(kind, subjectKind, subject).catch(() => form.submit());
});

// A page that was kept does not know what was done since.
waiting().then((acts) => {
  for (const each of acts) apply(each);
  if (acts.length) return send();
}).catch(() => {});
addEventListener("online", () => send());
