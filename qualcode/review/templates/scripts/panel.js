// Beside the interview: the codes that stand in the current segment, and what each rests on.

const isOf = (tension) => (one) => one.tension === tension;

class Panel {
  constructor(place, desk, act) {
    this.desk = desk;
    this.act = act;
    this.cards = new Cards(desk, act);
    this.upper = make("div", { class: "upper" });
    this.lower = make("div", { class: "lower" });
    this.place = place;
    place.replaceChildren(this.upper, this.lower);
  }

  draw() {
    const focused = document.activeElement?.dataset?.focus;
    const { desk } = this;
    const { segment, transcript, items, marks, lines } = desk.now();
    this.upper.replaceChildren(
      this.#heading(segment, transcript, marks),
      this.#question(segment, transcript),
      this.#list(items, segment, transcript),
      this.#tensions(segment, transcript, lines),
      this.#notes(marks),
      this.#atHand(),
    );
    this.lower.replaceChildren(this.#actions(marks));
    this.upper.querySelector(".card.on")?.scrollIntoView({ block: "nearest" });
    if (focused && !document.activeElement?.dataset?.focus) this.#focus(focused);
  }

  /** What had the focus has it again after it was drawn anew. */
  #focus(name) {
    const same = [...this.place.querySelectorAll("[data-focus]")].find(
      (one) => one.dataset.focus === name,
    );
    (same ?? this.desk.element())?.focus({ preventScroll: true });
  }

  #heading(segment, transcript, marks) {
    const turn = transcript.byTurn.get(segment.turn);
    const type = this.desk.head.types[turn?.type] ?? turn?.type;
    const who = [segment.respondent || turn?.speaker, type].filter(Boolean).join(" · ");
    const status = marks.seen
      ? make("span", { class: "badge done" }, "✓ ", say("segment.read"))
      : null;
    const reworded = marks.reworded
      ? make("span", { class: "badge reworded" }, "≠ ", say("badge.reworded"))
      : null;
    const flagged = { class: "badge flag" };
    const flag = marks.flag ? make("span", flagged, "⚑ ", say("badge.flag")) : null;
    return make(
      "header",
      {},
      make("h2", {}, say("segment.number", { number: segment.number }), " ", status, reworded, flag),
      make("p", { class: "detail" }, who),
      marks.reworded && marks.was
        ? make("p", { class: "detail was" }, `${say("panel.was")} `, quotedWords(marks.was, 300))
        : null,
    );
  }

  #question(segment, transcript) {
    const asked = questionBefore(segment, transcript);
    if (!asked) return "";
    const guide = this.desk.head.questions?.[segment.question];
    return make(
      "div",
      { class: "question" },
      make("p", { class: "label" }, say("panel.question")),
      make("p", { class: "words" }, shorten(asked.text, 220)),
      guide
        ? make("p", { class: "detail" }, say("panel.guide", { question: shorten(guide, 160) }))
        : null,
    );
  }

  #list(items, segment, transcript) {
    const heading = make("h3", { id: "stands" }, say("panel.stands"));
    if (!items.length)
      return make("section", {}, heading, make("p", { class: "none" }, say("panel.nothing")));
    const cards = items.map((item) => this.cards.make(item, segment, transcript));
    return make(
      "section",
      {},
      heading,
      make("ul", { class: "cards", "aria-labelledby": "stands" }, cards),
    );
  }

  #tensions(segment, transcript, lines) {
    const meetings = this.desk.meetingsIn(transcript, lines);
    const found = tensionsIn(segment, transcript, lines, meetings);
    if (!found.length) return "";
    const wide = found.filter((one) => one.level === "interview");
    const near = found.filter((one) => one.level !== "interview");
    const disputes = new Map(
      disputedIn(segment, transcript).map((one) => [found.find(isOf(one.tension)), one]),
    );
    const open = ({ tension }) => !isSetIn(segment, lines, tension);
    const listed = (all) =>
      make(
        "ul",
        {},
        all.map((one) => this.#tension(one, transcript, disputes.get(one), open(one))),
      );
    const folded = wide.length
      ? make(
          "details",
          { open: !near.length && wide.some((one) => one.line) },
          make("summary", {}, count("panel.wide", wide.length)),
          listed(wide),
        )
      : null;
    const set = button(say("act.relate"), "t", this.act.relate, { data: { focus: "relate" } });
    return make(
      "section",
      { class: "tensions" },
      make("h3", {}, say("panel.tensions")),
      near.length ? listed(near) : null,
      folded,
      set,
    );
  }

  /** `dispute`: what coders to be settled between say of it, `open` while it is to be decided. */
  #tension(one, transcript, dispute, open) {
    const relation = make("b", {}, this.desk.relationName(one.tension, one.relation));
    const cue = (one.cue_spans ?? []).map((span) => transcript.offsets.slice(...span)).join(" … ");
    const why = one.line ? ` · ${say("panel.by-hand")}` : cue && ` (${quoted(cue)})`;
    const told = [` ${say(`level.${one.level}`)} · `, relation, why];
    const name = make("span", { class: "name" }, this.desk.tensionName(one.tension));
    const voices = (dispute?.said ?? []).map(([coder, relation]) =>
      make("li", {}, make("b", {}, coder), `: ${this.desk.relationName(one.tension, relation)}`),
    );
    return make(
      "li",
      {},
      name,
      make("span", { class: "detail" }, told),
      dispute && open ? make("span", { class: "state" }, ` – ${say("state.open")} (t)`) : null,
      voices.length ? make("ul", { class: "grounds" }, voices) : null,
    );
  }

  #notes(marks) {
    if (!marks.notes.length && !marks.flag?.text) return "";
    const lines = [...marks.notes, ...(marks.flag?.text ? [marks.flag] : [])];
    return make(
      "section",
      { class: "notes" },
      make("h3", {}, say("panel.memos")),
      noteList(lines, this.act, this.desk),
    );
  }

  #actions(marks) {
    const { act } = this;
    const one = (label, key, pressed, name) =>
      button(say(label), key, pressed, { class: name, data: { focus: label } });
    return make(
      "div",
      { class: "actions" },
      one("act.done", "↵", act.done, "main"),
      one("act.add", "c", act.add),
      one("act.select", "s", act.select),
      one("act.memo", "m", act.memo),
      one(marks.flag ? "act.unflag" : "act.flag", "f", act.flag),
      one("act.skip", say("key.space"), act.skip),
      one("act.undo", "⌫", act.undo),
    );
  }

  /** Return the codes that have digits; one that is gone keeps its own, and is not shown. */
  #atHand() {
    const { atHand, codes } = this.desk;
    const rows = atHand.map((id, number) => (codes.of(id).gone ? null : this.#hand(id, number)));
    if (!rows.some(Boolean)) return make("p", { class: "detail hand" }, say("panel.at-hand.none"));
    return make(
      "section",
      { class: "hand" },
      make("h3", {}, say("panel.at-hand")),
      make("ul", {}, rows),
    );
  }

  #hand(id, number) {
    const shown = make(
      "button",
      {
        type: "button",
        class: "code",
        data: { focus: `hand ${id}` },
        onclick: () => this.act.give(id),
      },
      make("kbd", {}, String(number + 1)),
      make("span", { class: "name" }, this.desk.codes.name(id), draftShown(this.desk.codes.of(id))),
    );
    return make("li", { hue: this.desk.codes.hue(id) }, shown);
  }
}
