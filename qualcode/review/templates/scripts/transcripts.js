// Transcripts as they come from the store, made ready: offsets, segments by number, the questions.

class Transcripts {
  constructor(store) {
    this.store = store;
    this.ready = new Map(); // by index
    this.coming = new Map(); // those asked for
  }

  /** Return the transcript if it is there already. */
  at(index) {
    return this.ready.get(index);
  }

  /** Fetch a transcript, once. */
  async fetch(index) {
    if (this.ready.has(index)) return this.ready.get(index);
    if (!this.coming.has(index)) {
      const asked = this.store.load(index).then((found) => this.#keep(index, found));
      this.coming.set(
        index,
        asked.finally(() => this.coming.delete(index)),
      );
    }
    return this.coming.get(index);
  }

  #keep(index, found) {
    const transcript = { ...found, index, offsets: new Offsets(found.text) };
    transcript.bySegment = new Map(found.segments.map((one) => [one.number, one]));
    transcript.byTurn = new Map(found.turns.map((one) => [one.number, one]));
    this.ready.set(index, transcript);
    return transcript;
  }
}

/** Whether somebody who was asked speaks: the others are read, not coded. */
const isAnswer = (segment) => segment.role !== "interviewer" && segment.role !== "other";

/** Return what was asked before a segment: the interviewer's last turn, as text. */
function questionBefore(segment, transcript) {
  const asked = transcript.turns.findLast(
    (turn) =>
      turn.start < segment.start && turn.number !== segment.turn && turn.role === "interviewer",
  );
  return asked
    ? { turn: asked.number, text: transcript.offsets.slice(asked.start, asked.stop) }
    : null;
}

/** Return the words of a transcript, one after another. */
function wordsIn(transcript) {
  transcript.words ??= [...transcript.text.matchAll(/[^\s]+/gu)].map((match) => ({
    start: transcript.offsets.points(match.index),
    stop: transcript.offsets.points(match.index + match[0].length),
  }));
  return transcript.words;
}
