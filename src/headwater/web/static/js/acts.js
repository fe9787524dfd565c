// Stars, read later, follows, notes: the forms work by themselves; here they are answered at once, offline too.
import { waiting } from "./outbox.js";
import { make, send } from "./sending.js";
import { tell, wordsFor } from "./told.js";

// What turns on, and what turns that off again.
const ONS = { save: "unsave", later: "done", read: "unread", follow: "unfollow" };
const OPPOSITE = { ...ONS, ...Object.fromEntries(Object.entries(ONS).map(([on, off]) => [off, on])) };
const LOOKS = { theme: "theme", text_size: "size", column_width: "width" };
const made = new Map(); // The kinds last made here, by what they are about: for things without a button.

function buttonsAbout({ kind, subject, subject_kind: about }) {
  const buttons = [...document.querySelectorAll("form[data-act] button[data-on]")];
  return buttons.filter(({ dataset, form }) =>
    [dataset.on, dataset.off].includes(kind) &&
    form.elements.subject.value === subject && form.elements.subject_kind.value === about);
}

// Shows an act on the page as if the server had made it so.
export function apply(act) {
  for (const button of buttonsAbout(act)) {
    const isOn = act.kind === button.dataset.on;
    button.value = isOn ? button.dataset.off : button.dataset.on;
    button.dataset.state = isOn ? "on" : "off";
    const words = wordsFor(`${button.dataset.on}${isOn ? "On" : "Off"}`);
    if (words) button.lastChild.textContent = ` ${words}`;
  }
  if (act.kind === "set" && LOOKS[act.subject]) document.documentElement.dataset[LOOKS[act.subject]] = act.value.value;
  const on = act.kind in ONS ? act.kind : OPPOSITE[act.kind];
  made.set(`${act.subject_kind} ${act.subject} ${on}`, act.kind);
}

// Throws where the browser keeps nothing: then nothing was done.
export async function act(kind, subjectKind, subject, value, { undo = false } = {}) {
  const one = await make(kind, subjectKind, subject, value);
  apply(one);
  tell(wordsFor(kind), undo ? () => act(OPPOSITE[kind], subjectKind, subject) : null);
  await send();
  return one;
}

// Turns on what is off and off what is on; or `to` the one that is named.
export async function turn(on, subjectKind, subject, to = null) {
  const [button] = buttonsAbout({ kind: on, subject, subject_kind: subjectKind });
  const isOn = button ? button.dataset.state === "on" : made.get(`${subjectKind} ${subject} ${on}`) === on;
  return act(to ?? (isOn ? ONS[on] : on), subjectKind, subject, null, { undo: true });
}

function valueOf(form) {
  const fields = [...new FormData(form)].filter(([name]) => name.startsWith("value."));
  return fields.length ? Object.fromEntries(fields.map(([name, text]) => [name.slice(6), text])) : null;
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("form[data-act]") || form.dataset.plain) return;
  event.preventDefault();
  const kind = submitter?.dataset.on ? submitter.value : form.elements.kind.value;
  try {
    const undo = kind in OPPOSITE && form.closest("[data-item]") !== null;
    await act(kind, form.elements.subject_kind.value, form.elements.subject.value, valueOf(form), { undo });
    form.dispatchEvent(new CustomEvent("acted", { bubbles: true, detail: { kind } }));
  } catch {
    // Where the browser has no store, or refuses it (private windows), the form goes its own way.
    form.dataset.plain = "yes";
    form.requestSubmit(submitter);
  }
});

// A page that was kept does not know what was done since.
export const unsent = waiting().catch(() => []);
unsent.then((acts) => {
  for (const each of acts) apply(each);
  if (acts.length) return send();
});
