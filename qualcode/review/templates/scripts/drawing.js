// What is seen: the parts of the page, drawn anew where something has changed and nowhere else.

class Drawing {
  constructor(desk) {
    this.desk = desk;
    this.said = part("said");
    this.told = ""; // what was last told of the server
  }

  /** Say what was done: to read, and to hear. */
  say(text) {
    this.said.textContent = text;
  }

  /** Show what lines have changed. */
  changed(lines) {
    const { desk } = this;
    desk.change();
    desk.warned = false;
    for (const line of lines) this.#changedBy(line);
    if (desk.place) this.current();
    this.progress();
  }

  #changedBy(line) {
    const meant = line.action === "undo" ? this.#meant(line) : line;
    const former = this.desk.log.lines.get(line.supersedes);
    for (const one of [meant, former]) {
      const index = this.desk.indexOf.get(one?.transcript);
      const transcript = index === undefined ? null : this.desk.transcripts.at(index);
      if (!transcript) continue;
      const numbers = segmentsIn(transcript, reachOf(one)).map((segment) => segment.number);
      this.desk.reading.redraw(transcript, numbers);
    }
  }

  /** Return what an undo is about in the end: of an undo, what that had taken back. */
  #meant(line) {
    const former = this.desk.log.lines.get(line.supersedes);
    return former?.action === "undo" ? this.#meant(former) : former;
  }

  /** Draw the current segment and the panel. */
  current() {
    const { desk } = this;
    const { transcript, segment } = desk.now();
    desk.reading.redraw(transcript, [segment.number]);
    desk.panel.draw();
  }

  progress() {
    const { read, total } = this.desk.progress();
    const bar = part("progress");
    bar.max = Math.max(total, 1);
    bar.value = read;
    const figures = { read: format(read), total: format(total) };
    part("progress-text").textContent = say("progress.read", figures);
  }

  /** Show a lasting sign of what must be known, with how much there is. */
  signs() {
    const { notices, lost } = this.desk.head;
    const told = notices.length + lost.length;
    part("notices").hidden = !told;
    part("notices-text").textContent = lost.length
      ? count("bar.lost", lost.length)
      : say("bar.notices");
  }

  /** Say what is saved, and what is not. */
  state() {
    const { store, head } = this.desk;
    const waiting = store.unsaved;
    const served = head.mode === "served";
    const lasting = served ? store.away || store.refused.length > 0 : waiting > 0;
    const place = part("saved");
    const instead = store.ended || (store.silent && waiting > 0); // the words above the interview
    place.hidden = Boolean(instead);
    place.textContent = lasting ? this.#unsaved(waiting) : this.#saved(waiting);
    place.className = lasting ? "waiting" : "";
    part("ended").hidden = !instead;
    if (instead) this.#tellEnded(store);
    if (store.ended && this.told) this.say((this.told = ""));
    if (!store.ended) this.#tellAway(store);
    part("save").hidden = served && (instead || !(lasting && waiting));
    part("save").classList.toggle("main", waiting > 0);
  }

  /** Say, as long as it is so, that the review has ended, and what becomes of its lines. */
  #tellEnded({ ended, unsaved, handed }) {
    const left = handed.length ? say("ended.in-file") : say("ended.saved");
    const kind = ended ? "ended.unsaved" : "ended.silent";
    const text = unsaved ? count(kind, unsaved) : left;
    part("ended-title").textContent = say(ended ? "ended.title" : "saved.away");
    if (part("ended-text").textContent !== text) part("ended-text").textContent = text;
    part("save-ended").hidden = !unsaved;
  }

  /** Say once that the server has gone, and that it is there again. */
  #tellAway({ away, why }) {
    const told = away ? (why ? say("said.refused", { why }) : say("said.away")) : "";
    if (told !== this.told) this.say(told || say("said.back"));
    this.told = told;
  }

  #unsaved(waiting) {
    const { store, head } = this.desk;
    const kind = store.refused?.length && !store.away ? "refused" : head.mode;
    const text = waiting ? count(`unsaved.${kind}`, waiting) : "";
    return [store.away && !store.why ? say("saved.away") : "", text].filter(Boolean).join(" ");
  }

  #saved(waiting) {
    const { store, head } = this.desk;
    if (waiting) return say("saved.soon");
    return say(head.mode === "served" || store.lines.length ? "saved.all" : "saved.none");
  }
}

const format = (number) => figures.format(number);

/** Return the stretch a line is about; new borders included. */
function reachOf(line) {
  if (line.action !== "border") return { start: line.start ?? 0, stop: line.stop ?? 0 };
  return { start: Math.min(line.start, line.to_start), stop: Math.max(line.stop, line.to_stop) };
}
