// One key for each thing that is done often; the same in the Latin and the Cyrillic layout.

// What the window of keys shows: the keys as people know them, and what they do.
const KEY_GROUPS = {
  deciding: [
    ["a", "key.accept"],
    ["x", "key.reject"],
    ["c", "key.add"],
    ["1 … 9", "key.digits"],
    ["r", "key.recode"],
    ["b", "key.border"],
    ["p", "key.deny"],
    ["d", "key.define"],
    ["s", "key.select"],
    ["n", "key.draft"],
    ["t", "key.relate"],
  ],
  going: [
    ["Enter", "key.done"],
    ["Shift Enter", "key.done-all"],
    ["Space", "key.skip"],
    ["↓ ↑", "key.segments"],
    ["→ ←", "key.items"],
    ["u", "key.unread"],
    ["l", "key.interviews"],
    ["/", "key.filters"],
  ],
  keeping: [
    ["Backspace", "key.undo"],
    ["Shift Backspace", "key.redo"],
    ["m", "key.memo"],
    ["f", "key.flag"],
    ["Ctrl S", "key.save"],
    ["Esc", "key.escape"],
    ["?", "key.keys"],
  ],
};

const LETTERS = {
  a: "accept",
  x: "reject",
  c: "add",
  r: "recode",
  b: "border",
  p: "deny",
  d: "define",
  s: "select",
  n: "draft",
  t: "relate",
  m: "memo",
  f: "flag",
  u: "unread",
  l: "interviews",
  j: "skip",
  k: "back",
  "/": "filters",
  "?": "keys",
  Enter: "done",
  "Shift Enter": "doneAll",
  " ": "skip",
  ArrowDown: "skip",
  ArrowUp: "back",
  ArrowRight: "forward",
  ArrowLeft: "backward",
  Backspace: "undo",
  "Shift Backspace": "redo",
  Escape: "escape",
};
const IN_STRETCH = {
  ArrowRight: [1, false],
  ArrowLeft: [-1, false],
  "Shift ArrowRight": [1, true],
  "Shift ArrowLeft": [-1, true],
};

// What a key that is held down goes on doing; decisions are made one at a time.
const REPEATED = new Set([..."jk", "ArrowDown", "ArrowUp", ...Object.keys(IN_STRETCH)]);

class Keys {
  constructor(desk, act, show) {
    Object.assign(this, { desk, act, show, off: false });
    this.early = []; // keys pressed on the way to another segment
    document.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if ((event.ctrlKey || event.metaKey) && nameOfKey(event) === "s") {
      event.preventDefault();
      return this.show.save();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !this.desk.place) return undefined;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return undefined;
    if (isPressing(event)) return undefined;
    const name = nameOfKey(event);
    const held = event.repeat && (!REPEATED.has(name) || this.show.ways);
    const done = held ? name in LETTERS : this.show.ways ? this.#keep(name) : this.run(name);
    if (done) event.preventDefault();
    return undefined;
  }

  #keep(name) {
    const known = name in LETTERS || /^[1-9]$/.test(name);
    if (known) this.early.push(name);
    return known;
  }

  /** Do what was pressed on the way; behind what opens a window, keys were letters for it. */
  catchUp() {
    while (this.early.length && !this.show.ways) {
      this.run(this.early.shift());
      if (document.querySelector("dialog[open]")) this.forget();
    }
  }

  forget() {
    this.early = [];
  }

  /** Do what a key is for; false where it is for nothing. */
  run(name) {
    const { desk, act, show } = this;
    if (this.off && name.length === 1 && name !== " ") return false;
    if (desk.stretch && name in IN_STRETCH) show.stretch(...IN_STRETCH[name]);
    else if (desk.stretch && name === "Enter") act.finish();
    else if (/^[1-9]$/.test(name)) this.digit(Number(name));
    else if (LETTERS[name] in OPENS) show[OPENS[LETTERS[name]]]();
    else if (LETTERS[name] === "backward") act.choose(act.beside(-1));
    else if (LETTERS[name] in act) act[LETTERS[name]]();
    else return false;
    return true;
  }

  digit(number) {
    const code = this.desk.atHand[number - 1];
    if (!code) this.show.say(say("said.no-digit", { number }));
    else if (this.desk.codes.of(code).gone) this.show.say(say("said.digit-gone", { number, code }));
    else this.act.give(code);
  }
}

const OPENS = { interviews: "interviews", filters: "filters", keys: "keys", escape: "escape" };

/** Return the key that was meant: letters by their place where another script is typed. */
function nameOfKey(event) {
  if (event.code === "Slash" || event.key === "?" || event.key === "/") {
    return event.key === "?" || (event.shiftKey && event.key !== "/") ? "?" : "/";
  }
  const shift = event.shiftKey && event.key.length > 1 ? "Shift " : "";
  if (event.key.length > 1) return shift + event.key;
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
}

const isTyping = (target) =>
  target.matches?.("input, textarea, select, [contenteditable]") ?? false;

/** Whether the key is for a button that has the focus. */
function isPressing(event) {
  return (
    ["Enter", " "].includes(event.key) &&
    (event.target.matches?.("button, summary, a[href]") ?? false)
  );
}

function keysShown(text) {
  const named = { Space: say("key.space"), Shift: "Shift", Enter: "Enter" };
  const parts = text
    .split(" ")
    .map((one) => (one === "…" ? " … " : make("kbd", {}, named[one] ?? one)));
  return make(
    "span",
    {},
    parts.flatMap((one) => [one, " "]),
  );
}
