// One line at the foot of the window: what was done, what waits, and a way to take it back. The words are the server's.
const place = document.getElementById("told");
const line = place?.querySelector("[role=status]");
const undo = place?.querySelector("button");
const SHOWN = 12_000;
let hiding = 0, back = null;

export function wordsFor(name) {
  return place?.dataset[name] ?? "";
}

// Shows the words, with a button that calls `takeBack` where that is given.
export function tell(words, takeBack = null) {
  if (!place || !words) return;
  clearTimeout(hiding);
  line.textContent = words;
  back = takeBack;
  undo.hidden = !takeBack;
  hiding = setTimeout(hush, SHOWN);
}

// Adds to what is shown: that it waits to be sent.
export function tellToo(words) {
  if (place && words && !line.textContent.includes(words)) tell([line.textContent, words].filter(Boolean).join(" "), back);
}

function hush() {
  // Not while somebody is at the button.
  if (place.matches(":hover, :focus-within")) hiding = setTimeout(hush, SHOWN);
  else {
    line.textContent = "";
    undo.hidden = true;
  }
}

undo?.addEventListener("click", () => {
  const takenBack = back;
  line.textContent = "";
  undo.hidden = true;
  takenBack?.();
});
