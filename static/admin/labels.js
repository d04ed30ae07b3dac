// Wagtail draws the fields of a list of blocks, and of keywords, without a name of their own: they take that of their panel.
(() => {
  const unnamed = 'textarea[id$="-value"]:not([aria-label]), .tagit-new input:not([aria-label])';
  const name = () => {
    for (const field of document.querySelectorAll(unnamed)) {
      const panel = field.closest("section")?.querySelector("[data-panel-heading-text], .w-panel__heading");
      if (panel) field.setAttribute("aria-label", panel.textContent.replace("*", "").trim());
    }
  };
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  name();
})();
