// Saving on the server: what it does not answer is kept and sent again, in order.

const LISTEN = 4_000; // milliseconds between questions for what other browsers have saved
const LONGEST_PAUSE = 15_000;
const MOST = 200; // lines in one message

class ServedStore {
  /** `tell` is called with what has changed: `{state}`, `{heard}` or `{refused, problems}`. */
  constructor(head, tell) {
    this.head = head;
    this.tell = tell;
    this.known = head.count ?? head.decisions.length;
    this.buffer = new Buffer(
      storageOf("sessionStorage"),
      `qualcode-review ${head.coder} ${head.study.title}`,
    );
    this.waiting = this.buffer.kept().map(({ line }) => line);
    this.refused = []; // lines that the server will not have; no line is thrown away
    this.away = false;
    this.why = ""; // what a server has told that does not save
    this.sending = null;
    this.failures = 0;
  }

  start() {
    setInterval(() => this.listen(), LISTEN);
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

  get unsaved() {
    return this.waiting.length + this.refused.length;
  }

  /** Send what waits; one message at a time, so that lines keep their order. */
  send() {
    this.sending ??= this.#sendAll().finally(() => {
      this.sending = null;
      if (this.waiting.length && !this.away) this.send(); // what came at the last moment
    });
    return this.sending;
  }

  async #sendAll() {
    let most = MOST;
    while (this.waiting.length) {
      const lines = this.waiting.slice(0, most);
      const answer = await this.#ask("decisions", {
        method: "POST",
        body: JSON.stringify({ lines }),
      });
      if (!answer) return void this.#later();
      if (answer.problems && lines.length > 1)
        most = 1; // to find the one that is refused
      else this.#settle(lines, answer);
    }
    this.listen();
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
    this.failures += 1;
    const pause = Math.min(500 * 2 ** this.failures, LONGEST_PAUSE);
    setTimeout(() => this.send(), pause);
  }

  /** Ask for what the file has gained. */
  async listen() {
    const answer = await this.#ask(`changes?after=${this.known}`);
    if (!answer?.lines) return;
    this.known = answer.count;
    if (answer.lines.length) this.tell({ heard: answer.lines });
  }

  async load(index) {
    const answer = await this.#ask(`transcripts/${index}`);
    if (!answer || answer.problems) throw new Error(say("said.away"));
    return answer;
  }

  /** Ask the server; null where it is away. A refusal has `problems`. */
  async #ask(what, message = {}) {
    try {
      const answer = await fetch(`/api/${what}`, { ...message, headers: this.#headers() });
      if (!answer.ok && !(await isRefusal(answer))) throw await whyNot(answer);
      const found = await answer.json();
      this.#here(true);
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

  #here(answered) {
    if (answered) this.failures = 0;
    if (this.away !== answered) return;
    this.away = !answered;
    this.tell({ state: true });
    if (answered && this.waiting.length) this.send();
  }

  /** Save in a file what waits and what was refused, for `qualcode review import`. */
  saveFile() {
    download(fileName(this.head), asFile(this.head, [...this.waiting, ...this.refused.splice(0)]));
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
  if (![400, 409, 413, 422].includes(answer.status)) return false;
  return Array.isArray((await answer.clone().json()).problems);
}
