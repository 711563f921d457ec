"use strict";
(() => {
  // A link may lead to a quote that a filter hides, or into something folded.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]") || target.querySelector(".quote[hidden]")) clear();
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  const form = document.querySelector("form.filter");
  const quotes = [...document.querySelectorAll("#quotes .quote")];
  const marks = new Map(quotes.map((quote) => [quote, new Set(quote.dataset.f.split(" "))]));
  const apply = () => {
    const wanted = [...form.querySelectorAll("select")].map((one) => one.value).filter(Boolean);
    let shown = 0;
    for (const quote of quotes) {
      quote.hidden = !wanted.every((mark) => marks.get(quote).has(mark));
      shown += !quote.hidden;
    }
    for (const part of document.querySelectorAll("#quotes .cell, #quotes .code")) {
      part.hidden = wanted.length > 0 && !part.querySelector(".quote:not([hidden])");
    }
    const output = form.querySelector("output");
    const said = output.dataset.text.replace("{shown}", shown).replace("{total}", quotes.length);
    output.textContent = wanted.length ? said : "";
    form.querySelector("button").disabled = !wanted.length;
  };
  const clear = () => { form.reset(); apply(); };
  if (form && quotes.length && form.querySelector("select")) {
    form.hidden = false;
    form.addEventListener("change", apply);
    form.querySelector("button").addEventListener("click", clear);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }
  const contents = document.querySelector(".contents-list");
  if (contents && matchMedia("screen and (max-width: 69.99rem)").matches) contents.open = false;
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
