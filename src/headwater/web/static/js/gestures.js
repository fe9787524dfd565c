// Fingers: an item of a list is drawn aside to be saved or read later, an article to the next of its list. Each has a
// button or a key as well. A finger that goes more down than aside scrolls, as ever.
import { turn } from "./acts.js";
import { neighbours, subjects } from "./items.js";

const FAR = 84, SURE = 14, STEEP = 1.8;
const EDGE = 28; // Beside the edge the browser goes back and forth itself.
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
const towardsEnd = document.documentElement.dir === "rtl" ? -1 : 1;
const words = document.getElementById("drawn")?.dataset;
let held = null;

function scrollsAside(element) {
  for (let each = element; each && each !== document.body; each = each.parentElement) {
    if (each.scrollWidth > each.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(each).overflowX)) return true;
  }
  return false;
}

function begin(event) {
  const { clientX: x, clientY: y, pointerType, isPrimary, target } = event;
  letGo();
  const isAtEdge = x < EDGE || x > innerWidth - EDGE;
  if (pointerType !== "touch" || !isPrimary || isAtEdge || target.closest("input, textarea, select, dialog") || scrollsAside(target)) return;
  const item = target.closest("[data-lead]");
  const article = item ? null : target.closest("main article[data-article]");
  if (item || (article && neighbours())) held = { item, x, y, by: 0, isSure: false };
}

function move(event) {
  if (!held || !event.isPrimary) return;
  const by = event.clientX - held.x, down = Math.abs(event.clientY - held.y);
  if (!held.isSure && down > SURE && down * STEEP > Math.abs(by)) return letGo();
  if (Math.abs(by) > SURE && Math.abs(by) > down * STEEP) held.isSure = true;
  if (!held.isSure) return;
  held.by = by;
  if (held.item) draw(held.item, by);
}

// The item follows the finger, and says what letting go would do.
function draw(item, by) {
  const deed = deedOf(by);
  item.dataset.drawn = words?.[deed] ?? "";
  item.classList.toggle("far", Math.abs(by) >= FAR);
  item.classList.toggle("to-end", by * towardsEnd > 0);
  if (!isStill) item.style.setProperty("--by", `${Math.sign(by) * Math.min(Math.abs(by), FAR * 1.25)}px`);
}

function deedOf(by) {
  return by * towardsEnd > 0 ? "save" : "later";
}

function letGo() {
  if (held?.item) {
    delete held.item.dataset.drawn;
    held.item.classList.remove("far", "to-end");
    held.item.style.removeProperty("--by");
  }
  held = null;
}

function end() {
  if (!held) return;
  const { item, by, isSure } = held;
  letGo();
  if (!isSure || Math.abs(by) < FAR) return;
  if (item) turn(deedOf(by), "article", subjects(item).article);
  else if (getSelection().isCollapsed) go(by);
}

// Drawn towards the beginning, the next one comes from the end: as pages are turned.
function go(by) {
  const list = neighbours();
  const path = by * towardsEnd < 0 ? list?.after : list?.before;
  if (path) location.assign(path);
}

if (words) {
  document.addEventListener("pointerdown", begin, { passive: true });
  document.addEventListener("pointermove", move, { passive: true });
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", letGo);
}
