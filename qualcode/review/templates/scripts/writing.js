// Windows in which people write: memos, and codes that the codebook does not have. What was begun
// and not kept stands there again when the window is opened anew: Esc is pressed by mistake, too.

/** Ask for a memo, and show those on what is open. */
function openMemo(desk, act) {
  const item = desk.item();
  const { transcript } = desk.now();
  const of = { code: item && desk.codes.name(item.code), interview: transcript.id };
  const abouts = ["segment", ...(item ? ["coding", "code"] : []), "transcript", "study"];
  const whose = `memo ${desk.place.index} ${desk.place.number}`;
  const begun = desk.unfinished.get(whose);
  const dialog = openDialog("memos", say("memo.title"), (close) => {
    const text = make("textarea", {
      name: "text",
      rows: 5,
      autofocus: true,
      required: true,
      maxlength: 20_000,
      value: begun?.text ?? "",
    });
    const choices = abouts.map((about) => [about, say(`about.${about}`, of)]);
    const form = makeForm(
      say("memo.save"),
      () => {
        if (!text.value.trim()) return text.focus();
        const about = new FormData(form).get("about");
        desk.unfinished.delete(whose); // now: the window tells of its end later
        close("kept");
        return act.note(about, text.value.trim());
      },
      field(say("memo.text"), text, say("dialog.send")),
      radios("about", say("memo.about"), choices, abouts.find((one) => one === begun?.about)),
    );
    return [form, ...otherMemos(desk, act, close)];
  });
  keepUnfinished(dialog, desk, whose, say("said.unfinished-memo"));
}

/** Keep what was written when the window is closed otherwise than by its button, and say so. */
function keepUnfinished(dialog, desk, whose, told) {
  const read = () => Object.fromEntries(new FormData(dialog.querySelector("form")));
  // With every letter: the window tells of its end only after the next key.
  dialog.addEventListener("input", () => desk.unfinished.set(whose, read()));
  dialog.addEventListener("close", () => {
    const written = read();
    if (dialog.returnValue === "kept") return;
    desk.unfinished.delete(whose);
    if (!written.text.trim()) return;
    desk.unfinished.set(whose, written);
    desk.show.say(told);
  });
}

/** Memos that no segment shows: on the interview, on codes, on the study. */
function otherMemos(desk, act, close) {
  const { transcript } = desk.now();
  const notes = [...desk.log.standing(""), ...desk.log.standing(transcript.id)].filter(
    (line) => line.action === "note" && ["transcript", "code", "study"].includes(line.about),
  );
  if (!notes.length) return [];
  const back = {
    takeBack: (line) => {
      close();
      act.takeBack(line);
    },
  };
  return [make("h3", {}, say("memo.there")), noteList(notes, back, desk)];
}

/** Ask for a code that the codebook does not have. */
function openDraft(typed, desk, made, give) {
  const begun = desk.unfinished.get("draft");
  const dialog = openDialog("draft", say("draft.title"), (close) => {
    const name = make("input", {
      name: "name",
      value: typed || (begun?.name ?? ""),
      required: true,
      maxlength: 120,
      autofocus: true,
      autocomplete: "off",
    });
    const text = make("textarea", {
      name: "text",
      rows: 4,
      maxlength: 20_000,
      value: begun?.text ?? "",
    });
    const told = make("p", { class: "told", role: "alert" });
    const form = makeForm(
      say("draft.save"),
      () => {
        const wrong = wrongName(name.value, desk, (code) => {
          desk.unfinished.delete("draft");
          close("kept");
          give(code.id);
        });
        told.replaceChildren(...wrong);
        if (wrong.length) return (told.querySelector("button") ?? name).focus();
        desk.unfinished.delete("draft");
        close("kept");
        return made(name.value.trim(), text.value.trim());
      },
      make("p", { class: "detail" }, say("draft.lead")),
      field(say("draft.name"), name),
      told,
      field(say("draft.text"), text, say("dialog.send")),
    );
    return [form];
  });
  keepUnfinished(dialog, desk, "draft", say("said.unfinished-draft"));
}

/** Return what is to be said of a name that no draft can have; nothing where it can. */
function wrongName(name, desk, give) {
  if (!/\p{L}/u.test(name)) return [say("draft.no-letter")];
  const typed = fold(name);
  const isCalled = (code) =>
    [code.name, ...Object.values(code.names ?? {})].some((one) => fold(one ?? "") === typed);
  const there = desk.codes.choices().find(isCalled);
  if (!there) return [];
  const which = say(there.draft ? "draft.there" : "draft.in-codebook", { code: there.name });
  return [`${which} `, button(say("draft.give", { code: there.name }), "", () => give(there))];
}
