/* Menus that open below their button, the choice of colours, the way back to the list one came from.
   Without this file the menus open and close by their button, the device chooses, the way is the breadcrumb's. */
(() => {
  "use strict";
  const LISTS = /^\/(recherche|pratiques|temoignages|leviers|structures|comptes-rendus|parcours)\//;
  const COLOURS = "faire-avec:couleurs"; // as in theme.js

  const menus = [...document.querySelectorAll("details.menu")];
  const close = (menu) => menu.removeAttribute("open");
  document.addEventListener("keydown", (event) => {
    const open = menus.filter((menu) => menu.open).pop();
    if (event.key !== "Escape" || !open) return;
    close(open);
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    menus.filter((menu) => menu.open && !menu.contains(target)).forEach(close);
  });
  menus.forEach((menu) => {
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) close(menu);
    });
  });

  const choice = document.querySelector("[data-theme-choice]");
  if (choice) {
    const buttons = [...choice.querySelectorAll("button")];
    const show = () => {
      const chosen = document.documentElement.dataset.theme ?? "";
      buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.value === chosen)));
    };
    choice.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      if (button.value) document.documentElement.dataset.theme = button.value;
      else delete document.documentElement.dataset.theme;
      try {
        if (button.value) localStorage.setItem(COLOURS, button.value);
        else localStorage.removeItem(COLOURS);
      } catch {
        /* no storage: this page only */
      }
      show();
    });
    show();
    choice.hidden = false;
  }

  const back = document.querySelector("[data-way-back]");
  if (back && document.referrer) {
    const from = new URL(document.referrer);
    const isList = from.origin === location.origin && LISTS.test(from.pathname) && from.pathname !== location.pathname;
    if (isList) {
      back.querySelector("a").href = from.pathname + from.search;
      back.hidden = false;
    }
  }
})();
