// The way through the segments: the queue that was drawn, or the interviews in their order.

class Walk {
  constructor(desk) {
    const { head, transcripts } = desk;
    Object.assign(this, { desk, head, transcripts });
    this.filter = { ...NO_FILTER };
    this.queue = head.queue?.map(([index, number]) => ({ index, number })) ?? null;
    this.stops = new Set(head.queue?.map(([index, number]) => `${index} ${number}`));
  }

  /** Whether a segment can be the current one: questions, and all beside a queue, are only read. */
  mayStand(place) {
    if (this.queue) return this.stops.has(`${place.index} ${place.number}`);
    return segmentsToRead(this.transcripts.at(place.index)).has(place.number);
  }

  /** Return the next place after `from` that passes the filter, or null. `step` is 1 or -1. */
  async next(from, step, passes = (segment, transcript) => this.passes(segment, transcript)) {
    for await (const place of this.queue ? this.#queued(from, step) : this.#reading(from, step)) {
      const transcript = await this.transcripts.fetch(place.index);
      const segment = transcript.bySegment.get(place.number);
      if (segment && passes(segment, transcript)) return place;
    }
    return null;
  }

  passes(segment, transcript) {
    return passesFilter(this.filter, segment, transcript, this.desk);
  }

  *#queued(from, step) {
    const same = (one) => from && one.index === from.index && one.number === from.number;
    const here = this.queue.findIndex(same);
    const first = here < 0 ? (step > 0 ? 0 : this.queue.length - 1) : here + step;
    for (let at = first; at >= 0 && at < this.queue.length; at += step) {
      if (mayHold(this.filter, this.head.transcripts[this.queue[at].index])) yield this.queue[at];
    }
  }

  async *#reading(from, step) {
    const last = this.head.transcripts.length - 1;
    const first = from ? from.index : step > 0 ? 0 : last;
    for (let index = first; index >= 0 && index <= last; index += step) {
      if (!mayHold(this.filter, this.head.transcripts[index])) continue;
      const numbers = segmentsToRead(await this.transcripts.fetch(index));
      const here = index === from?.index ? from.number : step > 0 ? -Infinity : Infinity;
      const ahead = [...numbers].filter((number) => (number - here) * step > 0);
      for (const number of step > 0 ? ahead : ahead.reverse()) yield { index, number };
    }
  }
}

/** Return the numbers of the segments that are coded; of a text without answers, all. */
function segmentsToRead(transcript) {
  const answers = transcript.segments.filter(isAnswer);
  const read = answers.length ? answers : transcript.segments;
  return (transcript.toRead ??= new Set(read.map((one) => one.number)));
}
