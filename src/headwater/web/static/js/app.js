// Keeps the reader for reading offline, says when a page is one that was kept, and offers to install it.
async function register() {
  await navigator.serviceWorker.register("/worker.js", { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ all: "seldom" });
}

// Where a browser keeps nothing (private windows), the reader is read as any other page.
if ("serviceWorker" in navigator && isSecureContext) register().catch(() => {});

const kept = document.getElementById("kept");
const { dataset } = document.documentElement;
if (kept && dataset.kept) {
  // As the server words its times: "22 November, 17:30". The page was kept, so only the browser knows when.
  const time = new Date(dataset.kept), { locale, words, instant } = kept.dataset;
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" }).format(time);
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(time);
  kept.textContent = words.replace("{time}", instant.replace("{day}", day).replace("{clock}", clock));
  kept.hidden = false;
}

addEventListener("beforeinstallprompt", (event) => {
  const button = document.getElementById("install");
  if (!button) return;
  event.preventDefault();
  button.hidden = false;
  button.addEventListener("click", () => event.prompt(), { once: true });
});
