// Windows to find one's way: keys, interviews, filters.

/** Show what each key does. */
function openKeys(keys) {
  openDialog("keys", say("keys.title"), (close) => {
    const rows = Object.entries(KEY_GROUPS).flatMap(([group, listed]) => [
      make("h3", {}, say(`keys.${group}`)),
      make(
        "dl",
        {},
        listed.flatMap(([shown, name]) => [
          make("dt", {}, keysShown(shown)),
          make("dd", {}, say(name)),
        ]),
      ),
    ]);
    const off = make("input", {
      type: "checkbox",
      checked: keys.off,
      onchange: () => (keys.off = off.checked),
    });
    return [
      make("div", { class: "columns" }, rows),
      make("label", { class: "check" }, off, " ", say("keys.off")),
      make("p", { class: "send" }, button(say("dialog.close"), "", close, { autofocus: true })),
    ];
  });
}

/** Show the interviews, with how far each is read. */
function openInterviews(desk, go) {
  openDialog("interviews", say("interviews.title"), (close) => {
    const { each } = desk.progress();
    const shown = each.filter((one) => one.total > 0);
    const search = make("input", {
      type: "text", // of a search field, Esc takes the letters and leaves the window open
      autocomplete: "off",
      "aria-label": say("interviews.search"),
      placeholder: say("interviews.search"),
      autofocus: true,
    });
    const rows = shown.map((one) =>
      interviewRow(one, desk, () => {
        close();
        go(one.index);
      }),
    );
    const list = make("ul", { class: "rows" }, rows);
    const none = make("p", { class: "none", role: "status" });
    const left = () => rows.filter((row) => !row.hidden).map((row) => row.firstChild);
    search.addEventListener("input", () => {
      const typed = fold(search.value);
      rows.forEach(
        (row, number) => (row.hidden = !fold(interviewText(shown[number], desk)).includes(typed)),
      );
      const [first] = left();
      rows.forEach((row) => row.firstChild.classList.toggle("on", row.firstChild === first));
      none.textContent = first ? "" : say("interviews.none");
    });
    const keyed = make("div", {}, search, list, none);
    keyed.addEventListener("keydown", (event) => listKey(event, search, left()));
    return [keyed, make("p", { class: "hint detail" }, say("interviews.hint"))];
  });
}

/** Arrows go from the search through the buttons that are left; Enter opens the first of them. */
function listKey(event, search, buttons) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const places = [search, ...buttons];
  if (step) {
    const here = places.indexOf(document.activeElement);
    places[Math.max(0, Math.min(here + step, buttons.length))].focus();
  } else if (event.key === "Enter" && event.target === search && search.value.trim()) {
    buttons[0]?.click();
  } else return;
  event.preventDefault();
}

const interviewText = (one, desk) =>
  [one.id, ...one.respondents, ...one.types.map((type) => desk.head.types[type] ?? type)].join(" ");

function interviewRow(one, desk, pressed) {
  const here = desk.place?.index === one.index;
  const types = one.types.map((type) => desk.head.types[type] ?? type).join(", ");
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", "aria-current": here ? "true" : null, onclick: pressed },
      make("span", { class: "name" }, one.id),
      make("span", { class: "detail" }, types),
      make(
        "span",
        { class: "count" },
        say("progress.of", { read: figures.format(one.read), total: figures.format(one.total) }),
      ),
      make("progress", { max: one.total, value: one.read, "aria-hidden": "true" }),
    ),
  );
}

/** Show what is to be known: what is out of date, and decisions that have no place any more. */
function openNotices(desk) {
  const { notices, lost } = desk.head;
  openDialog("notices", say("notices.title"), (close) => [
    make("ul", {}, notices.map((one) => make("li", {}, noticeText(one)))),
    ...(lost.length ? [make("h3", {}, count("said.lost", lost.length)), lostList(desk, lost)] : []),
    make("p", { class: "send" }, button(say("dialog.close"), "", close, { autofocus: true })),
  ]);
}

function noticeText({ kind, count: number, transcripts }) {
  const shown = transcripts.slice(0, MOST_NAMED).join(", ");
  const more = transcripts.length > MOST_NAMED ? " …" : "";
  return count(`notice.${kind}`, number, { interviews: shown + more });
}

/** Return decisions that have no place, each with the words it was about. */
function lostList(desk, lost) {
  const rows = lost.map(({ action, transcript, code, to, quote }) =>
    make(
      "li",
      {},
      transcript ? make("b", {}, transcript) : null, // it is not told of what may be withdrawn
      `${transcript ? " · " : ""}${say(`action.${action}`)}${code ? ` ${quoted(desk.codes.name(to || code))}` : ""}`,
      quote ? quotedWords(quote, 400) : null,
    ),
  );
  return make("ul", { class: "lost" }, rows);
}

/** Ask whether to take back what was decided in another window, or another day. */
function openBack(desk, line, what, agreed) {
  const time = new Date(line.time);
  const { lang } = document.documentElement;
  const options = { dateStyle: "medium", timeStyle: "short" };
  const when = Number.isNaN(time.getTime()) ? "" : time.toLocaleString(lang, options);
  const where = [line.transcript, when].filter(Boolean).join(" · ");
  openDialog("back", say("back.title"), (close) => {
    const back = button(say("back.take"), "↵", () => {
      close();
      agreed();
    });
    const go = button(say("back.go"), "", () => {
      close();
      desk.show.goTo(line);
    });
    back.classList.add("main");
    back.autofocus = true;
    return [
      make("p", {}, say("back.lead")),
      make("p", {}, make("b", {}, what), ` · ${where}`),
      line.quote ? make("p", {}, quotedWords(line.quote, 200)) : null,
      make("p", { class: "send" }, back, " ", line.transcript ? go : null),
    ].filter(Boolean);
  });
}

const MOST_NAMED = 8;
const nameMarked = ({ name, draft }) => (draft ? `${name} (${say("palette.is-draft")})` : name);

/** Ask which segments to stop at. */
function openFilters(desk, chosen) {
  openDialog("filters", say("filter.title"), (close) => {
    const { filter } = desk.walk;
    const select = (name, choices) => {
      const options = choices.map(([value, label]) =>
        make("option", { value, selected: value === filter[name] }, label),
      );
      return field(
        say(`filter.${name}`),
        make("select", { name, autofocus: name === "show" }, options),
      );
    };
    const any = [["", say("filter.any")]];
    const form = makeForm(
      say("filter.use"),
      () => {
        close();
        chosen({ ...NO_FILTER, ...Object.fromEntries(new FormData(form)) });
      },
      select(
        "show",
        filtersOf(desk.head).map((one) => [one, say(`show.${one}`)]),
      ),
      select("code", [...any, ...desk.codes.choices().map((code) => [code.id, nameMarked(code)])]),
      select("interview", [...any, ...desk.head.transcripts.map((one) => [one.id, one.id])]),
      select("type", [...any, ...Object.entries(desk.head.types)]),
    );
    const clear = button(say("filter.clear"), "", () => {
      close();
      chosen({ ...NO_FILTER });
    });
    form.querySelector(".send").append(" ", clear);
    return [form];
  });
}
