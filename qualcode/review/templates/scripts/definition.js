// What the codebook says of a code, and what people noted.

const MOST_EXAMPLES = 6;

function noteList(lines, act, desk) {
  const rows = lines.map((line) =>
    make(
      "li",
      {},
      line.code ? make("b", {}, `${desk.codes.name(line.code)}: `) : null,
      make("span", { class: "memo" }, line.text),
      " ",
      button(say("act.take-back"), "", () => act.takeBack(line), { class: "quiet" }),
    ),
  );
  return make("ul", {}, rows);
}

/** Return all that the codebook says of a code. */
function definitionOf(code) {
  const parts = [
    ["definition", code.definition || (code.draft ? code.brief : "")],
    ["use_when", code.use_when],
    ["do_not_use_when", code.do_not_use_when],
  ].filter(([, text]) => text);
  const texts = parts.flatMap(([key, text]) => [
    make("dt", {}, say(`define.${key}`)),
    make("dd", {}, text),
  ]);
  const lists = [
    ["examples", code.examples ?? []],
    ["near_misses", code.near_misses ?? []],
  ]
    .filter(([, all]) => all.length)
    .flatMap(([key, all]) => [
      make("dt", {}, say(`define.${key}`)),
      make(
        "dd",
        {},
        make(
          "ul",
          {},
          all.slice(0, MOST_EXAMPLES).map((one) => make("li", {}, one)),
        ),
      ),
    ]);
  const id = make("p", { class: "detail" }, make("code", {}, code.id));
  const none =
    texts.length + lists.length
      ? null
      : make("p", {}, say(code.gone ? "define.gone" : "define.none"));
  return make("div", { class: "definition", role: "note" }, id, none, make("dl", {}, texts, lists));
}
