// The codes, those of the codebook and those that coders have drafted.

const HUES = 8;

class Codes {
  constructor(codebook, log) {
    this.listed = codebook.codes;
    this.byId = new Map(codebook.codes.map((code) => [code.id, code]));
    const branches = [...new Set(codebook.codes.map((code) => branch(code.id)))];
    this.branches = new Map(branches.map((id, number) => [id, number]));
    this.log = log;
  }

  /** Return a code; one that nobody knows has its id for a name. */
  of(id) {
    const known = this.byId.get(id) ?? this.drafts().find((draft) => draft.id === id);
    return known ?? { id, name: id, brief: "", gone: true };
  }

  name(id) {
    return this.of(id).name || id;
  }

  drafts() {
    const lines = this.log.standing("").filter((line) => line.action === "draft");
    return lines.map(({ code, name, text }) => ({ id: code, name, brief: text, draft: true }));
  }

  /** Return the codes that can be given, drafts last; those that are out of use cannot. */
  choices() {
    return [...this.listed.filter((code) => code.status !== "retired"), ...this.drafts()];
  }

  /** Whether other codes lie below a code. */
  isBranch(id) {
    return this.listed.some((code) => code.id.startsWith(`${id}.`));
  }

  /** Return the colour of a code: that of the codebook, else one for each branch. */
  hue(id) {
    const own = this.byId.get(id)?.color ?? "";
    if (/^#[0-9a-f]{6}$/i.test(own)) return own;
    return `var(--h${(this.branches.get(branch(id)) ?? HUES - 2) % HUES})`;
  }
}

const branch = (id) => id.split(".")[0];
