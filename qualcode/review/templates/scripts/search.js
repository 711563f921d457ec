// Codes found by a few letters: of the id, of the name in any language, typed in either layout.

const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const BEHIND = 0.1; // of a code that is found by its branch
const CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю";

/** Return the codes that fit what was typed, the best first; a branch brings what lies below it. */
function findCodes(codes, typed) {
  const plain = fold(typed);
  if (!plain) return codes;
  const ways = [plain, fold(swapLayout(typed))];
  const fits = new Map(
    codes.map((code) => [code.id, Math.max(...ways.map((way) => fitOf(code, way)))]),
  );
  const found = codes.map((code, order) => ({ code, order, fit: fitBelow(code.id, fits) }));
  const fitting = found.filter(({ fit }) => fit > 0);
  fitting.sort((one, other) => other.fit - one.fit || one.order - other.order);
  return fitting.map(({ code }) => code);
}

/** Return how well a code fits, or one that it lies below: then it comes right behind that one. */
function fitBelow(id, fits) {
  const own = fits.get(id) ?? 0;
  const above = id.includes(".") ? fitBelow(id.slice(0, id.lastIndexOf(".")), fits) : 0;
  return Math.max(own, above > 1 ? above - BEHIND : 0);
}

/** Every word typed must fit; the worst of them decides. */
function fitOf(code, typed) {
  const fields = [code.name, ...Object.values(code.names ?? {}), code.id].map((field) =>
    fold(field ?? ""),
  );
  const brief = fold(code.brief ?? "");
  return Math.min(...typed.split(" ").map((word) => wordFit(fields, brief, word)));
}

function wordFit(fields, brief, word) {
  const best = Math.max(...fields.map((field) => fieldFit(field, word)));
  return best || (word.length > 2 && brief.includes(word) ? 1 : 0);
}

/** Beginning of the field, of a word in it, inside a word, its letters in order. */
function fieldFit(field, word) {
  if (field.startsWith(word)) return 5;
  if (field.split(/[^\p{L}\p{N}]+/u).some((one) => one.startsWith(word))) return 4;
  if (field.includes(word)) return 3;
  return word.length > 1 && hasInOrder(field, word) ? 2 : 0;
}

function hasInOrder(field, word) {
  let from = 0;
  for (const letter of word) {
    from = field.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

const fold = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();

/** What the same keys write in the other layout: people forget to switch. */
function swapLayout(text) {
  const swap = (letter) => {
    const latin = LATIN.indexOf(letter);
    const cyrillic = CYRILLIC.indexOf(letter);
    return CYRILLIC[latin] ?? LATIN[cyrillic] ?? letter;
  };
  return [...text.toLowerCase()].map(swap).join("");
}
