// One code that stands in a segment: what it rests on, and what can be done with it.

class Cards {
  constructor(desk, act) {
    this.desk = desk;
    this.act = act;
  }

  make(item, segment, transcript) {
    const { desk, act } = this;
    const on = desk.item()?.key === item.key;
    const name = make(
      "button",
      {
        type: "button",
        class: "title",
        "aria-expanded": String(on),
        data: { focus: item.key },
        onclick: () => act.choose(item),
      },
      make("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[item.state]),
      make(
        "span",
        { class: "name" },
        titleOf(item, desk.codes),
        draftShown(desk.codes.of(item.to ?? item.code)),
        shadesShown(item),
      ),
      make("span", { class: "state" }, stateOf(item)),
    );
    return make(
      "li",
      {
        class: `card ${item.state} ${item.kind}${on ? " on" : ""}`,
        "aria-current": on ? "true" : null,
        hue: desk.codes.hue(item.to ?? item.code),
      },
      name,
      on ? make("p", { class: "brief" }, desk.codes.of(item.to ?? item.code).brief) : null,
      on || desk.head.settle.length
        ? this.#grounds(item, segment, transcript)
        : this.#shortGrounds(item),
      on ? this.#choices(item) : null,
      on && desk.defining ? definitionOf(desk.codes.of(item.to ?? item.code)) : null,
    );
  }

  #shortGrounds(item) {
    const words = item.evidence.map((one) => quoted(one.words)).join(", ");
    const text =
      words ||
      gatherReasons(item.reasons ?? [])
        .slice(0, 1)
        .map(reasonText)
        .join("");
    return text ? make("p", { class: "detail" }, shorten(text, 90)) : null;
  }

  #grounds(item, segment, transcript) {
    const rows = [
      ...item.evidence.map(evidenceRow),
      ...gatherReasons(item.reasons ?? []).map((reason) => make("li", {}, reasonText(reason))),
    ];
    if (item.unit && item.unit !== "segment") {
      rows.push(make("li", {}, say("panel.unit", { unit: say(`unit.${item.unit}`) })));
    }
    if (item.kind === "own" && item.line.quote && !meetsExactly(item, segment)) {
      rows.push(make("li", { class: "words" }, quoted(shorten(item.line.quote, 160))));
    }
    if (item.reach) {
      const words = transcript.offsets.slice(item.reach.start, item.reach.stop);
      rows.push(make("li", { class: "words" }, quoted(shorten(words, 160))));
    }
    if (item.unclaimed && transcript.others)
      rows.unshift(make("li", { class: "marks" }, 
        item.by ? say("panel.unclaimed-by", { coder: item.by }) : say("panel.unclaimed"),
      ));
    if (item.measured || item.state === "measured")
      rows.push(make("li", { class: "marks" }, say("panel.measured")));
    if (item.kind === "own" && item.origin) rows.push(make("li", {}, say("panel.from-suggestion")));
    rows.push(...this.#voices(item, segment, transcript));
    return rows.length ? make("ul", { class: "grounds" }, rows) : null;
  }

  /** Return what each of the coders to be settled between said; their borders can be taken. */
  #voices(item, segment, transcript) {
    if (!transcript.others) return [];
    const voices = voicesOn(item.code, segment, transcript, this.desk.head.settle);
    const given = voices.filter((one) => one.verdict === "given");
    const apart = given.some((one) => !meetsExactly(one, given[0]));
    return voices.map((voice) => {
      const row = voiceRow(voice, transcript);
      const takes = apart && voice.verdict === "given" && item.kind === "other";
      if (takes)
        row.append(
          " ",
          button(say("act.as"), "", () => this.act.acceptAs(item, voice), { class: "quiet" }),
        );
      return row;
    });
  }

  #choices(item) {
    const { act } = this;
    const labels = labelsOf(item);
    const one = (label, key, pressed, focus) =>
      label ? button(say(label), key, pressed, { data: { focus: `choice ${focus}` } }) : null;
    const coding = item.kind === "machine" || item.kind === "own";
    return make(
      "div",
      { class: "choices" },
      one(labels[0], "a", act.accept, "a"),
      one(labels[1], "x", act.reject, "x"),
      one(isDenied(item) ? "act.affirm" : "act.deny", "p", act.deny, "p"),
      coding ? one("act.recode", "r", act.recode, "r") : null,
      coding ? one("act.border", "b", act.border, "b") : null,
      one("act.define", "d", act.define, "d"),
    );
  }
}
