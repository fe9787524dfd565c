// Keeps the reader for reading offline, says when a page is one that was kept, and offers to install it.
async function register() {
  await navigator.serviceWorker.register("/worker.js", { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ all: "seldom" });
}

// Where a browser keeps nothing (private windows), the reader is read as any other page.
if ("serviceWorker" in navigator && isSecureContext) register().catch(() => {});

const kept = document.getElementById("kept");
const { dataset, lang } = document.documentElement;
if (kept && dataset.kept) {
  const time = new Date(dataset.kept);
  const words = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }).format(time);
  kept.textContent = kept.dataset.words.replace("{time}", words);
  kept.hidden = false;
}

addEventListener("beforeinstallprompt", (event) => {
  const button = document.getElementById("install");
  if (!button) return;
  event.preventDefault();
  button.hidden = false;
  button.addEventListener("click", () => event.prompt(), { once: true });
});
