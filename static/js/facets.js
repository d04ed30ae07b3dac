/* Results that htmx brings: the filters stay as the visitor left them, the keyboard where it was, and an answer that
   does not come is said. Without this file, or without an answer, the form is a form. */
(() => {
  "use strict";
  let left = null; // the groups and the keyboard, between an answer and its place in the page
  const panel = () => document.getElementById("filtres");
  const groups = () => [...document.querySelectorAll("#filtres, .facet")];

  /* The filters stand open in the margin of a wide screen, folded above the list of a narrow one. */
  const isWide = matchMedia("(min-width: 54rem)");
  const unfold = () => isWide.matches && panel() && (panel().open = true);
  isWide.addEventListener("change", unfold);
  unfold();

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.shouldSwap) return; // an error: nothing moves
    left = {
      open: new Map(groups().map((group) => [group.id, group.open])),
      focused: document.activeElement ?? document.body,
    };
  });

  document.addEventListener("htmx:afterSwap", () => {
    if (!left) return unfold(); // going back: the server has said which groups are open
    const { open, focused } = left;
    left = null;
    groups().forEach((group) => (group.open = open.get(group.id) ?? group.open));
    if (!open.has("filtres")) unfold();
    document.getElementById("panne").hidden = true;
    if (!focused.isConnected || focused.closest("[hidden]")) successor(focused).focus({ preventScroll: true });
  });

  /* Who gets the keyboard of what has left: its successor, else the title of its group, else the list. */
  const successor = ({ id, name }) =>
    (id && document.getElementById(id)) ||
    (name && document.querySelector(`#filtres[open] #facette-${name} > summary`)) ||
    document.getElementById("resultats");

  const sayFailure = () => {
    const sentence = document.querySelector("#panne [role=alert]");
    sentence.parentElement.hidden = false;
    sentence.replaceChildren(sentence.textContent); // written anew, it is read out at each failure
  };
  document.addEventListener("htmx:responseError", sayFailure);
  document.addEventListener("htmx:sendError", sayFailure);

  /* Going back, the address has already changed: without an answer, the browser asks for it and says what is wrong. */
  const reload = () => location.reload();
  document.addEventListener("htmx:historyCacheMiss", (event) => event.detail.xhr.addEventListener("error", reload));
  document.addEventListener("htmx:historyCacheMissLoadError", reload);
})();
