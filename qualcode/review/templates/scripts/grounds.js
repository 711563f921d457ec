// What a code rests on, in words: evidence, marks, reasons, what other coders said.

const meetsExactly = (one, other) => one.start === other.start && one.stop === other.stop;

/** Return the name of what stands there; of a changed code both. */
function titleOf(item, codes) {
  const name = codes.name(item.code);
  return item.to ? `${name} → ${codes.name(item.to)}` : name;
}

function stateOf(item) {
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
  const sure = item.state === "suggested" ? ` ${percent.format(item.score)}` : "";
  const moved = item.to && item.reach ? say("state.moved") : "";
  const older = item.state === "suggested" && item.older ? say("state.older") : "";
  return [say(`state.${item.state}`) + sure, moved, older].filter(Boolean).join(", ");
}

/** Return the marks of a code that is no mention, or changes nothing. */
function shadesShown(item) {
  const denied = isDenied(item) ? say("polarity.negated") : "";
  const blind = item.state === "measured" ? say("badge.measured") : "";
  const shown = [denied, blind].filter(Boolean);
  return shown.flatMap((text) => [" ", make("span", { class: "shade" }, text)]);
}

/** Return words that stood somewhere, cut where they are many. */
const quotedWords = (text, most) => make("q", { class: "words" }, shorten(text, most));

/** Return the mark of a code that the codebook does not have yet. */
const draftShown = (code) =>
  code.draft ? [" ", make("span", { class: "shade draft" }, say("palette.is-draft"))] : [];

function labelsOf(item) {
  if (item.kind === "other") return ["act.fits", "act.fits-not"];
  if (item.state === "measured") return ["act.openly", ""];
  if (item.kind === "own") return ["", "act.remove"];
  return ["act.accept", "act.reject"];
}

function evidenceRow(one) {
  const marks = marksText(one);
  return make(
    "li",
    {},
    make("span", { class: "words" }, quoted(one.words)),
    " ",
    make("span", { class: "detail" }, say("panel.line", { line: one.line })),
    /[^:]$/.test(one.source ?? "")
      ? make("code", { class: "source" }, one.source.replace(/^-\s*/, ""))
      : null,
    marks ? make("span", { class: "marks" }, marks) : null,
  );
}

/** Return what shades the words: denied, told as another's, wished for; nothing for plain talk. */
function marksText({ polarity, voice, modality, cue }) {
  const denied = polarity && polarity !== "affirmed" ? say(`polarity.${polarity}`) : "";
  const told = voice && voice !== "own" ? say(`voice.${voice}`) : "";
  const shade = modality && modality !== "fact" ? say(`modality.${modality}`) : "";
  const by = denied && cue ? `${denied} (${quoted(cue)})` : denied;
  return [by, told, shade].filter(Boolean).join(", ");
}

/** Return reasons, the words of one kind together. */
function gatherReasons(reasons) {
  const gathered = new Map();
  for (const reason of reasons) {
    const key = reason.kind === "words" ? reason.kind : gathered.size;
    const former = gathered.get(key);
    gathered.set(key, former ? { ...former, text: `${former.text}, ${reason.text}` } : reason);
  }
  return [...gathered.values()];
}

function reasonText({ kind, text, transcript, segment, where: side }) {
  const place = say(side ? `near.${side}` : "reason.place", { transcript, segment });
  const where = transcript ? ` (${place})` : "";
  if (kind !== "rule") return say(`reason.${kind}`, { text }) + where;
  const [, line, words] = text.match(/^(\d+): (.*)$/s) ?? [];
  return say("reason.rule", { line, words: quoted(words) }) + where;
}

function voiceRow({ coder, verdict, start, stop }, transcript) {
  const words = start < stop ? quoted(shorten(transcript.offsets.slice(start, stop), 80)) : "";
  return make(
    "li",
    { class: `voice ${verdict}` },
    make("b", {}, coder),
    `: ${say(`verdict.${verdict}`)} `,
    words ? make("span", { class: "words" }, words) : null,
  );
}
