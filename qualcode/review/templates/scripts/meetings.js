// Where the poles of tensions meet, by the codes as they stand now: reckoned as the program does.

/**
 * Return the tensions of an interview as `{met, half}`: `met` with both poles in one unit of one
 * respondent's talk, `half` with one of them. `codings` are what is given, `tensions` those of the
 * codebook.
 */
function meetingsIn(transcript, codings, tensions) {
  const affirmed = codings.flatMap((one) => affirmedBy(one, transcript));
  const all = tensions.flatMap((tension) =>
    tension.levels.flatMap((level) => meetingsOf(tension, level, affirmed, transcript)),
  );
  const isMet = ({ sides }) => sides.every(Boolean);
  return { met: all.filter(isMet), half: all.filter((one) => !isMet(one)) };
}

/** Return what a coding affirms as `{code, segment}`: where its words are, else where it lies. */
function affirmedBy(coding, transcript) {
  if (isDenied(coding)) return [];
  const { start, stop } = coding.reach ?? coding;
  const own = coding.to || coding.reach ? [] : (coding.evidence ?? []);
  const words = own.filter((one) => !isDenied(one)).map((one) => one.spans[0][0]);
  const segments = words.length
    ? transcript.segments.filter((one) => words.some((at) => one.start <= at && at < one.stop))
    : segmentsFor({ start, stop }, transcript);
  return segments.map((segment) => ({ code: coding.to ?? coding.code, segment }));
}

/** Return the respondent's segments of which half lies in a stretch, or else has most of it. */
function segmentsFor(stretch, transcript) {
  const touched = segmentsIn(transcript, stretch).filter((one) => one.respondent);
  const share = (one) => Math.min(one.stop, stretch.stop) - Math.max(one.start, stretch.start);
  const halves = touched.filter((one) => 2 * share(one) >= one.stop - one.start);
  if (halves.length || !touched.length) return halves;
  return [touched.reduce((most, one) => (share(one) > share(most) ? one : most))];
}

function meetingsOf(tension, level, affirmed, transcript) {
  const units = new Map();
  for (const { code, segment } of affirmed) {
    const side = tension.poles.findIndex((pole) => pole.codes.includes(code));
    if (side < 0 || !segment.respondent) continue;
    const unit = unitOf(segment, level);
    const { respondent } = segment;
    const fresh = { tension: tension.id, level, respondent, sides: [false, false] };
    if (!units.has(unit)) units.set(unit, fresh);
    tension.poles.forEach((pole, at) => {
      if (pole.codes.includes(code)) units.get(unit).sides[at] = true;
    });
  }
  return [...units].map(([unit, one]) => ({ ...one, ...bordersOf(unit, level, transcript) }));
}

/** Return the name of the unit that a segment lies in; talk that is no answer goes by turns. */
function unitOf(segment, level) {
  if (level === "interview") return `interview ${segment.respondent}`;
  if (level === "answer" && !segment.answer) return `turn ${segment.turn}`;
  return `${level} ${level === "segment" ? segment.number : segment[level]}`;
}

/** Return where a unit begins and ends. */
function bordersOf(unit, level, transcript) {
  const inside = transcript.segments.filter((one) => unitOf(one, level) === unit);
  return {
    start: Math.min(...inside.map((one) => one.start)),
    stop: Math.max(...inside.map((one) => one.stop)),
  };
}

/** Return the tensions that stand in a segment, with the relation that was set by hand. */
function tensionsIn(segment, transcript, lines, { met }) {
  const set = lines.filter((line) => line.action === "relate");
  const found = transcript.tensions ?? [];
  return met
    .filter((one) => one.respondent === segment.respondent && touches(one, segment))
    .map((one) => {
      const same = (other) => isSameMeeting(one, other);
      const told = found.find((other) => same(other) && meetsExactly(one, other)) ?? {};
      const near = set.filter(same);
      const line = near.findLast((other) => meetsExactly(one, other)) ?? near.at(-1);
      const { relation = "unstated", cue_spans } = line ? { relation: line.relation } : told;
      return { ...one, relation, cue_spans, line };
    })
    .sort((one, other) => one.stop - one.start - (other.stop - other.start));
}

const isSameMeeting = (one, other) =>
  one.tension === other.tension && one.level === other.level && meet(one, other);
