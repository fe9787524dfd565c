// Keys for those who read by keyboard. Everything here can be done without it.
const KEYS = [["j", "next"], ["k", "the one before"], ["o", "open it"], ["u", "up to the stories"], ["?", "these keys"]];
const items = [...document.querySelectorAll("[data-item]")].filter((item) => item.querySelector("a"));

function linkOf(item) {
  return item.querySelector("h3 a, a");
}

function visible() {
  return items.filter((item) => item.getClientRects().length > 0);
}

function step(by) {
  const shown = visible();
  if (!shown.length) return;
  const at = shown.findIndex((item) => item.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
  linkOf(shown[next]).focus();
  shown[next].scrollIntoView({ block: "nearest" });
}

function showKeys() {
  let dialog = document.querySelector("dialog.keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "keys";
    const title = document.createElement("h2");
    title.textContent = "Keys";
    const list = document.createElement("ul");
    for (const [key, words] of KEYS) {
      const line = document.createElement("li");
      const cap = document.createElement("kbd");
      cap.textContent = key;
      line.append(cap, words);
      list.append(line);
    }
    dialog.append(title, list);
    document.body.append(dialog);
  }
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "o" && document.activeElement.href) document.activeElement.click();
  else if (event.key === "u") location.assign("/");
  else if (event.key === "?") showKeys();
  else return;
  event.preventDefault();
});

// Said only where there is a keyboard to press.
if (matchMedia("(hover: hover)").matches) {
  const hint = document.createElement("button");
  hint.type = "button";
  hint.className = "hint";
  hint.textContent = "Keys: ?";
  hint.addEventListener("click", showKeys);
  document.querySelector(".foot p").append(hint);
}
