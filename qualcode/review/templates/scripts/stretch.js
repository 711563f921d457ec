// Words chosen in the text: by the mouse, or word by word with the arrow keys.

/** Return the stretch with its end, or with `first` its start, moved by a word inside its turn. */
function moveBorder(stretch, transcript, step, first) {
  const turn = turnAround(transcript, stretch.start);
  const words = wordsIn(transcript).filter((word) => touches(word, turn));
  const edges = words.map((word) =>
    first ? Math.max(word.start, turn.start) : Math.min(word.stop, turn.stop),
  );
  const here = first ? stretch.start : stretch.stop;
  const ahead =
    step > 0 ? edges.find((edge) => edge > here) : edges.findLast((edge) => edge < here);
  if (ahead === undefined) return stretch;
  return withEdge(stretch, ahead, words, first);
}

/** Where one border passes the other, it takes it along: one word stays. */
function withEdge(stretch, edge, words, first) {
  if (first) {
    const stop = edge < stretch.stop ? stretch.stop : words.find((word) => word.stop > edge)?.stop;
    return { ...stretch, start: edge, stop: stop ?? stretch.stop };
  }
  const start =
    edge > stretch.start ? stretch.start : words.findLast((word) => word.start < edge)?.start;
  return { ...stretch, start: start ?? stretch.start, stop: edge };
}

function turnAround(transcript, point) {
  return transcript.turns.find((turn) => turn.start <= point && point < turn.stop);
}

/** Return the stretch that is selected in the interview, without blanks around it, or null. */
function selectedStretch(transcript, reading) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const within = [...reading.shown.segments].filter(([, element]) =>
    range.intersectsNode(element.firstChild),
  );
  if (!within.length) return null;
  const first = transcript.bySegment.get(within[0][0]);
  const last = transcript.bySegment.get(within.at(-1)[0]);
  const start =
    pointIn(range.startContainer, range.startOffset, within[0][1].firstChild, first, transcript) ??
    first.start;
  const stop =
    pointIn(range.endContainer, range.endOffset, within.at(-1)[1].firstChild, last, transcript) ??
    last.stop;
  return trimmed(start, stop, transcript);
}

/** Return where a border of the selection stands in the text; null where it is in other words. */
function pointIn(container, offset, words, segment, transcript) {
  if (!words.contains(container)) return null;
  const before = document.createRange();
  before.setStart(words, 0);
  before.setEnd(container, offset);
  const { offsets } = transcript;
  return offsets.points(offsets.units(segment.start) + before.toString().length);
}

/** What is coded lies in one turn: what was selected behind it is left out. */
function trimmed(start, stop, transcript) {
  const turn = turnAround(transcript, start);
  const end = Math.min(stop, turn?.stop ?? stop);
  const text = transcript.offsets.slice(start, end);
  const inside = text.trim();
  if (!inside) return null;
  const from = start + [...text.slice(0, text.indexOf(inside))].length;
  return { start: from, stop: from + [...inside].length };
}
