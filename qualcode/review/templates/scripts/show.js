// What keys and buttons open, and the words that are chosen in the text.

class Show extends Going {
  /** Choose words; the segments they lie in are drawn anew. */
  hold(stretch, said) {
    const { desk } = this;
    const { transcript } = desk.now();
    const old = desk.stretch ? segmentsIn(transcript, desk.stretch) : [];
    desk.stretch = stretch;
    const fresh = stretch ? segmentsIn(transcript, stretch) : [];
    desk.reading.redraw(transcript, new Set([...old, ...fresh].map((one) => one.number)));
    part("chosen").hidden = !stretch;
    part("chosen-words").textContent = stretch
      ? shorten(transcript.offsets.slice(stretch.start, stretch.stop), 70)
      : "";
    if (said) this.say(said);
    if (stretch) this.keepInView();
  }

  letGo() {
    if (this.desk.stretch) this.hold(null);
  }

  stretch(step, first) {
    const { transcript } = this.desk.now();
    this.hold(moveBorder(this.desk.stretch, transcript, step, first));
    this.say(this.desk.act.wordsChosen());
  }

  /** Take what is selected with the mouse as the words chosen; false where it cannot be coded. */
  takeSelection(found = this.selected()) {
    const { desk } = this;
    if (!found) return true;
    if (found.why) this.say(found.why);
    else {
      getSelection().removeAllRanges();
      const told = found.clipped ? "said.chosen-clipped" : "said.chosen";
      this.hold({ ...desk.stretch, ...found.stretch }, say(told));
    }
    return !found.why;
  }

  /** Return what is selected with the mouse, as `selectedStretch` does. */
  selected() {
    const { desk } = this;
    if (!desk.place) return null;
    const { transcript } = desk.now();
    const mayStand = ({ number }) => desk.walk.mayStand({ index: transcript.index, number });
    return selectedStretch(desk.now(), desk.reading, mayStand);
  }

  escape() {
    getSelection().removeAllRanges();
    if (this.desk.stretch) this.letGo();
    else if (this.desk.defining) this.desk.act.define();
    this.say("");
    this.desk.element()?.focus({ preventScroll: true });
  }

  palette(ask) {
    openPalette(this.desk.codes, ask);
  }

  memo() {
    openMemo(this.desk, this.desk.act);
  }

  draft(typed, made, give) {
    openDraft(typed, this.desk, made, give);
  }

  relate(made) {
    openRelation(this.desk, made);
  }

  keys() {
    openKeys(this.desk.keys);
  }

  interviews() {
    openInterviews(this.desk, (index) => this.interview(index));
  }

  filters() {
    openFilters(this.desk, (filter) => this.filter(filter));
  }

  notices() {
    openNotices(this.desk);
  }

  /** Ask whether a decision of another time is taken back, and go there. */
  askBack(line, what, agreed) {
    openBack(this.desk, line, what, agreed);
  }

  async save() {
    if (this.desk.head.mode === "served" && !this.desk.store.unsaved)
      return this.say(say("saved.all"));
    await this.desk.store.saveFile();
    return this.state();
  }
}
