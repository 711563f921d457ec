// What both ways of saving share: lines that wait, and a copy of them in the browser.

/** Lines kept in the browser until they are saved elsewhere; each has a key of its own. */
class Buffer {
  /** `whose` tells them from what other pages have kept here. */
  constructor(...whose) {
    this.storage = storageOfBrowser();
    this.name = `qualcode-review ${JSON.stringify(whose)} `;
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
      const kept = keys.map((key) => readJson(this.storage.getItem(key))).filter(Array.isArray);
      return kept.sort(([one], [other]) => one - other).map(([, line, filed]) => ({ line, filed }));
    } catch {
      return [];
    }
  }
}

function storageOfBrowser() {
  try {
    return window.localStorage;
  } catch {
    return null; // the browser keeps nothing
  }
}

/** Return what is written as JSON; null where it is none. */
function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Return lines as a file of decisions, with the head that says whose they are. */
function asFile({ coder, study, pack }, lines) {
  const head = { qualcode: "decisions", format: 1, coder, study: study.title };
  const first = pack ? { ...head, pack: pack.id } : head;
  return [first, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Return the head and lines of a file of decisions; `whole` if nothing else stands in it. */
function readFile(text) {
  const [head, ...rows] = text
    .split("\n")
    .filter((row) => row.trim())
    .map(readJson);
  const lines = rows.filter((line) => line?.id && line.action);
  return { head, lines, whole: lines.length === rows.length };
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

/**
 * Return the name of a file that holds a coder's decisions. It bears the time: whoever saves again
 * another day, or from another page, does not write over what was saved before.
 */
function fileName({ coder }) {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  const who = coder.replace(/[^\p{L}\p{N}_-]+/gu, "_") || "decisions";
  return `${who}_${local.slice(0, 10)}_${local.slice(11, 16).replace(":", "-")}.jsonl`;
}
