// From segment to segment.

class Going extends Drawing {
  constructor(desk) {
    super(desk);
    this.moves = 0; // how many have begun
    this.ways = 0; // how many are being gone: an interview may have to be fetched
  }

  /**
   * Go a way, and return what it returns. Keys pressed meanwhile are for the segment where it ends;
   * where it ends nowhere, as the server does not answer, that is said and they are forgotten.
   */
  async #go(way) {
    this.ways += 1;
    try {
      return await way();
    } catch {
      this.desk.keys.forget();
      return this.say(this.desk.store.ended ? "" : say("said.away"));
    } finally {
      this.ways -= 1;
      this.desk.keys.catchUp();
    }
  }

  /** Go to a segment; true where one gets there. */
  moveTo(place) {
    return this.#go(() => this.#moveTo(place));
  }

  /** Fetch the interview of a segment, draw it, set the focus on the segment. */
  async #moveTo(place) {
    const { desk } = this;
    const move = ++this.moves;
    const transcript = await desk.transcripts.fetch(place.index);
    if (move !== this.moves) return false; // somebody wanted to be elsewhere since
    const former = desk.place;
    const old = desk.place && desk.transcripts.at(former.index);
    Object.assign(desk, { place, chosen: "", defining: false, stretch: null, warned: false });
    desk.change();
    desk.reading.open(transcript);
    if (old) desk.reading.redraw(old, [former.number]);
    this.#pointAt();
    this.current();
    this.#where(transcript);
    this.keepInView(); // the panel may have taken some of the room
    this.#ahead(place);
    return true;
  }

  /** Have the words that are chosen, else the segment, where they can be seen. */
  keepInView() {
    const element = this.desk.reading.chosen() ?? this.desk.element();
    if (element) bringIntoView(element);
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
    await this.#go(async () => {
      const place = await desk.walk.next(desk.place, step).finally(() => clearTimeout(waiting));
      if (place) await this.#moveTo(place);
      const end = place ? "" : say(step > 0 ? "said.end" : "said.beginning");
      const left = !place && step > 0 ? await this.#disputesLeft() : "";
      this.say([done, end, left].filter(Boolean).join(" "));
    });
  }

  /** Say how many codes that are to be settled nobody has decided yet. */
  async #disputesLeft() {
    const { head, walk, transcripts, log } = this.desk;
    if (!head.settle.length) return "";
    let open = 0;
    for (const { index, number } of walk.queue ?? []) {
      const transcript = await transcripts.fetch(index);
      const segment = transcript.bySegment.get(number);
      const lines = log.standing(transcript.id);
      const items = this.desk.standsIn(segment, transcript, lines);
      open += items.filter(isUndecided).length;
      open += this.desk.openRelations({ segment, transcript, lines, items }).length;
    }
    return open ? count("said.disputes-left", open) : "";
  }

  /** Go where a line was made. */
  async goTo(line) {
    if (!this.desk.indexOf.has(line.transcript) || line.about === "transcript") return;
    await this.#go(async () => {
      const place = await this.#placeOf(line);
      const here = this.desk.place;
      if (place && (here?.index !== place.index || here.number !== place.number))
        await this.#moveTo(place);
    });
  }

  /** Return the segment that a line is about, if one can go there; else null. */
  async #placeOf(line) {
    const { walk, transcripts, indexOf } = this.desk;
    const index = indexOf.get(line.transcript);
    const transcript = await transcripts.fetch(index);
    const places = segmentsIn(transcript, line).map(({ number }) => ({ index, number }));
    return places.find((place) => walk.mayStand(place)) ?? null;
  }

  /**
   * Go where the coder stopped: to the segment decided about last, or where it is read to the next
   * that is not; else to the first that is not read, else to the first.
   */
  async begin() {
    const { desk } = this;
    const place =
      (await this.#stopped()) ?? (await this.#firstUnread()) ?? (await desk.walk.next(null, 1));
    if (place) await this.moveTo(place);
    else part("talk").replaceChildren(make("p", { class: "none" }, say("page.empty")));
  }

  /** Return where the coder is to go on after the last decision; null where that is not known. */
  async #stopped() {
    const { desk } = this;
    const blind = Boolean(desk.head.blind);
    const isPlaced = (one) =>
      desk.indexOf.has(one.transcript) && one.stop > 0 && Boolean(one.blind) === blind;
    const line = desk.log.last(isPlaced);
    const place = line && (await this.#placeOf(line));
    if (!place) return null;
    const transcript = await desk.transcripts.fetch(place.index);
    const isThere = isUnread(desk)(transcript.bySegment.get(place.number), transcript);
    return isThere ? place : desk.walk.next(place, 1, isUnread(desk));
  }

  /** Return the first segment that is not read; interviews read through need not come. */
  #firstUnread() {
    const { desk } = this;
    const first = desk.progress().each.find((one) => one.read < one.total);
    const from = desk.head.queue || !first ? null : { index: first.index, number: -1 };
    return desk.walk.next(from, 1, isUnread(desk));
  }

  toUnread() {
    return this.#go(async () => {
      const place = await this.#firstUnread();
      if (place) await this.#moveTo(place);
      this.say(place ? "" : say("said.all-read"));
    });
  }

  interview(index) {
    return this.#go(async () => {
      const first = await this.desk.walk.next({ index, number: -1 }, 1, SHOW.all);
      const queued = this.desk.walk.queue?.find((one) => one.index === index);
      await this.#moveTo(queued ?? first);
    });
  }

  /** Stop at some segments only, and go to the next of them. */
  filter(filter) {
    const { desk } = this;
    const { segment, transcript } = desk.now();
    desk.walk.filter = filter;
    this.#where(transcript);
    const stays =
      mayHold(filter, desk.head.transcripts[desk.place.index]) &&
      desk.walk.passes(segment, transcript);
    return this.#go(async () => {
      const place = stays
        ? desk.place
        : ((await desk.walk.next(desk.place, 1)) ?? (await desk.walk.next(null, 1)));
      if (place) await this.#moveTo(place);
      const found = isFiltered(filter) ? "said.filtered" : "said.unfiltered";
      this.say(say(place ? found : "said.none-such"));
    });
  }
}

/** Return what says of a segment whether it is not read yet. */
const isUnread = (desk) => (segment, transcript) =>
  !marksOf(segment, transcript, desk.log.standing(transcript.id)).seen;

/** Scroll only where the segment is near an edge of what is seen. */
function bringIntoView(element) {
  const box = element.getBoundingClientRect();
  const seen = part("talk").getBoundingClientRect();
  const high = Math.max(seen.top, 0);
  const low = Math.min(seen.bottom, innerHeight);
  const margin = (low - high) * 0.2;
  const whole = box.height > low - high - 2 * margin; // it cannot be away from both edges
  const shown = whole ? box.top >= high - 1 && box.top < high + margin : box.top >= high + margin;
  if (!shown || (!whole && box.bottom > low - margin)) {
    element.scrollIntoView({ block: box.height > (low - high) * 0.8 ? "start" : "center" });
  }
}
