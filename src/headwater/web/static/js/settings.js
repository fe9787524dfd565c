// The settings, kept on this device first: what is chosen without a network counts at once, and is sent later.
import { apply, unsent } from "./acts.js";
import { make, send } from "./sending.js";

const form = document.querySelector("form[data-settings]");

function valueOf(field) {
  return field.type === "checkbox" ? field.checked : field.value;
}

function wasOf(field) {
  return field.type === "checkbox" ? field.defaultChecked : ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value;
}

function show(field, value) {
  if (field.type === "checkbox") field.checked = field.defaultChecked = value;
  else for (const option of field.options) option.defaultSelected = option.selected = option.value === value;
}

async function keepChanges() {
  for (const field of form.querySelectorAll("select, input[type=checkbox]")) {
    const value = valueOf(field);
    if (value === wasOf(field)) continue;
    apply(await make("set", "setting", field.name, { value }));
    show(field, value);
  }
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await keepChanges();
  } catch {
    return form.submit(); // A browser that keeps nothing sends the form as it is.
  }
  // The language, and what else the server words, come with the page anew.
  if (await send()) location.assign(form.action + "?saved=yes");
});

unsent.then((acts) => {
  for (const { kind, subject, value } of acts) {
    const field = kind === "set" && form?.elements[subject];
    if (field) show(field, value.value);
  }
});
