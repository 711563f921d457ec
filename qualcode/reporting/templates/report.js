"use strict";
(() => {
  // A link may lead to a quote that a filter hides, or into something folded.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]") || target.querySelector(".quote[hidden]")) reset();
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  const form = document.querySelector("form.filter");
  const quotes = [...document.querySelectorAll("#quotes .quote")];
  const reset = () => { form.reset(); apply(); };
  const apply = () => {
    const wanted = ["group", "code", "polarity"].map((name) => [name, form.elements[name].value]);
    let shown = 0;
    for (const quote of quotes) {
      quote.hidden = wanted.some(([name, value]) => value && quote.dataset[name] !== value);
      shown += !quote.hidden;
    }
    const filtered = shown < quotes.length;
    for (const part of document.querySelectorAll("#quotes .cell, #quotes .code")) {
      part.hidden = filtered && !part.querySelector(".quote:not([hidden])");
    }
    form.querySelector("output").textContent = filtered ? `${shown} / ${quotes.length}` : "";
  };
  if (form && quotes.length) {
    form.hidden = false;
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
