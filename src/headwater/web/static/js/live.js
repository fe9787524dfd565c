// Says when newer stories have come in. Nothing on the page moves: whoever reads decides.
const list = document.querySelector("[data-live]");
const banner = document.getElementById("newer");
let source = null;

function told(event) {
  const { stories } = JSON.parse(event.data);
  const items = [...list.querySelectorAll("[data-story]")];
  const shown = new Map(items.map((item) => [item.dataset.story, Number(item.dataset.articles)]));
  const fresh = stories.filter(([id]) => !shown.has(id)).length;
  const grown = stories.filter(([id, articles]) => shown.has(id) && shown.get(id) < articles).length;
  // On a page that shows all there is, stories further down are not new ones.
  banner.hidden = !(fresh || grown) || !shown.size;
  banner.querySelector("[data-fresh]").textContent = fresh ? banner.dataset.freshWords.replace("{number}", fresh) : "";
  banner.querySelector("[data-grown]").textContent = grown ? banner.dataset.grownWords.replace("{number}", grown) : "";
}

function stop() {
  source?.close();
  source = null;
}

// Only while somebody looks: a browser has six connections to a server, and a forgotten tab would hold one of them.
function follow() {
  if (document.visibilityState !== "visible") return stop();
  if (source) return;
  source = new EventSource("/live");
  source.addEventListener("newest", told);
}

if (list && banner) {
  follow();
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", follow);
}
