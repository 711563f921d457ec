// How the poles of a tension meet, set by hand.

/** Ask how the poles of a tension meet; without a tension here, of one whose pole stands here. */
function openRelation(desk, made) {
  const choices = relatable(desk);
  if (!choices.length) return false;
  openDialog("relation", say("relation.title"), (close) => {
    const place = make("div", {});
    const pick = make("select", { name: "tension", autofocus: choices.length > 1 });
    choices.forEach((one, number) =>
      pick.append(make("option", { value: number }, tensionTitle(desk, one))),
    );
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
  return true;
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

/** Return the tensions of the segment; of codes given here, those that have both poles here. */
function relatable(desk) {
  const { segment, transcript, lines, items } = desk.now();
  const found = tensionsIn(segment, transcript, lines);
  const here = new Set(items.filter(isGiven).map((item) => item.to ?? item.code));
  const { start, stop } = segment;
  const fresh = [...desk.tensions.values()]
    .filter(
      (one) => one.levels.includes("segment") && !found.some((other) => other.tension === one.id),
    )
    .filter((one) => one.poles.every((pole) => pole.codes.some((code) => here.has(code))))
    .map((one) => ({ tension: one.id, level: "segment", relation: "unstated", start, stop }));
  return [...found, ...fresh];
}
