// Keys for those who read by keyboard. Everything here can be done without them; what they do is said in keys.html, which
// a page has only where single keys are wanted.
import { turn } from "./acts.js";
import { focused, goUp, linkOf, neighbours, step, subjects } from "./items.js";

const dialog = document.getElementById("keys");
const PAUSE = 3000; // From "g" to the letter of the place, at most.
let goingSince = -PAUSE;

function turned(on) {
  const { article, story } = subjects();
  if (on === "follow") return story ? turn(on, "story", story) : pressed('main .deeds button[data-on="follow"]');
  if (article) turn(on, "article", article);
}

function pressed(selector) {
  document.querySelector(selector)?.click();
}

function goTo(path) {
  if (path) location.assign(path);
}

function original() {
  const link = (focused() ?? document).querySelector("a[data-original]");
  if (link) open(link.href, "_blank", "noopener,noreferrer");
}

function search() {
  const field = document.getElementById("find");
  field?.focus();
  field?.select();
}

function showKeys() {
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

const DEEDS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => focused() && (document.activeElement.href ? document.activeElement : linkOf(focused())).click(),
  s: () => turned("save"),
  l: () => turned("later"),
  m: () => turned("read"),
  f: () => turned("follow"),
  v: original,
  c: () => pressed('main a[href^="/compare?"]'),
  "/": search,
  n: () => pressed('main a[rel~="next"]'),
  p: () => pressed('main a[rel~="prev"], main a[rel~="first"]'),
  "[": () => goTo(neighbours()?.before),
  "]": () => goTo(neighbours()?.after),
  u: goUp,
  g: () => (goingSince = performance.now()),
  "?": showKeys,
};
const ONCE = "slmf"; // Held down they would turn on and off.

// The letter that a key has in Latin script: a reader with a Russian or Arabic keyboard presses the same place.
function keyOf(event) {
  if (!/^[\p{L}]$/u.test(event.key) || /^[a-z]$/i.test(event.key)) return event.shiftKey ? event.key : event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
}

function isTyping(event) {
  return event.isComposing || event.target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

function isModified(event) {
  // AltGr is how some keyboards have brackets; it says that Ctrl and Alt are down.
  return event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph"));
}

document.addEventListener("keydown", (event) => {
  if (!dialog || event.defaultPrevented || isModified(event) || isTyping(event)) return;
  const key = keyOf(event);
  if (dialog.open && key !== "?") return;
  const place = performance.now() - goingSince < PAUSE ? dialog.querySelector(`a[data-go="${CSS.escape(key)}"]`) : null;
  const deed = place ? () => place.click() : Object.hasOwn(DEEDS, key) ? DEEDS[key] : null;
  if (!deed) return;
  event.preventDefault();
  goingSince = -PAUSE;
  if (!(event.repeat && ONCE.includes(key))) deed();
});

// Said only where there is a keyboard to press.
const hint = document.querySelector("button.hint");
if (dialog && hint && matchMedia("(hover: hover)").matches) {
  hint.hidden = false;
  hint.addEventListener("click", showKeys);
}
dialog?.querySelector("button.close").addEventListener("click", showKeys);
