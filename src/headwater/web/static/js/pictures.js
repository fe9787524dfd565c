// A picture that can't be had leaves no empty frame: what it shows stands in words.
function fold(picture) {
  const figure = picture.closest("figure.picture");
  if (!figure || figure.dataset.folded) return;
  figure.dataset.folded = "yes";
  const said = figure.querySelector("figcaption");
  const alt = picture.alt;
  picture.remove();
  figure.classList.add("picture-missing");
  if (!said && !alt) figure.remove();
  else if (!said) figure.append(alt);
}

for (const picture of document.querySelectorAll("figure.picture img")) {
  if (picture.complete && !picture.naturalWidth) fold(picture);
  else picture.addEventListener("error", () => fold(picture), { once: true });
}
