// Says when newer stories have come in. Nothing on the page moves: whoever reads decides.
const list = document.querySelector("[data-live]");
const banner = document.getElementById("newer");

if (list && banner) {
  const shown = new Map([...list.querySelectorAll("[data-story]")].map((item) => [item.dataset.story, Number(item.dataset.articles)]));
  const source = new EventSource("/live");
  source.addEventListener("newest", (event) => {
    const { stories } = JSON.parse(event.data);
    const fresh = stories.filter(([id]) => !shown.has(id)).length;
    const grown = stories.filter(([id, articles]) => shown.has(id) && shown.get(id) < articles).length;
    // On a page that shows all there is, stories further down are not new ones.
    banner.hidden = !(fresh || grown) || !shown.size;
    banner.querySelector("[data-fresh]").textContent = fresh ? banner.dataset.freshWords.replace("{number}", fresh) : "";
    banner.querySelector("[data-grown]").textContent = grown ? banner.dataset.grownWords.replace("{number}", grown) : "";
  });
  addEventListener("pagehide", () => source.close());
}
