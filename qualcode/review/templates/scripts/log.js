// The coder's lines, and which of them count. Nothing is ever taken out of the log but lines that
// the server has refused.

const STAY = new Set(["flag", "note", "draft"]); // they stand until they are taken back

class Log {
  constructor(lines) {
    this.lines = new Map(); // by id, in the order of the file
    this.places = new Map(); // by transcript: ids of its lines
    this.standings = new Map(); // by transcript: its lines that count; made when asked for
    for (const line of lines) this.#put(line);
  }

  /** Add lines; those that are there already are not added again. Return the new ones. */
  add(lines) {
    const fresh = lines.filter((line) => !this.lines.has(line.id));
    for (const line of fresh) this.#put(line);
    return fresh;
  }

  /** Take lines in the order of the file; those that `wait` to be written stand behind them. */
  confirm(lines, waiting) {
    const fresh = lines.filter((line) => !this.lines.has(line.id));
    for (const line of [...lines, ...waiting]) this.#moveBehind(line);
    return fresh;
  }

  /** Take out what was never written anywhere. */
  drop(line) {
    this.lines.delete(line.id);
    const place = this.placeOf(line);
    this.places.get(place)?.delete(line.id);
    this.standings.delete(place);
  }

  /** Return the lines of a transcript that count; those without a transcript under "". */
  standing(transcript) {
    if (!this.standings.has(transcript)) {
      const ids = [...(this.places.get(transcript) ?? [])];
      this.standings.set(transcript, standing(ids.map((id) => this.lines.get(id))));
    }
    return this.standings.get(transcript);
  }

  /** Return the transcript that a line is about; an undo is about that of what it takes back. */
  placeOf(line) {
    const meant = line.action === "undo" ? this.lines.get(line.supersedes) : null;
    return meant ? this.placeOf(meant) : (line.transcript ?? "");
  }

  /** Return the last decision that counts, or null: what Backspace takes back. */
  last() {
    const gone = new Set();
    for (const line of [...this.lines.values()].reverse()) {
      if (gone.has(line.id)) continue;
      if (line.action !== "undo") return line;
      gone.add(line.supersedes);
    }
    return null;
  }

  /** Return the last taking back, where nothing was decided since; else null. */
  lastUndo() {
    const gone = new Set();
    for (const line of [...this.lines.values()].reverse()) {
      if (line.action !== "undo") return null;
      const redone = this.lines.get(line.supersedes)?.action === "undo";
      if (redone) gone.add(line.supersedes);
      else if (!gone.has(line.id)) return line;
    }
    return null;
  }

  #put(line) {
    this.lines.set(line.id, line);
    const place = this.placeOf(line);
    if (!this.places.has(place)) this.places.set(place, new Set());
    this.places.get(place).add(line.id);
    this.standings.delete(place);
  }

  #moveBehind(line) {
    this.drop(line);
    this.#put(line);
  }
}

/**
 * Return the lines that count, as the program does: a line taken back has no effect of its own,
 * one that is replaced has had its effect.
 */
function standing(lines) {
  const undone = new Set();
  const replaced = new Set();
  const left = [];
  for (const line of [...lines].reverse()) {
    if (undone.has(line.id)) continue;
    if (line.action === "undo") undone.add(line.supersedes);
    else {
      if (line.supersedes) replaced.add(line.supersedes);
      if (!replaced.has(line.id) && !replaced.has(target(line))) left.push(line);
      replaced.add(target(line));
    }
  }
  return left.reverse();
}

/** Return what a line decides about; a later line on the same replaces it. */
function target(line) {
  if (STAY.has(line.action)) return `itself ${line.id}`;
  const where = `${line.text_sha256} ${line.start ?? 0} ${line.stop ?? 0}`;
  if (line.action === "relate") return `relate ${where} ${line.tension} ${line.level}`;
  if (line.action === "seen") return `seen ${where}`;
  return `code ${where} ${line.code}`;
}
