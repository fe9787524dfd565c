// Highlights: select words, choose a colour, add a note. Kept on the device first, so that it works without a network.
import { act, unsent } from "./acts.js";
import { codePoints, offsetsOf, rangeOf, wholeText } from "./text.js";

const AROUND = 60;
const bar = document.querySelector(".selected");
const article = document.querySelector("main [data-article]")?.dataset.article;
const list = document.querySelector(".own-highlights");
const painted = new Map(); // Ranges by the highlight's id: [name of the paint, range].
let chosen = null;

function selection() {
  const found = getSelection();
  if (!found.rangeCount || found.isCollapsed) return null;
  const range = found.getRangeAt(0);
  // Up to the end of the last paragraph reaches into what stands below it.
  const text = document.querySelector(".text");
  return text && range.intersectsNode(text) && text.contains(range.startContainer) ? offsetsOf(range) : null;
}

function quoted({ start, end }) {
  const text = wholeText();
  // No space at the ends: what a finger selects has some.
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start === end) return null;
  return {
    quote: {
      exact: text.slice(start, end),
      prefix: text.slice(Math.max(0, start - AROUND), start),
      suffix: text.slice(end, end + AROUND),
    },
    place: { part: "text", start: codePoints(text.slice(0, start)), end: codePoints(text.slice(0, end)) },
  };
}

function paint(subject, { quote, colour }) {
  const text = wholeText();
  const around = text.indexOf(quote.prefix + quote.exact);
  const at = around < 0 ? text.indexOf(quote.exact) : around + quote.prefix.length;
  const range = at < 0 ? null : rangeOf(at, at + quote.exact.length);
  if (!range || !window.CSS?.highlights) return;
  const name = `own-${colour}`;
  if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
  CSS.highlights.get(name).add(range);
  painted.set(subject, [name, range]);
}

function remove(subject) {
  const [name, range] = painted.get(subject) ?? [];
  if (range) CSS.highlights.get(name).delete(range);
  painted.delete(subject);
  for (const mark of document.querySelectorAll(`mark.own[data-highlight="${CSS.escape(subject)}"]`)) mark.replaceWith(...mark.childNodes);
  document.getElementById(`h-${subject}`)?.remove();
  if (list) list.hidden = !list.querySelector("li");
}

// The same line that the server makes for a highlight, of its template.
function enlist(subject, { quote, colour, note }) {
  if (!list || document.getElementById(`h-${subject}`)) return;
  const line = list.querySelector("template").content.firstElementChild.cloneNode(true);
  line.id = `h-${subject}`;
  const words = line.querySelector("blockquote");
  words.textContent = quote.exact;
  words.classList.add(colour);
  for (const field of line.querySelectorAll("input[name=subject]")) field.value = subject;
  line.querySelector("textarea").value = note;
  list.querySelector("ol").append(line);
  list.hidden = false;
}

function show(made) {
  if (made.kind === "highlight" && made.value?.article === article) {
    paint(made.subject, made.value);
    enlist(made.subject, made.value);
  }
  const note = made.kind === "note" && document.querySelector(`#h-${CSS.escape(made.subject)} textarea`);
  if (note) note.value = made.value.text;
  if (made.kind === "remove highlight") remove(made.subject);
}

async function highlight(colour, withNote) {
  const found = chosen && quoted(chosen);
  if (!found) return;
  getSelection().removeAllRanges();
  bar.hidden = true;
  const value = { article, ...found, colour, note: "" };
  const subject = newSubject();
  const made = act("highlight", "highlight", subject, value);
  show({ kind: "highlight", subject, value });
  if (withNote) document.querySelector(`#h-${subject} textarea`)?.focus();
  await made;
}

function newSubject() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

if (bar && article) {
  document.addEventListener("selectionchange", () => {
    const now = selection();
    if (now) chosen = now;
    // Whoever goes to the bar by key keeps what was chosen.
    bar.hidden = !now && !bar.contains(document.activeElement);
  });
  // A press on the bar must not take the selection away before it is used.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const { colour, note } = event.target.closest("button")?.dataset ?? {};
    if (colour) highlight(colour, note === "yes");
  });
  list?.addEventListener("acted", ({ target, detail }) => {
    if (detail.kind === "remove highlight") remove(target.elements.subject.value);
  });
  unsent.then((acts) => acts.forEach(show));
}
