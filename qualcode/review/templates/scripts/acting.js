// What the keys and buttons do with codes: each makes lines, and says what it did.

class Acting extends Noting {
  /** The chosen item is right. */
  accept() {
    const item = this.desk.item();
    if (!item) return this.show.say(say("said.nothing"));
    if (!UNGIVEN.has(item.state) && !item.line?.reworded) return this.forward();
    this.decided(item, [this.approval(item)], "said.accepted");
    return undefined;
  }

  /** Return the line that says that an item is right, said as it is shown or as `said`. */
  approval(item, said = shadesTold(item)) {
    if (item.kind === "machine") return this.about(item, "accept", said);
    const followed = item.kind === "suggestion" ? { origin: "suggestion" } : {};
    return this.line("add", item, { code: item.code, ...said, ...followed });
  }

  /**
   * Return a line about a coding of the machine. Where it had other borders when it was decided
   * about before, the line says whose place it takes.
   */
  about(item, action, fields = {}) {
    const line = this.line(action, item, { code: item.code, ...fields });
    const moved = item.line && target(item.line) !== target(line);
    return moved ? { ...line, supersedes: item.line.id } : line;
  }

  /** Give a code with the borders that one of the coders gave it. */
  acceptAs(item, { start, stop }) {
    this.decided(item, [this.line("add", { start, stop }, { code: item.code })], "said.accepted");
  }

  /** The chosen item is wrong; what the coder has added is taken back. */
  reject() {
    const item = this.desk.item();
    if (!item) return this.show.say(say("said.nothing"));
    if (item.state === "rejected") return this.forward();
    if (item.state === "measured") return this.show.say(say("said.measured"));
    const own = item.line?.action === "add" && item.line;
    if (own) return this.takeBack(own);
    this.decided(item, [this.refusal(item)], "said.rejected");
    return undefined;
  }

  /** Return the line that says that an item is wrong. */
  refusal(item) {
    if (item.kind === "machine") return this.about(item, "reject");
    const followed = item.kind === "suggestion" ? { origin: "suggestion" } : {};
    return this.line("reject", item, { code: item.code, ...followed });
  }

  /** The words deny the code, or do not after all. What else was decided about it stays. */
  deny() {
    const item = this.desk.item();
    if (!item) return this.show.say(say("said.nothing"));
    const polarity = isDenied(item) ? "affirmed" : "negated";
    const line = this.#again(item, { ...shadesTold(item), polarity });
    this.desk.chosen = item.kind === "machine" ? item.key : `own ${line.id}`;
    const said = polarity === "negated" ? "said.denied" : "said.affirmed";
    return this.commit([line], say(said, { code: this.desk.codes.name(item.to ?? item.code) }));
  }

  /** Return what was decided about an item once more, the code said as `said` tells. */
  #again(item, said) {
    const { code, to, reach, line } = item;
    if (to) return this.about(item, "recode", { to, ...said });
    if (reach) {
      return this.about(item, "border", { to_start: reach.start, to_stop: reach.stop, ...said });
    }
    if (line?.action === "add") {
      const followed = line.origin ? { origin: line.origin } : {};
      return this.line("add", item, { code, ...said, ...followed });
    }
    return this.approval(item, said);
  }

  /** Save a decision about an item and go on to the next that is open. */
  decided(item, lines, said) {
    const { items } = this.desk.now();
    const round = [...items.slice(items.indexOf(item) + 1), ...items.slice(0, items.indexOf(item))];
    this.desk.chosen = (round.find(isUndecided) ?? round.find(isSuggested) ?? item).key;
    this.commit(lines, say(said, { code: this.desk.codes.name(item.code) }));
  }

  forward() {
    this.choose(this.beside(1));
  }

  /** Return the item before or behind the chosen one, round and round. */
  beside(step) {
    const { items } = this.desk.now();
    const here = items.indexOf(this.desk.item());
    return items[(here + step + items.length) % items.length] ?? null;
  }

  choose(item) {
    if (!item) return;
    this.desk.chosen = item.key;
    this.show.current();
    this.show.keepInView();
    this.show.say(`${titleOf(item, this.desk.codes)}: ${stateOf(item)}`);
  }

  /** Give a code to the words chosen, else to the segment. */
  give(code) {
    const { segment, items } = this.desk.now();
    const stretch = this.desk.stretch ?? { start: segment.start, stop: segment.stop };
    const there = items.find(
      (item) => item.code === code && (!this.desk.stretch || meetsExactly(item, stretch)),
    );
    this.show.letGo();
    if (there?.state === "added" || there?.state === "accepted") {
      return this.show.say(say("said.already", { code: this.desk.codes.name(code) }));
    }
    if (there?.kind === "machine" || there?.state === "measured") {
      this.desk.chosen = there.key;
      return this.accept();
    }
    const line = this.line("add", stretch, { code });
    this.desk.chosen = `own ${line.id}`;
    return this.commit([line], say("said.added", { code: this.desk.codes.name(code) }));
  }

  add() {
    if (!this.show.takeSelection()) return;
    const words = this.desk.stretch ? this.wordsChosen() : "";
    const title = words ? say("palette.words", { words }) : say("palette.segment");
    this.show.palette({ title, pick: this.give, draft: this.draft });
  }

  wordsChosen() {
    const { transcript } = this.desk.now();
    return shorten(transcript.offsets.slice(this.desk.stretch.start, this.desk.stretch.stop), 60);
  }

  /** Put another code in the place of the chosen one. */
  recode() {
    const item = this.desk.item();
    if (!isCoding(item)) return this.show.say(say("said.nothing"));
    const title = say("palette.recode", { code: this.desk.codes.name(item.code) });
    const pick = (to) => {
      const own = item.kind === "own";
      const line = own
        ? this.#instead(item, item, to)
        : this.about(item, "recode", { to, ...shadesTold(item) });
      this.desk.chosen = own ? `own ${line.id}` : item.key;
      this.commit([line], say("said.recoded", { code: this.desk.codes.name(to) }));
    };
    this.show.palette({ title, pick: (to) => to !== item.code && pick(to), draft: null });
    return undefined;
  }

  /** Begin to move the borders of the chosen coding. */
  border() {
    const item = this.desk.item();
    if (!isCoding(item)) return this.show.say(say("said.nothing"));
    const { start, stop } = item.reach ?? item;
    this.show.hold({ start, stop, item }, say("said.borders"));
    return undefined;
  }

  /** Begin to choose words of the segment by keys. */
  select() {
    const { segment, transcript } = this.desk.now();
    const first = wordsIn(transcript).find((word) => touches(word, segment));
    if (first)
      this.show.hold(
        { start: Math.max(first.start, segment.start), stop: first.stop },
        say("said.select"),
      );
  }

  /** Do what the words were chosen for: new borders, else a code. */
  finish() {
    const { stretch } = this.desk;
    if (!stretch?.item) return this.add();
    const { item, start, stop } = stretch;
    this.show.letGo();
    if (meetsExactly(item.reach ?? item, stretch)) return undefined;
    const own = item.kind === "own";
    const line = own
      ? this.#instead(item, { start, stop }, item.code)
      : this.about(item, "border", { to_start: start, to_stop: stop, ...shadesTold(item) });
    this.desk.chosen = own ? `own ${line.id}` : item.key;
    return this.commit([line], say("said.moved"));
  }

  /** Return the line that gives something else in the place of what was given; blind, it stays. */
  #instead(item, stretch, code) {
    const place = item.state === "measured" ? {} : { supersedes: item.line.id };
    return this.line("add", stretch, { code, ...shadesTold(item), ...place });
  }

  /**
   * The segment is read; codings still open are asked for once. Where a segment is settled whole,
   * they do not fit then; where disputes alone are settled, the segment waits until they are.
   */
  done() {
    const { items } = this.desk.now();
    const { settle, whole } = this.desk.head;
    const open = items.filter(isUndecided);
    const relations = this.desk.openRelations(this.desk.now());
    const kind = settle.length ? (whole ? "whole" : "settle") : "read";
    if ((open.length || relations.length) && !this.desk.warned) {
      this.desk.warned = true;
      this.desk.chosen = open[0]?.key ?? this.desk.chosen;
      this.show.current();
      return this.show.say(
        [
          open.length ? count(`open.${kind}`, open.length) : "",
          relations.length ? count(`open.relations-${kind}`, relations.length, { key: "t" }) : "",
        ].filter(Boolean).join(" "),
      );
    }
    if (kind === "settle" && (open.length || relations.length)) {
      return this.#leaveOpen(open.length, relations.length);
    }
    const agreed = items.filter(isAgreed).map((item) => this.approval(item));
    const refused = kind === "whole" ? open.map((item) => this.refusal(item)) : [];
    this.#close([...agreed, ...refused, ...this.#unstated(relations)]);
    const told = [
      agreed.length ? count("said.agreed", agreed.length) : "",
      refused.length ? count("said.refused-all", refused.length) : "",
    ];
    return this.show.step(1, this.#read(told.filter(Boolean).join(" ")));
  }

  /** Save what was decided at the end of a segment and that it is read: one step to take back. */
  #close(lines) {
    const { segment, marks } = this.desk.now();
    const seen = marks.seen && !marks.reworded ? [] : [this.line("seen", segment)];
    if (lines.length + seen.length) this.commit([...lines, ...seen], "");
  }

  /** Go on from disputes that are not decided: the segment is not read then. */
  #leaveOpen(codes, relations) {
    const { number } = this.desk.now().segment;
    const [kind, left] = codes ? ["said.left-open", codes] : ["said.left-related", relations];
    return this.show.step(1, count(kind, left, { number }));
  }

  /** Return the lines that leave disputed relations unstated, where all is settled. */
  #unstated(relations) {
    const { segment, transcript, lines } = this.desk.now();
    const found = tensionsIn(segment, transcript, lines, this.desk.meetingsIn(transcript, lines));
    return relations
      .map(({ tension }) => found.find((one) => one.tension === tension))
      .filter(Boolean)
      .map((one) => {
        const { tension, level } = one;
        return this.line("relate", one, { tension, level, relation: "unstated" });
      });
  }

  /** Accept what is open in the segment, and go on. */
  doneAll() {
    const { items } = this.desk.now();
    const open = items.filter(
      (item) => (isUndecided(item) || isAgreed(item)) && item.kind !== "suggestion",
    );
    const approved = items.map((item) =>
      open.includes(item) ? { ...item, state: "accepted" } : item,
    );
    const relations = this.desk.openRelations({ ...this.desk.now(), items: approved }).length;
    const lines = open.map((item) => this.approval(item));
    if (relations) {
      const { whole } = this.desk.head;
      const kind = `open.relations-${whole ? "whole" : "settle"}`;
      const told = count(kind, relations, { key: "t" });
      return lines.length ? this.commit(lines, told) : this.done();
    }
    this.#close(lines);
    return this.show.step(1, this.#read(open.length ? count("said.all", open.length) : ""));
  }

  /** Return what is said of the segment that is left as read. */
  #read(also) {
    const { number } = this.desk.now().segment;
    return [say("said.read", { number }), also].filter(Boolean).join(" ");
  }

  /** Go to the first segment that is not read. */
  unread() {
    this.show.toUnread();
  }

  skip() {
    this.show.step(1);
  }

  back() {
    this.show.step(-1);
  }

  define() {
    if (!this.desk.item())
      return this.show.palette({ title: say("palette.look"), pick: this.give, draft: this.draft });
    this.desk.defining = !this.desk.defining;
    return this.show.current();
  }
}

// What is not given, or not here.
const UNGIVEN = new Set(["open", "agreed", "suggested", "rejected", "measured"]);

/** Return how an item is said, as lines tell it: of what people give, only that it is denied. */
function shadesTold({ kind, polarity, voice, modality }) {
  if (!polarity || (kind !== "machine" && polarity === "affirmed")) return {};
  const told = { polarity };
  if (voice && voice !== "own") told.voice = voice;
  if (modality && modality !== "fact") told.modality = modality;
  return told;
}

const isCoding = (item) => item?.kind === "machine" || item?.kind === "own";
