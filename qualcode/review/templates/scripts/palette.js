// A code by a few letters: type, see its definition, Enter.

const MOST_SHOWN = 60;

/** Open the palette. `pick` is given the id; `draft`, if any, what was typed for a new code. */
function openPalette(codes, { title, pick, draft }) {
  openDialog("palette", title, (close) => {
    const palette = new Palette(codes, close, pick, draft);
    queueMicrotask(() => palette.input.focus());
    return palette.parts();
  });
}

class Palette {
  constructor(codes, close, pick, draft) {
    Object.assign(this, { codes, close, pick, draft, at: 0, shown: [] });
    this.input = make("input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "true",
      "aria-controls": "palette-list",
      "aria-label": say("palette.type"),
      placeholder: say("palette.type"),
      oninput: () => this.search(),
      onkeydown: (event) => this.key(event),
    });
    this.list = make("ul", {
      id: "palette-list",
      role: "listbox",
      "aria-label": say("palette.codes"),
    });
    this.about = make("div", {
      class: "about",
      role: "region",
      tabindex: 0,
      "aria-label": say("define.definition"),
    });
    this.search();
  }

  parts() {
    const hint = make("p", { class: "hint detail" }, say("palette.hint"));
    return [this.input, make("div", { class: "found" }, this.list, this.about), hint];
  }

  search() {
    const typed = this.input.value.trim();
    const found = findCodes(this.codes.choices(), typed).slice(0, MOST_SHOWN);
    const fresh =
      this.draft && typed ? [{ fresh: true, name: say("palette.draft", { name: typed }) }] : [];
    this.shown = [...found, ...fresh];
    this.list.replaceChildren(...this.shown.map((code, number) => this.option(code, number)));
    if (!this.shown.length) this.list.append(make("li", { class: "none" }, say("palette.none")));
    this.point(0);
  }

  option(code, number) {
    const choose = () => this.point(number);
    const id = code.fresh ? null : make("code", {}, code.id);
    return make(
      "li",
      {
        role: "option",
        id: `palette-${number}`,
        class: `option${code.fresh ? " fresh" : ""}`,
        hue: code.fresh ? null : this.codes.hue(code.id),
        onpointermove: () => number !== this.at && choose(),
        onclick: () => {
          choose();
          this.take();
        },
      },
      make("span", { class: "name" }, code.name),
      code.draft ? make("span", { class: "badge" }, say("palette.is-draft")) : null,
      this.codes.isBranch(code.id)
        ? make("span", { class: "badge" }, say("palette.is-branch"))
        : null,
      id,
    );
  }

  point(number) {
    this.at = Math.max(0, Math.min(number, this.shown.length - 1));
    [...this.list.children].forEach((one, at) =>
      one.setAttribute("aria-selected", String(at === this.at)),
    );
    const code = this.shown[this.at];
    this.input.setAttribute("aria-activedescendant", code ? `palette-${this.at}` : "");
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
    const brief = code?.brief && !code.draft ? [make("p", { class: "brief" }, code.brief)] : [];
    const name = code ? [make("h3", {}, code.name)] : [];
    this.about.replaceChildren(
      ...(code && !code.fresh ? [...name, ...brief, definitionOf(code)] : []),
    );
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps) this.point(this.at + steps[event.key]);
    else if (event.key === "Enter") this.take();
    else return;
    event.preventDefault();
  }

  take() {
    const code = this.shown[this.at];
    const typed = this.input.value.trim();
    if (!code) return;
    this.close();
    if (code.fresh) this.draft(typed);
    else this.pick(code.id);
  }
}
