// Saving of a page that is a file itself: into a file the person picks, or as a download.

const WRITE = 400; // milliseconds after the last decision

class PackedStore {
  /** `tell` is called with what has changed: `{state}`, `{heard}` or `{downloaded}`. */
  constructor(head, tell) {
    this.head = head;
    this.tell = tell;
    this.buffer = new Buffer(head.pack.id);
    const kept = this.buffer.kept();
    this.restored = kept.map(({ line }) => line);
    this.lines = [...this.restored]; // all that goes into the file
    this.waiting = kept.filter(({ filed }) => !filed).map(({ line }) => line);
    this.filed = kept.filter(({ filed }) => filed).map(({ line }) => line); // downloaded
    this.handle = null;
    this.full = false;
    this.failed = "";
    this.timer = 0;
    this.writing = false;
  }

  start() {}

  keep(lines) {
    this.lines.push(...lines);
    this.waiting.push(...lines);
    if (!this.buffer.keep(lines)) this.full = true;
    this.tell({ state: true });
    if (this.handle) this.#soon();
  }

  get unsaved() {
    return this.waiting.length;
  }

  async load(index) {
    return this.head.transcripts_full[index];
  }

  /** Save all lines: into the file picked, else ask for one, else as a download. */
  async saveFile() {
    if (!this.handle && "showSaveFilePicker" in window) {
      const types = [
        { description: say("file.kind"), accept: { "application/x-ndjson": [".jsonl"] } },
      ];
      try {
        this.handle = await showSaveFilePicker({ suggestedName: fileName(this.head), types });
      } catch (error) {
        if (error.name === "AbortError") return;
      }
    }
    if (this.handle) await this.#write();
    else this.#download();
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#write(), WRITE);
  }

  /** Write the file; saved is what stands in it when it is read again. */
  async #write() {
    if (this.writing) return this.#soon();
    if (!this.handle) return undefined; // it has failed since; the person was told
    this.writing = true;
    try {
      await this.#takeOthers();
      const file = await this.handle.createWritable();
      await file.write(asFile(this.head, this.lines));
      await file.close();
      this.#inFile(await this.#held());
      Object.assign(this, { failed: "", full: false });
    } catch (error) {
      this.failed = String(error.message ?? error);
      this.handle = null;
    } finally {
      this.writing = false;
    }
    return this.tell({ state: true });
  }

  async #held() {
    return readFile(await (await this.handle.getFile()).text());
  }

  /** Another window may have written into the file: nothing of that is written over. */
  async #takeOthers() {
    const held = await this.#held();
    if (!held.head && held.whole) return; // a new file
    const fresh = this.#take(held);
    if (!fresh) throw new Error(say("said.another-file"));
    if (fresh.length) this.tell({ heard: this.lines });
  }

  /** Whether a download has been written nobody tells us: what the browser keeps, it keeps. */
  #download() {
    download(fileName(this.head), asFile(this.head, this.lines));
    this.buffer.keep(this.waiting, true);
    this.filed.push(...this.waiting.splice(0));
    this.tell({ state: true, downloaded: true });
  }

  /** What a file is seen to hold, the browser need not keep. */
  #inFile({ lines }) {
    const ids = new Set(lines.map((line) => line.id));
    this.buffer.forget(lines);
    this.waiting = this.waiting.filter((line) => !ids.has(line.id));
    this.filed = this.filed.filter((line) => !ids.has(line.id));
  }

  /** Let the person pick the file saved before; return what it holds, as `#take` does. */
  async openFile() {
    if (!("showOpenFilePicker" in window)) {
      return this.#take(readFile(await (await askForFile()).text()));
    }
    const [handle] = await showOpenFilePicker();
    const held = readFile(await (await handle.getFile()).text());
    const fresh = this.#take(held);
    // Only what this page has written it goes on writing: any other file stays as it is.
    const own = fresh && held.whole && held.head.pack === this.head.pack.id;
    const allowed = own && (await handle.requestPermission?.({ mode: "readwrite" })) !== "denied";
    if (allowed) this.handle = handle;
    return fresh;
  }

  /** Take what a file holds, and return what was not here; null where it is another's. */
  #take(held) {
    const { head, lines } = held;
    const ours = head?.qualcode === "decisions" && head.coder === this.head.coder;
    if (!ours || (head.pack && head.pack !== this.head.pack.id)) return null;
    const given = new Set(this.head.decisions.map((line) => line.id)); // they came with the page
    const known = new Set(this.lines.map((line) => line.id));
    const own = lines.filter((line) => !given.has(line.id));
    const there = new Set(own.map((line) => line.id));
    this.lines = [...own, ...this.lines.filter((line) => !there.has(line.id))];
    this.#inFile(held);
    return own.filter((line) => !known.has(line.id));
  }
}

/** Ask for a file as browsers without a picker do. */
function askForFile() {
  return new Promise((resolve) => {
    const input = make("input", { type: "file", accept: ".jsonl" });
    input.addEventListener("change", () => resolve(input.files[0]));
    input.click();
  });
}
