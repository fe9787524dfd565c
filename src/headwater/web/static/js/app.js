// Keeps the reader for reading offline, and offers to install it where the browser does.
if ("serviceWorker" in navigator && isSecureContext) {
  navigator.serviceWorker
    .register("/worker.js", { type: "module" })
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => {
      const last = Number(sessionStorage.getItem("kept") ?? 0);
      if (Date.now() - last < 10 * 60 * 1000) return;
      registration.active?.postMessage("keep");
      sessionStorage.setItem("kept", String(Date.now()));
    })
    .catch(() => {});
}

addEventListener("beforeinstallprompt", (event) => {
  const button = document.getElementById("install");
  if (!button) return;
  event.preventDefault();
  button.hidden = false;
  button.addEventListener("click", () => event.prompt(), { once: true });
});
