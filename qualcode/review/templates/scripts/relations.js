// How the poles of a tension meet, set by hand.

const MOST_HALF = 4; // tensions that are told of which one pole stands here

/** Ask how the poles of a tension meet; where none meets here, say so. */
function openRelation(desk, made) {
  const { segment, transcript, lines } = desk.now();
  const meetings = desk.meetingsIn(transcript, lines);
  const choices = tensionsIn(segment, transcript, lines, meetings);
  if (!choices.length) return openUnmet(desk, meetings.half);
  return openDialog("relation", say("relation.title"), (close) => {
    const place = make("div", {});
    const pick = make("select", { name: "tension", autofocus: choices.length > 1 });
    choices.forEach((one, number) =>
      pick.append(make("option", { value: number }, tensionTitle(desk, one))),
    );
    const open = new Set(desk.openRelations(desk.now()).map((one) => one.tension));
    pick.value = Math.max(0, choices.findIndex((one) => open.has(one.tension)));
    const fill = () => place.replaceChildren(relationChoices(desk, choices[pick.value]));
    pick.addEventListener("change", fill);
    fill();
    const form = makeForm(
      say("relation.save"),
      () => {
        const relation = new FormData(form).get("relation");
        close();
        made(choices[pick.value], relation);
      },
      field(say("relation.tension"), pick),
      place,
    );
    return [form];
  });
}

/**
 * Say why nothing can be set: a window, as the keys that were to follow would decide something
 * else. `half`: tensions of the interview of which one pole stands.
 */
function openUnmet(desk, half) {
  const { segment } = desk.now();
  const near = half.filter((one) => one.respondent === segment.respondent && touches(one, segment));
  const isFirst = (one, at) => near.findIndex(({ tension }) => tension === one.tension) === at;
  const first = near.filter(isFirst);
  const rows = first.slice(0, MOST_HALF).map(({ tension, sides }) => {
    const { poles } = desk.tensions.get(tension);
    const [given, missing] = sides[0] ? poles : [...poles].reverse();
    const text = say("relation.half", { given: given.name, missing: missing.name });
    return make("li", {}, make("b", {}, desk.tensionName(tension)), `: ${text}`);
  });
  return openDialog("relation", say("relation.title"), (close) => [
    make("p", {}, say("said.no-tension")),
    rows.length ? make("ul", {}, rows) : "",
    make("p", { class: "detail" }, say("relation.counts")),
    make("p", { class: "send" }, button(say("dialog.close"), "Esc", close, { autofocus: true })),
  ]);
}

/** Return the tensions of a segment about whose relation the coders to be settled disagree. */
const disputedIn = (segment, transcript) =>
  (transcript.disputed ?? []).filter((one) => one.segment === segment.number);

/** Whether the relation of a tension was set by hand where a segment is. */
const isSetIn = (segment, lines, tension) =>
  lines.some((one) => one.action === "relate" && one.tension === tension && touches(one, segment));

const FITS = new Set(["accepted", "added", "recoded", "moved", "agreed"]);

/** Return the disputed relations that nobody has set, of tensions whose poles stand decided. */
function openRelations(segment, transcript, lines, items, tensions) {
  const fitting = items.filter((item) => FITS.has(item.state) && !isDenied(item));
  const codes = new Set(fitting.map((item) => item.to ?? item.code));
  const stands = (pole) => pole.codes.some((code) => codes.has(code));
  return disputedIn(segment, transcript).filter(
    ({ tension }) =>
      !isSetIn(segment, lines, tension) && tensions.get(tension)?.poles.every(stands),
  );
}

const tensionTitle = (desk, one) =>
  `${desk.tensionName(one.tension)} · ${say(`level.${one.level}`)}`;

function relationChoices(desk, one) {
  const known = desk.tensions.get(one.tension);
  const choices = (known?.relations ?? []).map(({ id, name, definition }) => [
    id,
    name,
    definition,
  ]);
  choices.push(["unstated", say("relation.unstated"), say("relation.unstated.hint")]);
  const set = radios(
    "relation",
    say("relation.legend"),
    choices,
    choices.some(([id]) => id === one.relation) ? one.relation : choices[0][0],
  );
  queueMicrotask(() => set.querySelector("input:checked").focus());
  return set;
}
