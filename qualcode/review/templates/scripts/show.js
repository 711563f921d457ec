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
  }

  letGo() {
    if (this.desk.stretch) this.hold(null);
  }

  stretch(step, first) {
    const { transcript } = this.desk.now();
    this.hold(moveBorder(this.desk.stretch, transcript, step, first));
    this.say(this.desk.act.wordsChosen());
  }

  /** Take what is selected with the mouse as the words chosen. */
  takeSelection() {
    const { desk } = this;
    const stretch = desk.place && selectedStretch(desk.now().transcript, desk.reading);
    if (!stretch) return;
    getSelection().removeAllRanges();
    this.hold({ ...desk.stretch, ...stretch }, say("said.chosen"));
  }

  escape() {
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

  draft(typed, made) {
    openDraft(typed, made);
  }

  relate(made) {
    if (this.desk.head.blind || !openRelation(this.desk, made)) this.say(say("said.no-tension"));
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

  async save() {
    if (this.desk.head.mode === "served" && !this.desk.store.unsaved)
      return this.say(say("saved.all"));
    await this.desk.store.saveFile();
    return this.state();
  }
}
