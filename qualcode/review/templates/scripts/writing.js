// Windows in which people write: memos, and codes that the codebook does not have.

/** Ask for a memo, and show those on what is open. */
function openMemo(desk, act) {
  const item = desk.item();
  const { transcript } = desk.now();
  const of = { code: item && desk.codes.name(item.code), interview: transcript.id };
  const abouts = ["segment", ...(item ? ["coding", "code"] : []), "transcript", "study"];
  openDialog("memos", say("memo.title"), (close) => {
    const text = make("textarea", {
      name: "text",
      rows: 5,
      autofocus: true,
      required: true,
      maxlength: 20_000,
    });
    const choices = abouts.map((about) => [about, say(`about.${about}`, of)]);
    const form = makeForm(
      say("memo.save"),
      () => {
        if (!text.value.trim()) return text.focus();
        close();
        return act.note(new FormData(form).get("about"), text.value.trim());
      },
      field(say("memo.text"), text, say("dialog.send")),
      radios("about", say("memo.about"), choices, "segment"),
    );
    return [form, ...otherMemos(desk, act, close)];
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
function openDraft(typed, made) {
  openDialog("draft", say("draft.title"), (close) => {
    const name = make("input", {
      name: "name",
      value: typed,
      required: true,
      maxlength: 120,
      autofocus: true,
      autocomplete: "off",
    });
    const text = make("textarea", { name: "text", rows: 4, maxlength: 20_000 });
    const form = makeForm(
      say("draft.save"),
      () => {
        if (!name.value.trim()) return name.focus();
        close();
        return made(name.value.trim(), text.value.trim());
      },
      make("p", { class: "detail" }, say("draft.lead")),
      field(say("draft.name"), name),
      field(say("draft.text"), text, say("dialog.send")),
    );
    return [form];
  });
}
