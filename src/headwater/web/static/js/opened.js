// Notes that an article was opened, once it has been before somebody's eyes for a moment; where that is wanted.
import { act } from "./acts.js";

const MOMENT = 3000;
const article = document.querySelector("[data-article]")?.dataset.article;
const wanted = document.documentElement.dataset.history === "yes";
let waited = 0, since = 0;

function note() {
  act("opened", "article", article).catch(() => {});
}

if (article && wanted && sessionStorage.getItem("opened") !== article) {
  const tick = () => {
    if (document.visibilityState === "visible") waited += Date.now() - since;
    since = Date.now();
    if (waited < MOMENT) setTimeout(tick, 500);
    else {
      sessionStorage.setItem("opened", article);
      note();
    }
  };
  since = Date.now();
  setTimeout(tick, 500);
}
