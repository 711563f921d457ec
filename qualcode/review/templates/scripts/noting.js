// What is written beside the codes, and what is taken back.

class Noting {
  constructor(desk, show) {
    this.desk = desk;
    this.show = show;
    for (const name of methodsOf(this)) this[name] = this[name].bind(this); // for buttons
  }

  /** Put lines into the log, have them saved, show what has changed. */
  commit(lines, said) {
    const { desk } = this;
    desk.log.add(lines);
    desk.holdGiven(lines);
    desk.store.keep(lines);
    this.show.changed(lines);
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
    this.show.draft(typed, (name, text) => {
      const taken = new Set(this.desk.codes.choices().map((code) => code.id));
      const line = makeLine(this.desk.head, "draft", { code: draftId(name, taken), name, text });
      this.commit([line], say("said.drafted", { code: name }));
      this.give(line.code);
    });
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
    this.commit(
      [makeLine(this.desk.head, "undo", { supersedes: line.id })],
      say("said.undone", { what: this.told(line) }),
    );
  }

  /** Take back the last decision, and go where it was made. */
  async undo() {
    const line = this.desk.log.last();
    if (!line) return this.show.say(say("said.nothing-to-undo"));
    this.takeBack(line);
    await this.show.goTo(line);
    return this.show.say(say("said.undone", { what: this.told(line) }));
  }

  /** Have the last decision taken back count again. */
  async redo() {
    const undone = this.desk.log.lastUndo();
    if (!undone) return this.show.say(say("said.nothing-to-redo"));
    const line = this.desk.log.lines.get(undone.supersedes);
    this.commit([makeLine(this.desk.head, "undo", { supersedes: undone.id })], "");
    await this.show.goTo(line);
    return this.show.say(say("said.redone", { what: this.told(line) }));
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
