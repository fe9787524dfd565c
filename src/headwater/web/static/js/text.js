// An article's text as the server has it: the words of its paragraphs, two line breaks between them, without the origin's
// words that are shown struck. Positions are in code points, as the server counts.
const SKIPPED = "del";

export function paragraphs() {
  return [...document.querySelectorAll(".text > p.t")];
}

// The pieces of text that belong to the article, each with where it begins in the whole, in UTF-16 units.
export function pieces() {
  const found = [];
  let at = 0;
  for (const [number, paragraph] of paragraphs().entries()) {
    if (number) at += 2;
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(SKIPPED)) continue;
      found.push({ node, start: at, end: at + node.length, paragraph });
      at += node.length;
    }
  }
  return found;
}

export function wholeText() {
  return paragraphs()
    .map((paragraph) => pieces().filter((piece) => piece.paragraph === paragraph).map((piece) => piece.node.data).join(""))
    .join("\n\n");
}

// Where a selection lies in the whole text; null where it touches none of it.
export function offsetsOf(range) {
  const touched = pieces().filter(({ node }) => range.intersectsNode(node));
  if (!touched.length) return null;
  const first = touched[0], last = touched.at(-1);
  const start = first.start + (range.startContainer === first.node ? range.startOffset : 0);
  const end = last.start + (range.endContainer === last.node ? range.endOffset : last.node.length);
  return end > start ? { start, end } : null;
}

export function rangeOf(start, end) {
  const inside = pieces().filter((piece) => piece.end > start && piece.start < end);
  if (!inside.length) return null;
  const range = new Range();
  range.setStart(inside[0].node, Math.max(0, start - inside[0].start));
  range.setEnd(inside.at(-1).node, Math.min(inside.at(-1).node.length, end - inside.at(-1).start));
  return range;
}

export function codePoints(text) {
  return [...text].length;
}
