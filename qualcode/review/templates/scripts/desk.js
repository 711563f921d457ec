// What is open on the desk: where the person is, which coding is chosen, what was answered.

const HANDS = 9; // codes that have a digit

class Desk {
  constructor(head) {
    this.head = head;
    this.log = new Log(head.decisions);
    this.codes = new Codes(head.codebook, this.log);
    this.place = null; // {index, number}
    this.chosen = ""; // key of an item
    this.defining = false; // whether the definition is open
    this.stretch = null; // words chosen in the text
    this.warned = false; // that codings are still open
    this.atHand = [];
    this.unfinished = new Map(); // what was begun to be written: by what it is about, its fields
    this.tensions = new Map(head.codebook.tensions.map((one) => [one.id, one]));
    this.met = new WeakMap(); // lines that count → where the poles of tensions meet
    this.seen = new WeakMap(); // lines that count → how many segments are read
    this.measures = !head.blind && !head.blind_counts; // what was given blind changes no coding
  }

  /** Return what stands in the current segment; made anew after `change`. */
  now() {
    this.known ??= this.#look();
    return this.known;
  }

  #look() {
    const transcript = this.transcripts.at(this.place.index);
    const segment = transcript.bySegment.get(this.place.number);
    const lines = this.log.standing(transcript.id);
    const items = this.standsIn(segment, transcript, lines);
    return { transcript, segment, lines, items, marks: marksOf(segment, transcript, lines) };
  }

  change() {
    this.known = null;
  }

  /** Return the codes that stand in a segment; what was given blind may only measure here. */
  standsIn(segment, transcript, lines) {
    const measures = (line) => line.blind && this.measures;
    return standsIn(segment, transcript, lines, { measures, whole: this.head.whole });
  }

  /** Return the tensions of an interview, by the codes that are given in it now. */
  meetingsIn(transcript, lines) {
    if (!this.met.has(lines)) {
      const given = givenIn(transcript, lines, (line) => line.blind && this.measures);
      const agreed = (transcript.others ? transcript.segments : [])
        .flatMap((segment) => this.standsIn(segment, transcript, lines))
        .filter((item) => item.kind === "other" && isAgreed(item));
      const tensions = [...this.tensions.values()];
      this.met.set(lines, meetingsIn(transcript, [...given, ...agreed], tensions));
    }
    return this.met.get(lines);
  }

  /** Return the disputed relations of a segment that are still to be set; `items` stand there. */
  openRelations({ segment, transcript, lines, items }) {
    return openRelations(segment, transcript, lines, items, this.tensions);
  }

  /** Return the item that keys act on: the chosen one, else the first that nobody has decided. */
  item() {
    const { items } = this.now();
    const chosen = items.find((item) => item.key === this.chosen);
    return chosen ?? items.find(isUndecided) ?? items.find(isSuggested) ?? items[0] ?? null;
  }

  isCurrent(transcript, segment) {
    return this.place?.index === transcript.index && this.place.number === segment.number;
  }

  element() {
    return this.reading.element(this.place?.number);
  }

  tensionName(id) {
    return this.tensions.get(id)?.name ?? id;
  }

  relationName(tension, relation) {
    if (relation === "unstated" || relation === "mixed") return say(`relation.${relation}`);
    return (
      this.tensions.get(tension)?.relations.find((one) => one.id === relation)?.name ?? relation
    );
  }

  /** Return how many segments of a transcript are read. */
  readIn(id) {
    const lines = this.log.standing(id);
    if (!this.seen.has(lines)) {
      const { sample } = this.head;
      const read = lines.filter(
        (line) => line.action === "seen" && (!sample || line.sample === sample),
      );
      this.seen.set(lines, read.length);
    }
    return this.seen.get(lines);
  }

  /** Return how far the person is: segments read, of how many, by transcript and together. */
  progress() {
    const each = this.head.transcripts.map((one, index) => {
      const total = this.#toRead(index, one);
      return { ...one, index, total, read: Math.min(this.readIn(one.id), total) };
    });
    const sum = (name) => each.reduce((total, one) => total + one[name], 0);
    return { each, read: sum("read"), total: sum("total") };
  }

  #toRead(index, transcript) {
    if (!this.head.queue) return transcript.segments;
    this.queued ??= tally(this.head.queue.map(([one]) => one));
    return this.queued.get(index) ?? 0;
  }

  /** Give a code the next free digit. A code that is gone keeps its own until none is left. */
  hold(id) {
    if (this.atHand.includes(id)) return;
    if (this.atHand.length < HANDS) this.atHand.push(id);
    else if (!this.codes.of(id).gone) {
      const left = this.atHand.findIndex((one) => this.codes.of(one).gone);
      if (left >= 0) this.atHand[left] = id;
    }
  }

  /**
   * Give digits to the codes that lines give, in the order in which they were first given: also to
   * those taken back since, so that a digit means the same when the page is opened again.
   */
  holdGiven(lines = this.log.lines.values()) {
    for (const { action, code, to } of lines) {
      const given = { add: code, recode: to }[action];
      if (given) this.hold(given);
    }
  }
}

/** Whether an item still waits for a decision. */
const isUndecided = (item) => item.state === "open";

const isSuggested = (item) => item.state === "suggested";

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
