// Highlights: select words, choose a colour. Kept on the device first, so that it works without a network.
import { act } from "./acts.js";
import { waiting } from "./outbox.js";
import { codePoints, offsetsOf, rangeOf, wholeText } from "./text.js";

const AROUND = 60;
const bar = document.querySelector(".selected");
const article = document.querySelector("[data-article]")?.dataset.article;
let chosen = null;

function selection() {
  const found = getSelection();
  if (!found.rangeCount || found.isCollapsed) return null;
  const range = found.getRangeAt(0);
  if (!document.querySelector(".text")?.contains(range.commonAncestorContainer)) return null;
  return offsetsOf(range);
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
    start,
    end,
  };
}

function paint(colour, start, end) {
  const range = rangeOf(start, end);
  if (!range || !window.CSS?.highlights) return;
  const name = `own-${colour}`;
  if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
  CSS.highlights.get(name).add(range);
}

if (bar && article) {
  document.addEventListener("selectionchange", () => {
    const now = selection();
    if (now) chosen = now;
    bar.hidden = !now;
  });
  // A press on the bar must not take the selection away before it is used.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", async (event) => {
    const colour = event.target.dataset.colour;
    const found = colour && chosen && quoted(chosen);
    if (!found) return;
    getSelection().removeAllRanges();
    bar.hidden = true;
    paint(colour, found.start, found.end);
    const value = { article, quote: found.quote, place: found.place, colour, note: "" };
    await act("highlight", "highlight", newSubject(), value);
  });
  waiting().then((acts) => {
    const text = wholeText();
    for (const { kind, value } of acts) {
      if (kind !== "highlight" || value?.article !== article) continue;
      const start = text.indexOf(value.quote.prefix + value.quote.exact);
      const at = start < 0 ? text.indexOf(value.quote.exact) : start + value.quote.prefix.length;
      if (at >= 0) paint(value.colour, at, at + value.quote.exact.length);
    }
  }).catch(() => {});
}

function newSubject() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
