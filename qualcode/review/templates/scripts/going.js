// From segment to segment.

class Going extends Drawing {
  /** Go to a segment: fetch its interview, draw it, set the focus on it. */
  async moveTo(place) {
    const { desk } = this;
    const transcript = await desk.transcripts.fetch(place.index);
    const former = desk.place;
    const old = desk.place && desk.transcripts.at(former.index);
    Object.assign(desk, { place, chosen: "", defining: false, stretch: null, warned: false });
    desk.change();
    desk.reading.open(transcript);
    if (old) desk.reading.redraw(old, [former.number]);
    this.#pointAt();
    this.current();
    this.#where(transcript);
    this.#ahead(place);
  }

  #pointAt() {
    const { segment } = this.desk.now();
    const element = this.desk.reading.point(segment);
    if (!document.querySelector("dialog[open]")) element.focus({ preventScroll: true });
    bringIntoView(element);
    this.say(""); // what was said was about another
  }

  #where(transcript) {
    const { head, walk, place } = this.desk;
    const entry = head.transcripts[place.index];
    part("here").textContent = transcript.id;
    const types = entry.types.map((type) => head.types[type] ?? type).join(", ");
    part("about-here").textContent = types;
    document.title = `${transcript.id} · ${head.study.title || say("page.title")}`;
    part("filters").classList.toggle("on", isFiltered(walk.filter));
    part("filters").setAttribute("aria-pressed", String(isFiltered(walk.filter)));
  }

  /** Have the next interview there before it is asked for. */
  #ahead(place) {
    const { walk, transcripts, head } = this.desk;
    const at = walk.queue?.findIndex(
      (one) => one.index === place.index && one.number === place.number,
    );
    const next = walk.queue
      ? walk.queue.slice(at + 1, at + 4).map((one) => one.index)
      : [place.index + 1];
    for (const index of next)
      if (index < head.transcripts.length) transcripts.fetch(index).catch(() => null);
  }

  /** Go to the next segment, or the one before; say what was done in the one that is left. */
  async step(step, done = "") {
    const { desk } = this;
    const waiting = setTimeout(() => this.say(say("said.searching")), 300);
    try {
      const place = await desk.walk.next(desk.place, step);
      if (place) await this.moveTo(place);
      const end = place ? "" : say(step > 0 ? "said.end" : "said.beginning");
      this.say([done, end].filter(Boolean).join(" "));
    } catch {
      this.say(desk.store.ended ? "" : say("said.away"));
    } finally {
      clearTimeout(waiting);
    }
  }

  /** Go where a line was made. */
  async goTo(line) {
    const index = this.desk.indexOf.get(line.transcript);
    if (index === undefined || line.about === "transcript") return;
    const transcript = await this.desk.transcripts.fetch(index);
    const there = segmentsIn(transcript, line).find((one) =>
      this.desk.walk.mayStand({ index, number: one.number }),
    );
    if (there && !this.desk.isCurrent(transcript, there))
      await this.moveTo({ index, number: there.number });
  }

  /** Go to the first segment that is not read yet, else to the first. */
  async begin() {
    const { desk } = this;
    const unread = (segment, transcript) =>
      !marksOf(segment, transcript, desk.log.standing(transcript.id)).seen;
    const place =
      (await desk.walk.next(this.#almost(), 1, unread)) ?? (await desk.walk.next(null, 1));
    if (place) await this.moveTo(place);
    else part("talk").replaceChildren(make("p", { class: "none" }, say("page.empty")));
  }

  /** Return the place before the first interview that is not read through: those need not come. */
  #almost() {
    const { each } = this.desk.progress();
    const first = each.find((one) => one.read < one.total);
    return this.desk.head.queue || !first ? null : { index: first.index, number: -1 };
  }

  async interview(index) {
    const first = await this.desk.walk.next({ index, number: -1 }, 1, SHOW.all);
    const queued = this.desk.walk.queue?.find((one) => one.index === index);
    await this.moveTo(queued ?? first);
  }

  async filter(filter) {
    this.desk.walk.filter = filter;
    const { desk } = this;
    const { segment, transcript } = desk.now();
    this.#where(transcript);
    const stays =
      mayHold(filter, desk.head.transcripts[desk.place.index]) &&
      desk.walk.passes(segment, transcript);
    const place = stays
      ? desk.place
      : ((await desk.walk.next(desk.place, 1)) ?? (await desk.walk.next(null, 1)));
    if (!place) return this.say(say("said.none-such"));
    await this.moveTo(place);
    return this.say(say(isFiltered(filter) ? "said.filtered" : "said.unfiltered"));
  }
}

/** Scroll only where the segment is near an edge of what is seen. */
function bringIntoView(element) {
  const box = element.getBoundingClientRect();
  const seen = part("talk").getBoundingClientRect();
  const high = Math.max(seen.top, 0);
  const low = Math.min(seen.bottom, innerHeight);
  const margin = (low - high) * 0.2;
  if (box.top < high + margin || box.bottom > low - margin) {
    element.scrollIntoView({ block: box.height > (low - high) * 0.8 ? "start" : "center" });
  }
}
