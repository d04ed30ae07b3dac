/* While a question is typed, what may already answer it: a piece of page asked of the site a moment after the last
   letter. Without this file, or without an answer, the button « Voir ce qui existe déjà » shows the same. */
(() => {
  "use strict";
  const WAIT = 500; // milliseconds after the last letter
  const FEWEST = 12; // letters: two or three words, before which everything resembles everything
  for (const place of document.querySelectorAll("[data-near]")) {
    const field = document.getElementById(place.dataset.from);
    const shown = place.querySelector("[data-near-shown]");
    let timer = 0;
    let asked = field.value.trim();
    const look = async () => {
      const words = field.value.trim();
      if (words === asked) return;
      asked = words;
      if (words.length < FEWEST) {
        shown.replaceChildren();
        return;
      }
      try {
        const answer = await fetch(`${place.dataset.near}?${new URLSearchParams({ q: words })}`);
        if (!answer.ok || words !== asked) return;
        const piece = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (words === asked) shown.replaceChildren(...piece.body.children);
      } catch {
        asked = ""; // the next letter asks again
      }
    };
    place.querySelector("[data-near-press]").hidden = true;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, WAIT);
    });
    if (asked && !shown.children.length) {
      asked = "";
      look();
    }
  }
})();
