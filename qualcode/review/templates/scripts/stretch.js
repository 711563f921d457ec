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

/**
 * Return what is selected in the interview: `{stretch, clipped}`, whole words of one turn, or
 * `{why}` where nothing of it can be coded; null where nothing is selected. `mayStand` says of a
 * segment whether it is coded here.
 */
function selectedStretch({ transcript, segment: current }, reading, mayStand) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const within = [...reading.shown.segments].filter(([, element]) =>
    range.intersectsNode(element.firstChild),
  );
  if (!within.length) return null;
  const selected = trimmed(selectedPoints(range, within, transcript), transcript);
  if (!selected) return null;
  const inside = segmentsIn(transcript, selected);
  const coded = inside.filter(mayStand);
  if (!coded.length) return { why: whyNotCoded(inside) };
  const one = coded.find(({ turn }) => turn === current.turn) ?? coded[0];
  const { start, stop } = transcript.byTurn.get(one.turn);
  const clipped = selected.start < start || selected.stop > stop;
  const kept = { start: Math.max(selected.start, start), stop: Math.min(selected.stop, stop) };
  return { stretch: toWholeWords(trimmed(kept, transcript), transcript), clipped };
}

function selectedPoints(range, within, transcript) {
  const [[first, from], [last, to]] = [within[0], within.at(-1)];
  const begun = transcript.bySegment.get(first);
  const ended = transcript.bySegment.get(last);
  const { startContainer, startOffset, endContainer, endOffset } = range;
  return {
    start: pointIn(startContainer, startOffset, from.firstChild, begun, transcript) ?? begun.start,
    stop: pointIn(endContainer, endOffset, to.firstChild, ended, transcript) ?? ended.stop,
  };
}

const whyNotCoded = (segments) =>
  say(segments.some(isAnswer) ? "said.not-drawn" : "said.not-answered");

/** Return where a border of the selection stands in the text; null where it is in other words. */
function pointIn(container, offset, words, segment, transcript) {
  if (!words.contains(container)) return null;
  const before = document.createRange();
  before.setStart(words, 0);
  before.setEnd(container, offset);
  const { offsets } = transcript;
  return offsets.points(offsets.units(segment.start) + before.toString().length);
}

/** Return a stretch without the blanks at its ends; null where nothing else is in it. */
function trimmed({ start, stop }, transcript) {
  const text = transcript.offsets.slice(start, stop);
  const inside = text.trim();
  if (!inside) return null;
  const from = start + [...text.slice(0, text.indexOf(inside))].length;
  return { start: from, stop: from + [...inside].length };
}

/** A mouse stops in the midst of a word: the whole word was meant. Its full stop was not. */
function toWholeWords({ start, stop }, transcript) {
  const words = lettersIn(transcript);
  const cut = (point) => words.find((word) => word.start < point && point < word.stop);
  return { start: cut(start)?.start ?? start, stop: cut(stop)?.stop ?? stop };
}

/** Return the words of a transcript without what stands around them: well-known, isn’t. */
function lettersIn(transcript) {
  const words = /[\p{L}\p{N}\p{M}_]+(?:['’\-\u2010\u2011][\p{L}\p{N}\p{M}_]+)*/gu;
  transcript.letters ??= [...transcript.text.matchAll(words)].map((match) => ({
    start: transcript.offsets.points(match.index),
    stop: transcript.offsets.points(match.index + match[0].length),
  }));
  return transcript.letters;
}
