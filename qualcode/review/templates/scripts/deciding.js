// Decisions as lines of the log.

const CONTEXT = 60; // characters kept before and after a quote

/** Return a line: what every decision has, and `fields`. The server sets some of it anew. */
function makeLine(head, action, fields) {
  return {
    id: newId(),
    time: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    coder: head.coder,
    action,
    ...fields,
    codebook: head.codebook.sha256,
    ...(head.blind ? { blind: true } : {}),
    ...(head.sample ? { sample: head.sample } : {}),
  };
}

/** Return where a stretch of a transcript stands, so that it is found again in a changed text. */
function anchor(transcript, { start, stop }) {
  const { offsets } = transcript;
  return {
    transcript: transcript.id,
    text_sha256: transcript.text_sha256,
    start,
    stop,
    quote: offsets.slice(start, stop),
    before: offsets.slice(start - CONTEXT, start),
    after: offsets.slice(stop, stop + CONTEXT),
  };
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const LATIN_FOR =
  "e y ts u k e n g sh sch z kh _ f y v a p r o l d zh e ya ch s m i t _ b yu".split(" ");
const TRANSLITERATED = new Map([...CYRILLIC].map((letter, number) => [letter, LATIN_FOR[number]]));

/** Make the id of a draft code from its name: Latin letters, digits and _. */
function draftId(name, taken) {
  const latin = [...fold(name)]
    .map((letter) => (TRANSLITERATED.get(letter) ?? letter).replace("_", ""))
    .join("");
  const stem = latin
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
  const id = `draft.${/^[a-z]/.test(stem) ? stem : `code_${stem}`.replace(/_$/, "")}`;
  let number = 2;
  let free = id;
  while (taken.has(free)) free = `${id}_${number++}`;
  return free;
}
