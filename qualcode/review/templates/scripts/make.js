// Elements of the page. Every text goes in as text: nothing that people wrote is read as markup.

/** Make an element: `set` gives attributes, `data`, `style` and what is called `on…`. */
function make(tag, set = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) setOne(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== ""));
  return element;
}

function setOne(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "hue") element.style.setProperty("--hue", value);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/** Return the element of the frame called `id`. */
const part = (id) => document.getElementById(id);

/** Words for those who hear the page; nobody sees them. */
const unseen = (text) => make("span", { class: "unseen" }, text);

/** A button that says its key, where it has one. */
function button(text, key, pressed, set = {}) {
  const shown = key ? make("kbd", { "aria-hidden": "true" }, key) : null;
  const heard = /^[a-z]$/.test(key) ? key : null;
  const own = { type: "button", onclick: pressed, "aria-keyshortcuts": heard };
  return make("button", { ...own, ...set }, text, shown);
}
