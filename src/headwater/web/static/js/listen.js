// Reads an article aloud with the browser's own voice, and marks the sentence that is being read.
import { paragraphs, pieces, rangeOf } from "./text.js";

const button = document.querySelector("button.listen");
const text = document.querySelector(".text");
const words = button?.textContent;

function sentences() {
  const found = [];
  const language = text.lang || document.documentElement.lang;
  const cutter = new Intl.Segmenter(language, { granularity: "sentence" });
  const known = pieces();
  for (const paragraph of paragraphs()) {
    const own = known.filter((piece) => piece.paragraph === paragraph);
    if (!own.length) continue;
    const said = own.map((piece) => piece.node.data).join("");
    for (const { segment, index } of cutter.segment(said)) {
      const start = own[0].start + index;
      found.push({ segment, start, end: start + segment.trimEnd().length });
    }
  }
  return found;
}

function mark(sentence) {
  if (!window.CSS?.highlights) return;
  CSS.highlights.delete("spoken");
  const range = sentence && rangeOf(sentence.start, sentence.end);
  if (!range) return;
  CSS.highlights.set("spoken", new Highlight(range));
  const box = range.getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}

let queue = [], state = "still";

function say() {
  const sentence = queue[0];
  mark(sentence);
  if (!sentence) return rest();
  const voice = new SpeechSynthesisUtterance(sentence.segment);
  voice.lang = text.lang || document.documentElement.lang;
  voice.onend = () => {
    if (state !== "speaking") return;
    queue.shift();
    say();
  };
  voice.onerror = (event) => {
    if (!["canceled", "interrupted"].includes(event.error)) rest();
  };
  speechSynthesis.speak(voice);
}

function rest() {
  state = "still";
  queue = [];
  mark(null);
  button.textContent = words;
  button.setAttribute("aria-pressed", "false");
}

if (button && text && "speechSynthesis" in window && Intl.Segmenter) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (state === "speaking") {
      // Cancelled rather than paused: some browsers never go on after a pause. The sentence begins again.
      state = "paused";
      speechSynthesis.cancel();
      button.textContent = button.dataset.goOn;
      return;
    }
    if (state === "still") queue = sentences();
    state = "speaking";
    button.textContent = button.dataset.pause;
    button.setAttribute("aria-pressed", "true");
    say();
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
