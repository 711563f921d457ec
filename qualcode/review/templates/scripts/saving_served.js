// Saving on the server: what it does not answer is kept and sent again, in order.

const LISTEN = 4_000; // milliseconds between questions for what other browsers have saved
const LONGEST_PAUSE = 15_000;
const MOST = 200; // lines in one message
const PATIENCE = 4; // times that it is tried again before the person is told what else to do

class ServedStore {
  /** `tell` is called with what has changed: `{state}`, `{heard}` or `{refused, problems}`. */
  constructor(head, tell) {
    const { coder, blind, sample, settle, study } = head;
    this.head = head;
    this.tell = tell;
    this.known = head.count; // lines of the log that the page has
    // What was decided blind is never sent as if codings had been seen, nor the other way round.
    this.buffer = new Buffer(coder, blind, sample, settle, study.title);
    this.waiting = this.buffer.kept().map(({ line }) => line);
    this.refused = []; // lines that the server will not have; no line is thrown away
    this.handed = []; // refused lines that were saved in a file; they go into the next one too
    this.away = false;
    this.ended = false; // the address is another start's: what waits can only go into a file
    this.why = ""; // what a server has told that is there and does not save
    this.sending = null;
    this.failures = 0;
  }

  start() {
    this.listening = setInterval(() => this.listen(), LISTEN);
    addEventListener("focus", () => this.listen());
    this.listen();
    if (this.waiting.length) this.send();
  }

  keep(lines) {
    this.waiting.push(...lines);
    this.buffer.keep(lines);
    this.tell({ state: true });
    this.send();
  }

  /** Whether the server has been silent for so long that it may have ended. */
  get silent() {
    return this.away && !this.why && this.failures >= PATIENCE;
  }

  get unsaved() {
    return this.waiting.length + this.refused.length;
  }

  /** Send what waits; one message at a time, so that lines keep their order. */
  send() {
    this.sending ??= this.#sendAll().finally(() => {
      this.sending = null;
      if (this.waiting.length && !this.away && !this.ended) this.send(); // what came at the last moment
    });
    return this.sending;
  }

  async #sendAll() {
    let most = MOST;
    while (this.waiting.length && !this.ended) {
      const lines = this.waiting.slice(0, most);
      const after = this.known;
      const body = JSON.stringify({ lines, after });
      const answer = await this.#ask("decisions", { method: "POST", body });
      if (!answer) return this.#later();
      if (answer.problems && lines.length > 1)
        most = 1; // to find the one that is refused
      else {
        this.#settle(lines, answer);
        this.#hear(after, answer);
      }
    }
    return undefined;
  }

  #settle(lines, answer) {
    this.waiting.splice(0, lines.length);
    this.buffer.forget(lines);
    if (answer.problems) {
      this.refused.push(...lines);
      this.tell({ refused: lines, problems: answer.problems });
    }
    this.tell({ state: true });
  }

  #later() {
    if (this.ended) return;
    this.failures += 1;
    if (this.failures === PATIENCE) this.tell({ state: true });
    const pause = Math.min(500 * 2 ** this.failures, LONGEST_PAUSE);
    setTimeout(() => this.send(), pause);
  }

  /** Ask for what the log has gained. */
  async listen() {
    const after = this.known;
    const answer = await this.#ask(`changes?after=${after}`);
    if (answer) this.#hear(after, answer);
  }

  /** Take the lines behind the first `after`; an answer that came too late has nothing new. */
  #hear(after, { lines, count }) {
    if (!lines || after !== this.known) return;
    this.known = count;
    if (lines.length) this.tell({ heard: lines });
  }

  async load(index) {
    const answer = await this.#ask(`transcripts/${index}`);
    if (!answer || answer.problems) throw new Error(say("said.away"));
    return answer;
  }

  /** Ask the server; null where it is away, or cannot save now. A refusal has `problems`. */
  async #ask(what, message = {}) {
    if (this.ended) return null;
    try {
      const answer = await fetch(`/api/${what}`, { ...message, headers: this.#headers() });
      if (answer.status === 403) return this.#end();
      if (!answer.ok && !(await isRefusal(answer))) throw await whyNot(answer);
      const found = await answer.json();
      // Where a disk is full, to be answered otherwise does not mean that lines are saved again.
      if (message.body || !this.why || !this.waiting.length) this.#here(true);
      return found;
    } catch (error) {
      this.why = error instanceof Refused ? error.message : "";
      this.#here(false);
      return null;
    }
  }

  #headers() {
    return { "Content-Type": "application/json", "X-Qualcode-Token": this.head.token };
  }

  /** Ask no more: this start's token is refused, and will be. */
  #end() {
    clearInterval(this.listening);
    Object.assign(this, { ended: true, away: false, why: "" });
    this.tell({ state: true });
    return null;
  }

  #here(answered) {
    if (answered) Object.assign(this, { failures: 0, why: "" });
    if (this.away !== answered) return;
    this.away = !answered;
    this.tell({ state: true });
    if (answered && this.waiting.length) this.send();
  }

  /** Save in a file what waits and what was refused, for `qualcode review import`. */
  saveFile() {
    this.handed.push(...this.refused.splice(0));
    if (this.ended) this.handed.push(...this.waiting.splice(0)); // nobody else will have them
    download(fileName(this.head), asFile(this.head, [...this.handed, ...this.waiting]));
    this.tell({ saved: true });
  }
}

/** The server is there and cannot save now: its disk is full, or it is another server. */
class Refused extends Error {}

async function whyNot(answer) {
  const told = await answer.json().catch(() => ({}));
  return new Refused(
    Array.isArray(told.problems) ? told.problems.join("; ") : String(answer.status),
  );
}

/** Whether the server has read the lines and will not have them; another server's no is none. */
async function isRefusal(answer) {
  if (![400, 409, 413, 415].includes(answer.status)) return false;
  return Array.isArray((await answer.clone().json()).problems);
}
