// Saving of a page that is a file itself: into a file the person picks, or as a download.

const WRITE = 400; // milliseconds after the last decision

class PackedStore {
  constructor(head, tell) {
    this.head = head;
    this.tell = tell;
    this.buffer = new Buffer(storageOf("localStorage"), `qualcode-review ${head.pack.id}`);
    this.lines = []; // all that goes into the file
    const kept = this.buffer.kept();
    this.restored = kept.map(({ line }) => line);
    this.waiting = kept.filter(({ filed }) => !filed).map(({ line }) => line);
    this.filed = kept.filter(({ filed }) => filed).map(({ line }) => line); // downloaded
    this.lines.push(...this.restored);
    this.handle = null;
    this.full = false;
    this.failed = "";
    this.timer = 0;
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

  /** Write the file whole; what the browser keeps is forgotten when it is there. */
  async #write() {
    if (this.writing) return this.#soon();
    const lines = [...this.waiting];
    this.writing = true;
    try {
      const file = await this.handle.createWritable();
      await file.write(asFile(this.head, this.lines));
      await file.close();
      this.failed = "";
      this.full = false;
      this.#saved(lines);
      this.buffer.forget([...lines, ...this.filed.splice(0)]);
    } catch (error) {
      this.failed = String(error.message ?? error);
      this.handle = null;
    } finally {
      this.writing = false;
    }
    this.tell({ state: true });
  }

  /** Whether a download has been written nobody tells us: what the browser keeps, it keeps. */
  #download() {
    download(fileName(this.head), asFile(this.head, this.lines));
    this.buffer.keep(this.waiting, true);
    this.filed.push(...this.waiting);
    this.#saved([...this.waiting]);
    this.tell({ state: true, downloaded: true });
  }

  /** What a file is seen to hold, the browser need not keep. */
  #inFile(ids) {
    const held = [...this.waiting, ...this.filed].filter((line) => ids.has(line.id));
    this.buffer.forget(held);
    this.#saved(held);
    this.filed = this.filed.filter((line) => !ids.has(line.id));
  }

  #saved(lines) {
    const done = new Set(lines);
    this.waiting = this.waiting.filter((line) => !done.has(line));
  }

  /** Let the person pick the file saved before; where there is a picker, go on saving into it. */
  async openFile() {
    if (!("showOpenFilePicker" in window)) return this.takeUp(await askForFile());
    const [handle] = await showOpenFilePicker();
    const lines = await this.takeUp(await handle.getFile());
    const allowed = lines && (await handle.requestPermission?.({ mode: "readwrite" })) !== "denied";
    if (allowed) this.handle = handle;
    return lines;
  }

  /** Go on with a file that was saved before; return its lines, or null where it is another's. */
  async takeUp(file) {
    const [first, ...lines] = (await file.text()).split("\n").map(readLine).filter(Boolean);
    const ours = first?.qualcode === "decisions" && first.coder === this.head.coder;
    if (!ours || (first.pack && first.pack !== this.head.pack.id)) return null;
    const known = new Set([...this.lines, ...this.head.decisions].map((line) => line.id));
    const fresh = lines.filter((line) => line.id && line.action && !known.has(line.id));
    this.lines.unshift(...fresh);
    this.#inFile(new Set(lines.map((line) => line.id)));
    return fresh;
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

function readLine(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a torn line; the file itself stays as it is
  }
}
