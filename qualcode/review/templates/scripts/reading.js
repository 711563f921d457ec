// The interview as a page: turns, segments, and in the margin the codes that stand there.

const KEPT_PAGES = 6; // interviews that stay drawn, so that going back costs nothing
const GLYPHS = {
  open: "○",
  agreed: "=",
  accepted: "✓",
  rejected: "✕",
  recoded: "→",
  moved: "↔",
  added: "+",
  measured: "◌",
  suggested: "?",
};

class Reading {
  /** `desk` has what is shown: log, codes, transcripts; `press` is told what is clicked. */
  constructor(place, desk, press) {
    this.place = place;
    this.desk = desk;
    this.press = press;
    this.pages = new Map(); // by index: what is drawn
    this.shown = null;
  }

  /** Show a transcript; draw it when it is not drawn yet. */
  open(transcript) {
    if (this.shown?.transcript === transcript) return;
    const page = this.pages.get(transcript.index) ?? this.#draw(transcript);
    this.pages.delete(transcript.index);
    this.pages.set(transcript.index, page);
    if (this.pages.size > KEPT_PAGES) this.pages.delete(this.pages.keys().next().value);
    this.shown = page;
    this.place.replaceChildren(page.element);
  }

  /** Draw segments anew, those that are on the page now. */
  redraw(transcript, numbers) {
    const page = this.pages.get(transcript.index);
    if (!page) return;
    const lines = this.desk.log.standing(transcript.id);
    for (const number of numbers) this.#fill(page, transcript.bySegment.get(number), lines);
  }

  /** Forget what is drawn: everything may look different. */
  forget() {
    this.pages.clear();
    this.shown = null;
  }

  /** Mark the current segment and what was asked before it. */
  point(segment) {
    const { place } = this;
    for (const old of place.querySelectorAll(".current, .asked")) {
      old.classList.remove("current", "asked");
      old.removeAttribute("aria-current");
      if (old.tabIndex === 0) old.tabIndex = -1;
    }
    const element = this.shown.segments.get(segment.number);
    element.classList.add("current");
    element.setAttribute("aria-current", "true");
    element.tabIndex = 0;
    const asked = questionBefore(segment, this.shown.transcript);
    this.shown.turns.get(asked?.turn)?.classList.add("asked");
    return element;
  }

  /** Return where the words that are chosen end; null where none are. */
  chosen() {
    return [...this.place.querySelectorAll(".chosen")].at(-1) ?? null;
  }

  element(number) {
    return this.shown?.segments.get(number);
  }

  #draw(transcript) {
    const page = { transcript, segments: new Map(), turns: new Map() };
    const lines = this.desk.log.standing(transcript.id);
    const byTurn = groupByTurn(transcript);
    const turns = transcript.turns.map((turn) =>
      this.#turn(page, turn, byTurn.get(turn.number) ?? [], lines),
    );
    page.element = make("div", { class: "interview" }, turns);
    return page;
  }

  #turn(page, turn, segments, lines) {
    const speaker = turn.speaker || turn.respondent || say(`role.${turn.role || "unknown"}`);
    const time = turn.time ? make("span", { class: "time" }, turn.time) : null;
    const element = make(
      "section",
      { class: `turn ${turn.role}` },
      make("h2", { class: "speaker" }, speaker, time),
      this.#spoken(page, turn, segments, lines),
    );
    page.turns.set(turn.number, element);
    return element;
  }

  /** Return the segments of a turn; what was said between them stands there too, muted. */
  #spoken(page, turn, segments, lines) {
    const { offsets } = page.transcript;
    const parts = [];
    let from = turn.start;
    const between = (stop) => {
      const text = offsets.slice(from, stop).trim();
      if (text) parts.push(make("p", { class: "between" }, text));
    };
    for (const segment of segments) {
      between(segment.start);
      parts.push(this.#segment(page, segment, lines));
      from = segment.stop;
    }
    between(turn.stop);
    return parts;
  }

  #segment(page, segment, lines) {
    const readOnly = !this.desk.walk.mayStand({
      index: page.transcript.index,
      number: segment.number,
    });
    const element = make(
      "div",
      {
        class: `segment${readOnly ? " beside" : ""}`,
        role: "group",
        tabindex: -1,
        data: { number: segment.number },
        onclick: (event) => this.press.segment(segment.number, event),
      },
      make("p", { class: "words", lang: segment.language || null }),
      make("ul", { class: "margin" }),
    );
    page.segments.set(segment.number, element);
    this.#fill(page, segment, lines);
    return element;
  }

  #fill(page, segment, lines) {
    const element = page.segments.get(segment.number);
    if (!element) return;
    const [words, margin] = element.children;
    const items = this.desk.standsIn(segment, page.transcript, lines);
    const marks = marksOf(segment, page.transcript, lines);
    const current = this.desk.isCurrent(page.transcript, segment) ? this.desk.item() : null;
    words.replaceChildren(...piecesOf(segment, page.transcript, items, current, this.desk));
    margin.replaceChildren(
      ...items.map((item) => this.#marginal(segment, item, current)),
      ...badges(marks),
    );
    element.classList.toggle("seen", marks.seen);
    element.setAttribute("aria-label", this.#label(segment, items, marks));
  }

  #label(segment, items, marks) {
    const read = marks.seen ? say("segment.read") : say("segment.unread");
    const codes = items.length ? count("n.codes", items.length) : "";
    return [say("segment.number", { number: segment.number }), read, codes]
      .filter(Boolean)
      .join(", ");
  }

  #marginal(segment, item, current) {
    const code = item.to ?? item.code;
    const shown = make(
      "button",
      {
        type: "button",
        class: `code ${item.state} ${item.kind}${current?.key === item.key ? " on" : ""}`,
        tabindex: -1,
        hue: this.desk.codes.hue(code),
        onclick: (event) => this.press.item(segment.number, item, event),
      },
      make("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[item.state]),
      make(
        "span",
        { class: "name" },
        this.desk.codes.name(code),
        draftShown(this.desk.codes.of(code)),
        shadesShown(item),
      ),
      unseen(` (${stateOf(item)})`),
    );
    return make("li", {}, shown);
  }
}

function groupByTurn(transcript) {
  const turns = new Map(transcript.turns.map((turn) => [turn.number, []]));
  for (const segment of transcript.segments) turns.get(segment.turn)?.push(segment);
  return turns;
}

function badges(marks) {
  const reworded = marks.reworded
    ? make("li", { class: "badge reworded" }, "≠ ", say("badge.reworded"))
    : null;
  const flag = marks.flag ? make("li", { class: "badge flag" }, "⚑ ", say("badge.flag")) : null;
  const notes = marks.notes.length
    ? make("li", { class: "badge" }, "✎ ", count("n.memos", marks.notes.length))
    : null;
  return [reworded, flag, notes].filter(Boolean);
}
