// The coder's lines, and which of them count. Nothing is ever taken out of the log but lines that
// the server has refused.

const STAY = new Set(["flag", "note", "draft"]); // they stand until they are taken back
const CHANGING = new Set(["recode", "border"]); // they leave what else was said of the coding
const SHADES = ["polarity", "voice", "modality"]; // how a code is said

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

  /** Return the last of the decisions meant that counts, or null: what Backspace takes back. */
  last(isMeant) {
    const gone = new Set();
    for (const line of [...this.lines.values()].reverse()) {
      if (gone.has(line.id)) continue;
      if (line.action === "undo") gone.add(line.supersedes);
      else if (isMeant(line)) return line;
    }
    return null;
  }

  /** Return the ids of the lines that were not taken back: those whose taking back was, count. */
  counting() {
    const undone = undoneOf([...this.lines.values()]);
    return new Set([...this.lines.keys()].filter((id) => !undone.has(id)));
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
 * one that is replaced has had its effect. Another code and other borders of one coding hold
 * together: they are the later line, with what the earlier one said.
 */
function standing(lines) {
  const undone = undoneOf(lines);
  const sayings = new Map(); // by the id of the last: the lines that hold together
  const saidIn = new Map(); // by the id of a line: that of the last of them
  const on = new Map(); // by target: likewise
  const end = (last, id = last) => {
    const saying = sayings.get(last) ?? [];
    if (id === last) sayings.delete(last);
    else if (saying.length) sayings.set(last, saying.filter((line) => line.id !== id));
    return id === last ? saying : [];
  };
  const order = new Map(lines.map((line, number) => [line.id, number]));
  for (const line of lines) {
    if (line.action === "undo" || undone.has(line.id)) continue;
    const there = sayings.get(on.get(target(line)))?.at(-1);
    // What was decided seeing codings stands in the run, whatever was given blind there later.
    if (line.blind && line.action === "add" && there && !there.blind) continue;
    const former = end(saidIn.get(line.supersedes), line.supersedes);
    const before = [...former, ...end(on.get(target(line)))];
    before.sort((one, other) => order.get(one.id) - order.get(other.id));
    const saying = CHANGING.has(line.action) ? [...before, line] : [line];
    sayings.set(line.id, saying);
    for (const one of saying) saidIn.set(one.id, line.id);
    on.set(target(line), line.id);
  }
  return [...sayings.values()].map((saying) => saying.reduce(carryOn, {}));
}

/** Return the ids of the lines taken back; what is taken back takes nothing back. */
function undoneOf(lines) {
  const undone = new Set();
  for (const line of [...lines].reverse()) {
    if (line.action === "undo" && !undone.has(line.id)) undone.add(line.supersedes);
  }
  return undone;
}

/** Return the later of two lines on one coding, with what it leaves of the former. */
function carryOn(former, later) {
  if (!CHANGING.has(later.action)) return later;
  const whole = { ...later };
  const changed = CHANGING.has(former.action);
  if (!later.polarity && former.polarity && former.action !== "reject") {
    for (const shade of SHADES) whole[shade] = former[shade] ?? "";
  }
  if (changed && !later.to && former.to) whole.to = former.to;
  if (changed && !later.to_stop && former.to_stop) {
    const by = former.text_sha256 === later.text_sha256 ? 0 : later.start - former.start;
    whole.to_start = Math.max(0, (former.to_start ?? 0) + by);
    whole.to_stop = former.to_stop + by;
  }
  if (whole.to_stop) whole.action = "border";
  return whole;
}

/** Return what a line decides about; a later line on the same replaces it. */
function target(line) {
  if (STAY.has(line.action)) return `itself ${line.id}`;
  const where = `${line.text_sha256} ${line.start ?? 0} ${line.stop ?? 0}`;
  if (line.action === "relate") return `relate ${where} ${line.tension} ${line.level}`;
  if (line.action === "seen") return `seen ${where}`;
  return `code ${where} ${line.code}`;
}
