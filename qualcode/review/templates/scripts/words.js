// What the page says, in its language.

let messages = {};
let plurals = new Intl.PluralRules("en");
let figures = new Intl.NumberFormat("en");

function speak(language, texts) {
  messages = texts;
  plurals = new Intl.PluralRules(language);
  figures = new Intl.NumberFormat(language);
}

/** Return the message called `key`; {names} stand for `values`. */
function say(key, values = {}) {
  return fillIn(messages[key] ?? key, values);
}

/** Return the form of the message that `number` needs; {n} stands for the number. */
function count(key, number, values = {}) {
  const forms = messages[key] ?? {};
  const form = forms[plurals.select(number)] ?? forms.other ?? key;
  return fillIn(form, { ...values, n: figures.format(number) });
}

function fillIn(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Put words into the quotation marks of the page's language. */
const quoted = (text) => say("quoted", { text });

/** Cut a long text at a word. */
function shorten(text, most) {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= most) return line;
  return `${line
    .slice(0, most)
    .replace(/\s+\S*$/, "")
    .replace(/[\uD800-\uDBFF]$/, "")}…`;
}
