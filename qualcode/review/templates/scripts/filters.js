// Which segments the walk stops at.

const NO_FILTER = Object.freeze({ show: "all", code: "", interview: "", type: "" });
const SHOW = {
  all: () => true,
  unread: ({ marks }) => !marks.seen,
  open: ({ items }) => items.some((item) => item.state === "open"),
  coded: ({ items }) => items.some((item) => isGiven(item)),
  suggestion: ({ items }) =>
    items.some((item) => item.kind === "suggestion" && item.state === "suggested"),
  disagreement: ({ items, segment, transcript }) =>
    transcript.others?.some((one) => one.segment === segment.number) || items.some(isOverruled),
  flagged: ({ marks }) => Boolean(marks.flag),
  memo: ({ marks }) => marks.notes.length > 0,
};

/** Whether a code stands there: found and not rejected, or given. */
const isGiven = (item) =>
  item.kind !== "suggestion" && item.kind !== "other" && item.state !== "rejected";

/** Whether the person has said other than the machine. */
const isOverruled = (item) =>
  item.kind === "machine" && ["rejected", "recoded", "moved"].includes(item.state);

/** Return what can be asked for on this page: a blind one knows of no codings but the coder's. */
function filtersOf(head) {
  const hidden = new Set(head.blind ? ["open", "suggestion", "disagreement"] : []);
  return Object.keys(SHOW).filter((name) => !hidden.has(name));
}

/** Whether a transcript can hold what is looked for; known before it is fetched. */
function mayHold(filter, transcript) {
  if (filter.interview && transcript.id !== filter.interview) return false;
  return !filter.type || transcript.types.includes(filter.type);
}

function passesFilter(filter, segment, transcript, log) {
  if (filter.show === "all" && !filter.code && !filter.type) return true;
  if (filter.type && segment.type && segment.type !== filter.type) return false;
  const lines = log.standing(transcript.id);
  const items = standsIn(segment, transcript, lines);
  const carries = (item) => item.code === filter.code || item.to === filter.code;
  if (filter.code && !items.some(carries)) return false;
  return SHOW[filter.show]({
    items,
    segment,
    transcript,
    marks: marksOf(segment, transcript, lines),
  });
}

const isFiltered = (filter) =>
  Object.keys(NO_FILTER).some((name) => filter[name] !== NO_FILTER[name]);
