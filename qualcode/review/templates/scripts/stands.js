// What stands in a segment: the machine's codings, the coder's own, suggestions, what others said.

const DECIDES = new Set(["accept", "reject", "recode", "border"]);
const OVERLAP = 0.5; // of either, as where decisions are laid over codings

/** Whether two stretches share half of one of them. */
function meet(one, other) {
  const shared = Math.min(one.stop, other.stop) - Math.max(one.start, other.start);
  return shared > 0 && shared >= OVERLAP * Math.min(one.stop - one.start, other.stop - other.start);
}

/** Whether a stretch has a character in common with another. */
const touches = (one, other) => one.start < other.stop && one.stop > other.start;

/**
 * Return the codes that stand in a segment, in the order in which they are shown. `measures` says
 * of a line whether it was given blind and changes no coding; `whole`, in settling, that what the
 * rules have found and nobody gave is decided, too.
 */
function standsIn(segment, transcript, lines, { measures, whole }) {
  const machine = (transcript.codings ?? [])
    .filter((coding) => coding.segment === segment.number)
    .sort((one, other) => firstWord(one) - firstWord(other))
    .map((coding) => machineItem(coding, lines));
  const own = lines
    .filter((line) => line.action === "add" && touches(line, segment))
    .map((line) => ownItem(line, measures(line)));
  const fresh = own.filter((item) => !machine.some((there) => sameCoding(there, item)));
  const known = new Set([...machine, ...fresh].map((item) => item.code));
  const suggested = (transcript.suggestions ?? [])
    .filter((one) => one.segment === segment.number && !known.has(one.code))
    .map((one) => suggestedItem(one, segment, lines));
  if (!transcript.others) return [...machine, ...fresh, ...suggested];
  const said = new Set(saidIn(segment, transcript).map((one) => one.code));
  const settled = othersItems(segment, transcript, lines, known);
  const about = machine
    .filter((item) => said.has(item.code) || (whole && item.unclaimed) || item.line)
    .map((item) => withVoices(item, segment, transcript));
  return [...about, ...settled, ...fresh].sort((one, other) => isAgreed(one) - isAgreed(other));
}

/** Return what is given in an interview: found and not rejected, or added. */
function givenIn(transcript, lines, measures) {
  const machine = (transcript.codings ?? []).map((coding) => machineItem(coding, lines));
  const added = lines.filter((line) => line.action === "add");
  const own = added.map((line) => ownItem(line, measures(line)));
  const fresh = own.filter((item) => !machine.some((there) => sameCoding(there, item)));
  return [...machine, ...fresh].filter((item) => isGiven(item));
}

/** Return what the coders to be settled between said of a segment. */
const saidIn = (segment, transcript) =>
  transcript.others.filter((one) => one.segment === segment.number);

const isAgreed = (item) => Number(item.state === "agreed");

/** Whether a coder did not have a code when reading the segment, and so says nothing of it. */
const lacks = (said, coder, code) =>
  said.some((one) => one.coder === coder && one.lacked?.includes(code));

/** Where all who have read the segment gave a code, and in one sense, nothing is to be decided. */
function withVoices(item, segment, transcript) {
  const said = saidIn(segment, transcript);
  const having = said.filter((one) => !lacks(said, one.coder, item.code));
  const readers = new Set(having.map((one) => one.coder));
  const gave = said.filter((one) => one.code === item.code && one.action !== "reject");
  const denied = gave.map((one) => saysDenied(one, item));
  const agreed =
    new Set(gave.map((one) => one.coder)).size === readers.size && new Set(denied).size === 1;
  if (!agreed || !readers.size || item.state !== "open") return item;
  const alike = isDenied(item) === denied[0];
  const polarity = denied[0] ? "negated" : "affirmed";
  return { ...item, state: "agreed", polarity: alike ? item.polarity : polarity };
}

/** Whether a code is denied where it stands: it is no mention. */
const isDenied = (item) => item.polarity === "negated";

/** Whether a coder says that a code is denied; to accept what is denied is to say so too. */
const saysDenied = (said, item) =>
  said.polarity ? isDenied(said) : said.action === "accept" && isDenied(item);

/** Return where the words of a coding begin. */
function firstWord({ evidence, start }) {
  return evidence.length ? Math.min(...evidence.map((one) => one.spans[0][0])) : start;
}

/**
 * An addition of one's own says of the machine's coding at that very place that it is right, unless
 * it only measures.
 */
function sameCoding(machine, own) {
  if (machine.code !== own.code || !meetsExactly(machine, own)) return false;
  if (own.state === "measured") machine.measured = true;
  else if (machine.state === "open") {
    Object.assign(machine, { state: "accepted", line: own.line, ...shadeOf(own.line) });
  }
  return true;
}

/** Return how a line says that its code is said: what is given without a word is affirmed. */
function shadeOf({ polarity, voice, modality }) {
  return { polarity: polarity || "affirmed", voice: voice || "own", modality: modality || "fact" };
}

function machineItem(coding, lines) {
  const line = lines.findLast(
    (one) => DECIDES.has(one.action) && one.code === coding.code && meet(one, coding),
  );
  const key = `machine ${coding.code} ${coding.start} ${coding.stop}`;
  const found = coding.polarity; // by the machine
  const item = { ...coding, found, kind: "machine", key, line, state: stateBy(line) };
  if (line?.polarity) Object.assign(item, shadeOf(line));
  if (line?.to) item.to = line.to;
  if (line?.to_stop) item.reach = { start: line.to_start ?? 0, stop: line.to_stop };
  return item;
}

function stateBy(line) {
  if (!line) return "open";
  if (line.to) return "recoded";
  return { accept: "accepted", reject: "rejected", border: "moved" }[line.action];
}

function ownItem(line, measures) {
  return {
    ...placeAndCode(line),
    ...shadeOf(line),
    kind: "own",
    state: measures ? "measured" : "added",
    line,
    evidence: [],
    key: `own ${line.id}`,
  };
}

const placeAndCode = ({ code, start, stop, origin }) => ({ code, start, stop, origin });

function suggestedItem(suggestion, segment, lines) {
  const { start, stop } = segment;
  const line = lines.findLast(
    (one) => one.action === "reject" && one.code === suggestion.code && meet(one, segment),
  );
  const state = line ? "rejected" : "suggested";
  const key = `suggestion ${suggestion.code}`;
  return { ...suggestion, start, stop, kind: "suggestion", state, line, key, evidence: [] };
}

/** Codes that the coders to be settled between gave here, and that stand here by nothing else. */
function othersItems(segment, transcript, lines, known) {
  const said = saidIn(segment, transcript).filter((one) => one.code);
  const codes = [...new Set(said.map((one) => one.code))].filter((code) => !known.has(code));
  const items = codes.map((code) => othersItem(code, said, segment, lines));
  return items.map((item) => withVoices(item, segment, transcript));
}

function othersItem(code, said, segment, lines) {
  const given = said.find((one) => one.code === code && one.action !== "reject");
  const { start, stop } = given?.start < given?.stop ? given : segment;
  const line = lines.findLast(
    (one) => one.action === "reject" && one.code === code && meet(one, { start, stop }),
  );
  const state = line ? "rejected" : "open";
  const key = `other ${code}`;
  const all = said.filter((one) => one.code === code && one.action !== "reject");
  const polarity = all.length && all.every(isDenied) ? "negated" : "affirmed";
  return { code, start, stop, polarity, kind: "other", state, line, key, evidence: [] };
}

/** Return what each of the coders to be settled between said of a code in a segment. */
function voicesOn(code, segment, transcript, coders) {
  const said = saidIn(segment, transcript);
  return coders.map((coder) => {
    const own = said.filter((one) => one.coder === coder);
    const given = own.find((one) => one.code === code && one.action !== "reject");
    const refused = own.some((one) => one.code === code && one.action === "reject");
    if (given) {
      const verdict = isDenied(given) ? "denied" : "given";
      return { coder, verdict, start: given.start, stop: given.stop };
    }
    if (refused) return { coder, verdict: "refused" };
    if (lacks(said, coder, code)) return { coder, verdict: "lacked" };
    return { coder, verdict: own.length ? "left" : "unread" };
  });
}

/** Return what is known of a segment beside its codes. */
function marksOf(segment, transcript, lines) {
  const here = lines.filter((line) => touches(line, segment));
  const seen = here.find((line) => line.action === "seen" && meet(line, segment));
  const reworded = here.filter((line) => line.reworded).sort((one) => (one === seen ? -1 : 1));
  return {
    seen,
    reworded: reworded.length > 0 && !(seen && !seen.reworded),
    was: reworded.map((line) => line.was).find(Boolean) ?? "",
    flag: here.find((line) => line.action === "flag"),
    notes: here.filter((line) => line.action === "note" && line.about !== "transcript"),
  };
}
