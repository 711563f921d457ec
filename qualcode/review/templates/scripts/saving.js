// What both ways of saving share: lines that wait, and a copy of them in the browser.

/** Lines kept in the browser until they are saved elsewhere; each has a key of its own. */
class Buffer {
  constructor(storage, name) {
    this.storage = storage;
    this.name = `${name}:`;
    this.latest = 0; // lines come back in the order in which they were kept
  }

  /** Keep lines, `filed` if they were handed to a file already; false where no more is kept. */
  keep(lines, filed = false) {
    try {
      for (const line of lines) {
        this.latest = Math.max(this.latest + 1, Date.now());
        this.storage.setItem(this.name + line.id, JSON.stringify([this.latest, line, filed]));
      }
      return true;
    } catch {
      return false;
    }
  }

  forget(lines) {
    try {
      for (const line of lines) this.storage.removeItem(this.name + line.id);
    } catch {
      // a browser that keeps nothing has nothing to forget
    }
  }

  /** Return the lines kept, the oldest first, each as `{line, filed}`. */
  kept() {
    try {
      const keys = Object.keys(this.storage).filter((key) => key.startsWith(this.name));
      const kept = keys.map((key) => JSON.parse(this.storage.getItem(key)));
      return kept.sort(([one], [other]) => one - other).map(([, line, filed]) => ({ line, filed }));
    } catch {
      return [];
    }
  }
}

/** Return a storage of the browser, or null where there is none. */
function storageOf(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}

/** Return lines as a file of decisions, with the head that says whose they are. */
function asFile(head, lines) {
  const { coder, study, pack, codebook, sample } = head;
  const first = { qualcode: "decisions", format: 1, coder, study: study.title };
  if (pack)
    Object.assign(first, { pack: pack.id, codebook: codebook.sha256, sample: sample ?? "" });
  return [first, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Hand a text to the browser's downloads. */
function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Return the name of a file that holds a coder's decisions. */
const fileName = (head) => `${head.coder.replace(/[^\p{L}\p{N}_-]+/gu, "_") || "decisions"}.jsonl`;
