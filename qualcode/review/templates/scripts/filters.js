// Which segments the walk stops at.

const NO_FILTER = Object.freeze({ show: "all", code: "", interview: "", type: "" });
const SHOW = {
  all: () => true,
  unread: ({ marks }) => !marks.seen,
  open: ({ items, relations }) => items.some((item) => item.state === "open") || relations > 0,
  coded: ({ items }) => items.some((item) => isGiven(item)),
  suggestion: ({ items }) =>
    items.some((item) => item.kind === "suggestion" && item.state === "suggested"),
  disagreement: ({ items, segment, transcript }) =>
    transcript.others?.some((one) => one.segment === segment.number) || items.some(isOverruled),
  reworded: ({ marks }) => marks.reworded,
  flagged: ({ marks }) => Boolean(marks.flag),
  memo: ({ marks }) => marks.notes.length > 0,
};

/** Whether a code stands there: found and not rejected, or given. */
const isGiven = (item) =>
  item.kind !== "suggestion" &&
  item.kind !== "other" &&
  item.state !== "rejected" &&
  item.state !== "measured";

/** Whether the person has said other than the machine. */
const isOverruled = (item) =>
  item.kind === "machine" &&
  (["rejected", "recoded", "moved"].includes(item.state) ||
    isDenied(item) !== isDenied({ polarity: item.found }));

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

function passesFilter(filter, segment, transcript, desk) {
  if (filter.show === "all" && !filter.code && !filter.type) return true;
  if (filter.type && segment.type && segment.type !== filter.type) return false;
  const lines = desk.log.standing(transcript.id);
  const items = desk.standsIn(segment, transcript, lines);
  const carries = (item) => item.code === filter.code || item.to === filter.code;
  if (filter.code && !items.some(carries)) return false;
  return SHOW[filter.show]({
    items,
    segment,
    transcript,
    relations: desk.openRelations({ segment, transcript, lines, items }).length,
    marks: marksOf(segment, transcript, lines),
  });
}

const isFiltered = (filter) =>
  Object.keys(NO_FILTER).some((name) => filter[name] !== NO_FILTER[name]);
