// The text of a segment in pieces: evidence is underlined, stretches are tinted.

/** Return the text of a segment, cut where evidence, stretches and what is chosen begin and end. */
function piecesOf(segment, transcript, items, current, desk) {
  const spans = [...spansOf(items, current, desk, segment)].filter((span) =>
    touches(span, segment),
  );
  const edges = new Set([segment.start, segment.stop]);
  for (const span of spans) {
    edges.add(Math.max(span.start, segment.start));
    edges.add(Math.min(span.stop, segment.stop));
  }
  const sorted = [...edges].sort((one, other) => one - other);
  return sorted.slice(1).map((stop, number) => piece(sorted[number], stop, spans, transcript));
}

function piece(start, stop, spans, transcript) {
  const text = transcript.offsets.slice(start, stop);
  const over = spans.filter((span) => span.start < stop && span.stop > start);
  if (!over.length) return document.createTextNode(text);
  const hue = (over.find((span) => span.on) ?? over[0]).hue;
  const classes = new Set(over.flatMap((span) => [span.as, span.on ? "on" : ""]).filter(Boolean));
  return make("span", { class: [...classes].join(" "), hue }, text);
}

function* spansOf(items, current, desk, segment) {
  for (const item of items) {
    const on = current?.key === item.key;
    const hue = desk.codes.hue(item.to ?? item.code);
    if ((item.state === "rejected" || item.kind === "other") && !on) continue;
    for (const [start, stop] of item.evidence.flatMap((one) => joinWords(one.spans))) {
      yield { start, stop, on, hue, as: "evidence" };
    }
    const reach = item.reach ?? item;
    const whole = reach.start <= segment.start && reach.stop >= segment.stop;
    if (!whole) yield { start: reach.start, stop: reach.stop, on, hue, as: "stretch" };
  }
  const { stretch } = desk;
  if (stretch)
    yield { start: stretch.start, stop: stretch.stop, on: false, hue: "var(--link)", as: "chosen" };
}

/** Return spans of words with those made one between which nothing but a blank stands. */
function joinWords(spans) {
  const joined = [];
  for (const [start, stop] of spans) {
    const former = joined.at(-1);
    if (former && start - former[1] <= 1) former[1] = stop;
    else joined.push([start, stop]);
  }
  return joined;
}

/** Return the segments that a stretch has a part in. */
const segmentsIn = (transcript, stretch) =>
  transcript.segments.filter((one) => touches(one, stretch));
