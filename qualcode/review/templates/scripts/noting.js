// What is written beside the codes, and what is taken back.

class Noting {
  constructor(desk, show) {
    this.desk = desk;
    this.show = show;
    this.steps = []; // what this window has done: the lines of each step
    this.undone = []; // what it has taken back since: likewise, the lines that say so
    for (const name of methodsOf(this)) this[name] = this[name].bind(this); // for buttons
  }

  /** Save lines as one step, which is taken back as one. */
  commit(lines, said) {
    this.steps.push(lines);
    this.undone = [];
    this.#keep(lines, said);
  }

  /** Put lines into the log, have them saved, show what has changed. */
  #keep(lines, said) {
    const { desk } = this;
    desk.log.add(lines);
    desk.holdGiven(lines);
    desk.store.keep(lines);
    this.show.changed(lines);
    this.show.keepInView();
    if (said) this.show.say(said);
  }

  /** Make a line about a stretch of the transcript that is open. */
  line(action, stretch, fields = {}) {
    const { transcript } = this.desk.now();
    return makeLine(this.desk.head, action, { ...anchor(transcript, stretch), ...fields });
  }

  /** Flag the segment, or take the flag back. */
  flag() {
    const { segment, marks } = this.desk.now();
    if (marks.flag) return this.takeBack(marks.flag);
    return this.commit([this.line("flag", segment, { about: "segment" })], say("said.flagged"));
  }

  memo() {
    this.show.memo();
  }

  /** Write a memo on one of: coding, segment, transcript, code, study. */
  note(about, text) {
    const { segment, transcript } = this.desk.now();
    const item = this.desk.item();
    const { id, text_sha256 } = transcript;
    const make = (fields) => makeLine(this.desk.head, "note", { ...fields, about, text });
    const lines = {
      coding: () => this.line("note", item, { code: item.code, about, text }),
      segment: () => this.line("note", this.desk.stretch ?? segment, { about, text }),
      transcript: () => make({ transcript: id, text_sha256 }),
      code: () => make({ code: item.code }),
      study: () => make({}),
    };
    const line = lines[about]();
    this.show.letGo();
    this.commit([line], say("said.noted"));
  }

  /** Ask for a code that the codebook does not have. */
  draft(typed = "") {
    const made = (name, text) => {
      const taken = new Set(this.desk.codes.choices().map((code) => code.id));
      const line = makeLine(this.desk.head, "draft", { code: draftId(name, taken), name, text });
      this.commit([line], say("said.drafted", { code: name }));
      this.give(line.code);
    };
    this.show.draft(typed, made, this.give);
  }

  relate() {
    this.show.relate((tension, relation) => {
      const { level, start, stop } = tension;
      const line = this.line(
        "relate",
        { start, stop },
        { tension: tension.tension, level, relation },
      );
      this.commit(
        [line],
        say("said.related", { relation: this.desk.relationName(tension.tension, relation) }),
      );
    });
  }

  /** Take back one decision. */
  takeBack(line) {
    this.#takeBack([line]);
  }

  #takeBack(lines) {
    const undos = lines.map((line) => this.#undoOf(line)).reverse();
    this.undone.push(undos);
    this.#keep(undos, say("said.undone", { what: this.#toldAll(lines) }));
  }

  #undoOf(line) {
    return makeLine(this.desk.head, "undo", { supersedes: line.id });
  }

  /**
   * Take back what this window did last, and go where that was. What was done in another window, or
   * another day, is asked for: it is not what whoever presses the key has in mind.
   */
  async undo() {
    const counting = this.desk.log.counting();
    while (this.steps.length) {
      const lines = this.steps.pop().filter((line) => counting.has(line.id));
      if (lines.length) return this.#undoThere(lines);
    }
    const line = this.desk.log.last((one) => this.#isHere(one));
    if (!line) return this.show.say(say("said.nothing-to-undo"));
    return this.show.askBack(line, this.told(line), () => this.#undoThere([line]));
  }

  async #undoThere(lines) {
    this.#takeBack(lines);
    await this.show.goTo(lines.at(-1));
    return this.show.say(say("said.undone", { what: this.#toldAll(lines) }));
  }

  /** Have what this window took back last count again. */
  async redo() {
    const counting = this.desk.log.counting();
    while (this.undone.length) {
      const undos = this.undone.pop().filter((one) => counting.has(one.id));
      if (!undos.length) continue;
      const lines = undos.map((one) => this.desk.log.lines.get(one.supersedes)).reverse();
      this.steps.push(lines);
      this.#keep(undos.map((one) => this.#undoOf(one)), "");
      await this.show.goTo(lines.at(-1));
      return this.show.say(say("said.redone", { what: this.#toldAll(lines) }));
    }
    return this.show.say(say("said.nothing-to-redo"));
  }

  /** What was decided blind is taken back blind: who has seen codings since must not touch it. */
  #isHere(line) {
    return Boolean(line.blind) === Boolean(this.desk.head.blind);
  }

  #toldAll(lines) {
    return [...new Set(lines.map((line) => this.told(line)))].join(", ");
  }

  /** Say a decision in a few words. */
  told(line) {
    const code =
      line.code && line.action !== "draft" ? ` ${quoted(this.desk.codes.name(line.code))}` : "";
    return say(`action.${line.action}`) + code;
  }
}

/** Return the names of the methods of an object, those of its classes' classes too. */
function methodsOf(one) {
  const names = [];
  for (let made = Object.getPrototypeOf(one); made !== Object.prototype;) {
    names.push(...Object.getOwnPropertyNames(made).filter((name) => name !== "constructor"));
    made = Object.getPrototypeOf(made);
  }
  return names;
}
