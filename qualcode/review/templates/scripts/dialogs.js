// Windows over the page. Each is closed by Esc, and what had the focus has it again.

/** Open a window; `fill` is given the way to close it and returns what stands in it. */
function openDialog(name, title, fill) {
  const dialog = make("dialog", { class: name, "aria-labelledby": `${name}-title` });
  const before = document.activeElement;
  const close = (kept) => dialog.close(kept === "kept" ? kept : "");
  const shut = make(
    "button",
    { type: "button", class: "close", "aria-label": say("dialog.close"), onclick: close },
    "✕",
  );
  dialog.append(
    make("header", {}, make("h2", { id: `${name}-title` }, title), shut),
    ...fill(close),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (document.activeElement === document.body) before?.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Return a form that is sent by its button, or by Ctrl+Enter from any field. */
function makeForm(label, sent, ...fields) {
  const form = make(
    "form",
    { method: "dialog" },
    fields,
    make("p", { class: "send" }, make("button", { class: "main" }, label)),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sent(form);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault(); // else the key presses a button that gets the focus now
    form.requestSubmit();
  });
  return form;
}

function field(label, input, hint = "") {
  return make(
    "label",
    { class: "field" },
    make("span", {}, label),
    input,
    hint ? make("small", {}, hint) : null,
  );
}

/**
 * Return radio buttons; `choices` are pairs of value and label; the first is chosen if nothing else
 * is. Digits choose them, and are shown, where the buttons have the focus: elsewhere they are text.
 */
function radios(name, legend, choices, chosen = choices[0][0]) {
  const one = ([value, label, hint], number) =>
    make(
      "label",
      { class: "radio" },
      make("input", { type: "radio", name, value, checked: value === chosen }),
      make("span", {}, number < 9 ? make("kbd", {}, String(number + 1)) : null, " ", label),
      hint ? make("small", {}, hint) : null,
    );
  const set = make("fieldset", {}, make("legend", {}, legend), choices.map(one));
  set.addEventListener("keydown", (event) => {
    const radio = set.querySelectorAll("input")[Number(event.key) - 1];
    if (radio) {
      radio.checked = true;
      radio.focus();
    }
  });
  return set;
}
