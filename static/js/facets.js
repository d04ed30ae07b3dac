/* The filters stay as the visitor left them when htmx brings new results: open groups open, the keyboard where it was. */
(() => {
  "use strict";
  let open = [];
  let focused = "";
  document.addEventListener("htmx:beforeSwap", () => {
    open = [...document.querySelectorAll(".facet[open]")].map((group) => group.id);
    focused = document.activeElement ? document.activeElement.id : "";
  });
  document.addEventListener("htmx:afterSwap", () => {
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    if (!focused || document.activeElement !== document.body) return;
    const parameter = focused.split("-")[1]; // a box that has left gives the keyboard to the title of its group
    const target = document.getElementById(focused) || document.querySelector(`#facette-${parameter} > summary`);
    (target || document.getElementById("contenu")).focus({ preventScroll: true });
  });
})();
