// What the keys and buttons do with codes: each makes lines, and says what it did.

class Acting extends Noting {
  /** The chosen item is right. */
  accept() {
    const item = this.desk.item();
    if (!item) return this.show.say(say("said.nothing"));
    if (!["open", "agreed", "suggested", "rejected"].includes(item.state)) return this.forward();
    this.decided(item, [this.approval(item)], "said.accepted");
    return undefined;
  }

  /** Return the line that says that an item is right. */
  approval(item) {
    const followed = item.kind === "suggestion" ? { origin: "suggestion" } : {};
    const action = item.kind === "machine" ? "accept" : "add";
    return this.line(action, item, { code: item.code, ...followed });
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
    const own = item.line?.action === "add" && item.line;
    if (own) return this.takeBack(own);
    const followed = item.kind === "suggestion" ? { origin: "suggestion" } : {};
    const line = this.line("reject", item, { code: item.code, ...followed });
    this.decided(item, [line], "said.rejected");
    return undefined;
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
    if (there && (there.kind === "own" || there.state === "accepted")) {
      return this.show.say(say("said.already", { code: this.desk.codes.name(code) }));
    }
    if (there?.kind === "machine") {
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
        ? this.line("add", item, { code: to, supersedes: item.line.id })
        : this.line("recode", item, { code: item.code, to });
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
      ? this.line("add", { start, stop }, { code: item.code, supersedes: item.line.id })
      : this.line("border", item, { code: item.code, to_start: start, to_stop: stop });
    this.desk.chosen = own ? `own ${line.id}` : item.key;
    return this.commit([line], say("said.moved"));
  }

  /** The segment is read; codings still open are asked for once. */
  done() {
    const { segment, items, marks } = this.desk.now();
    const open = items.filter(isUndecided);
    if (open.length && !this.desk.warned) {
      this.desk.warned = true;
      this.desk.chosen = open[0].key;
      this.show.current();
      return this.show.say(count("said.open", open.length));
    }
    const agreed = items.filter(isAgreed).map((item) => this.approval(item));
    const lines = marks.seen ? agreed : [...agreed, this.line("seen", segment)];
    if (lines.length) this.commit(lines, "");
    return this.show.step(1, this.#read(agreed.length ? count("said.agreed", agreed.length) : ""));
  }

  /** Accept what is open in the segment, and go on. */
  doneAll() {
    const { segment, items, marks } = this.desk.now();
    const open = items.filter(
      (item) => (isUndecided(item) || isAgreed(item)) && item.kind !== "suggestion",
    );
    const lines = open.map((item) => this.approval(item));
    if (!marks.seen) lines.push(this.line("seen", segment));
    if (lines.length) this.commit(lines, "");
    this.show.step(1, this.#read(open.length ? count("said.all", open.length) : ""));
  }

  /** Return what is said of the segment that is left as read. */
  #read(also) {
    const { number } = this.desk.now().segment;
    return [say("said.read", { number }), also].filter(Boolean).join(" ");
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

const isCoding = (item) => item?.kind === "machine" || item?.kind === "own";
