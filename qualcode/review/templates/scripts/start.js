// The beginning: the material is read, the parts are put together.

async function start() {
  const head = JSON.parse(part("material").textContent);
  speak(head.language, head.messages);
  const desk = new Desk(head);
  desk.indexOf = new Map(head.transcripts.map((one, index) => [one.id, index]));
  const show = new Show(desk);
  const Store = head.mode === "packed" ? PackedStore : ServedStore;
  desk.show = show;
  desk.store = new Store(head, (news) => hear(desk, show, news));
  desk.log.add(desk.store.restored ?? desk.store.waiting);
  desk.transcripts = new Transcripts(desk.store);
  desk.walk = new Walk(desk);
  desk.act = new Acting(desk, show);
  desk.reading = new Reading(part("talk"), desk, pressesOf(desk, show));
  desk.panel = new Panel(part("panel"), desk, desk.act);
  desk.keys = new Keys(desk, desk.act, show);
  desk.holdGiven();
  listen(desk, show);
  desk.store.start();
  show.progress();
  show.state();
  show.signs();
  await begin(desk, show);
  return desk;
}

async function begin(desk, show) {
  try {
    await show.begin();
    const kept = desk.store.restored?.length ?? 0;
    if (kept) show.say(count("said.restored", kept));
    else if (!part("said").textContent)
      show.say(say(desk.head.blind ? "said.welcome-blind" : "said.welcome"));
  } catch {
    if (desk.store.ended) return;
    show.say(say("said.away"));
    setTimeout(() => begin(desk, show), 2_000);
  }
}

/** What the store tells: lines of other browsers, lines refused, what is saved. */
function hear(desk, show, { heard, refused, problems, downloaded, saved }) {
  if (heard) {
    const fresh = desk.log.confirm(heard, desk.store.waiting);
    desk.holdGiven(fresh);
    if (fresh.length) show.changed(fresh);
  }
  if (refused) {
    for (const line of refused) desk.log.drop(line);
    show.changed(refused);
    show.say(say("said.refused", { why: problems.join("; ") }));
  }
  if (saved) show.say(say("said.in-file"));
  if (downloaded) show.say(say("said.downloaded"));
  if (desk.store.failed) show.say(say("said.not-written", { why: desk.store.failed }));
  if (desk.store.full) show.say(say("said.full"));
  show.state();
}

/** What a click on the interview does. */
function pressesOf(desk, show) {
  const goThere = async (number) => {
    const place = { index: desk.place.index, number };
    if (number === desk.place.number) return true;
    return desk.walk.mayStand(place) && show.moveTo(place);
  };
  return {
    segment: (number) => getSelection().isCollapsed && goThere(number),
    item: async (number, item, event) => {
      event.stopPropagation();
      if (await goThere(number)) desk.act.choose(item);
    },
  };
}

/** The buttons of the frame, the mouse on the text, and leaving. */
function listen(desk, show) {
  for (const id of ["interviews", "filters", "keys", "save", "notices"])
    part(id).addEventListener("click", () => show[id]());
  part("unread").addEventListener("click", () => desk.act.unread());
  part("save-ended").addEventListener("click", () => show.save());
  part("choose-code").addEventListener("click", () => desk.act.finish());
  part("let-go").addEventListener("click", () => show.escape());
  let selecting = false; // wherever the button of the mouse is let go
  part("talk").addEventListener("pointerdown", () => (selecting = true));
  document.addEventListener("pointerup", (event) => {
    if (selecting && event.pointerType === "mouse") setTimeout(() => takeWords(desk, show));
    selecting = false;
  });
  part("panel").addEventListener("click", (event) => {
    // who clicks goes on with keys: they are for the segment, not for the button
    if (event.detail > 0 && !document.querySelector("dialog[open]"))
      desk.element()?.focus({ preventScroll: true });
  });
  part("open").hidden = desk.head.mode !== "packed";
  part("open").addEventListener("click", () => goOn(desk, show));
  addEventListener("beforeunload", (event) => {
    if (!desk.store.unsaved && !desk.unfinished.size) return;
    event.preventDefault();
    event.returnValue = true; // older browsers ask for this one
  });
}

/** Take what was selected, and go where it stands. */
async function takeWords(desk, show) {
  const found = show.selected();
  if (found?.stretch && !desk.stretch) {
    const { transcript, segment } = desk.now();
    const inside = segmentsIn(transcript, found.stretch);
    const there = inside.find(({ number }) =>
      desk.walk.mayStand({ index: transcript.index, number }),
    );
    if (!inside.includes(segment)) {
      const place = { index: transcript.index, number: there.number };
      if (!(await show.moveTo(place))) return;
    }
  }
  show.takeSelection(found);
}

/** Go on with a file that was saved before. */
async function goOn(desk, show) {
  try {
    const lines = await desk.store.openFile();
    if (!lines) return show.say(say("said.another-file"));
    desk.log.confirm(desk.store.lines, desk.store.waiting);
    desk.holdGiven();
    show.changed(lines);
    desk.reading.forget();
    await show.begin();
    show.say(count("said.taken-up", lines.length));
  } catch (error) {
    if (error.name !== "AbortError") show.say(say("said.another-file"));
  }
  return show.state();
}

const started = start();
