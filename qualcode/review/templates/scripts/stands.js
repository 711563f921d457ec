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

/** Return the codes that stand in a segment, in the order in which they are shown. */
function standsIn(segment, transcript, lines) {
  const machine = (transcript.codings ?? [])
    .filter((coding) => coding.segment === segment.number)
    .sort((one, other) => firstWord(one) - firstWord(other))
    .map((coding) => machineItem(coding, lines));
  const own = lines.filter((line) => line.action === "add" && touches(line, segment)).map(ownItem);
  const fresh = own.filter((item) => !machine.some((there) => sameCoding(there, item)));
  const known = new Set([...machine, ...fresh].map((item) => item.code));
  const suggested = (transcript.suggestions ?? [])
    .filter((one) => one.segment === segment.number && !known.has(one.code))
    .map((one) => suggestedItem(one, segment, lines));
  if (!transcript.others) return [...machine, ...fresh, ...suggested];
  const said = new Set(saidIn(segment, transcript).map((one) => one.code));
  const settled = othersItems(segment, transcript, lines, known);
  const about = machine
    .filter((item) => said.has(item.code))
    .map((item) => withVoices(item, segment, transcript));
  return [...about, ...settled, ...fresh].sort((one, other) => isAgreed(one) - isAgreed(other));
}

/** Return what the coders to be settled between said of a segment. */
const saidIn = (segment, transcript) =>
  transcript.others.filter((one) => one.segment === segment.number);

const isAgreed = (item) => Number(item.state === "agreed");

/** Where all who have read the segment gave a code, nothing is to be decided. */
function withVoices(item, segment, transcript) {
  const said = saidIn(segment, transcript);
  const readers = new Set(said.map((one) => one.coder));
  const gave = said.filter((one) => one.code === item.code && one.action !== "reject");
  const agreed = new Set(gave.map((one) => one.coder)).size === readers.size;
  return agreed && item.state === "open" ? { ...item, state: "agreed" } : item;
}

/** Return where the words of a coding begin. */
function firstWord({ evidence, start }) {
  return evidence.length ? Math.min(...evidence.map((one) => one.spans[0][0])) : start;
}

/** An addition of one's own says of the machine's coding at that very place that it is right. */
function sameCoding(machine, own) {
  if (machine.code !== own.code || machine.start !== own.start || machine.stop !== own.stop) {
    return false;
  }
  if (machine.state === "open") Object.assign(machine, { state: "accepted", line: own.line });
  return true;
}

function machineItem(coding, lines) {
  const line = lines.findLast(
    (one) => DECIDES.has(one.action) && one.code === coding.code && meet(one, coding),
  );
  const states = { accept: "accepted", reject: "rejected", recode: "recoded", border: "moved" };
  const item = { ...coding, kind: "machine", line, state: line ? states[line.action] : "open" };
  item.key = `machine ${coding.code} ${coding.start} ${coding.stop}`;
  if (line?.action === "recode") item.to = line.to;
  if (line?.action === "border") item.reach = { start: line.to_start, stop: line.to_stop };
  return item;
}

function ownItem(line) {
  return {
    ...placeAndCode(line),
    kind: "own",
    state: "added",
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
  return { code, start, stop, kind: "other", state, line, key: `other ${code}`, evidence: [] };
}

/** Return what each of the coders to be settled between said of a code in a segment. */
function voicesOn(code, segment, transcript, coders) {
  const said = saidIn(segment, transcript);
  return coders.map((coder) => {
    const own = said.filter((one) => one.coder === coder);
    const given = own.find((one) => one.code === code && one.action !== "reject");
    const refused = own.some((one) => one.code === code && one.action === "reject");
    if (given) return { coder, verdict: "given", start: given.start, stop: given.stop };
    if (refused) return { coder, verdict: "refused" };
    return { coder, verdict: own.length ? "left" : "unread" };
  });
}

/** Return what is known of a segment beside its codes. */
function marksOf(segment, transcript, lines) {
  const here = lines.filter((line) => touches(line, segment));
  return {
    seen: here.some((line) => line.action === "seen" && meet(line, segment)),
    flag: here.find((line) => line.action === "flag"),
    notes: here.filter((line) => line.action === "note" && line.about !== "transcript"),
  };
}

/** Return the tensions that stand in a segment, with the relation that was set by hand. */
function tensionsIn(segment, transcript, lines) {
  const found = (transcript.tensions ?? []).filter((one) => touches(one, segment));
  const set = lines.filter((line) => line.action === "relate" && touches(line, segment));
  const same = (one, line) =>
    one.tension === line.tension && one.level === line.level && meet(one, line);
  const own = set
    .filter((line) => !found.some((one) => same(one, line)))
    .map((line) => ({ ...line, line }));
  const known = found.map((one) => {
    const line = set.findLast((other) => same(one, other));
    return line ? { ...one, relation: line.relation, line } : one;
  });
  return [...known, ...own].sort((one, other) => one.stop - one.start - (other.stop - other.start));
}
