/* The colours chosen in the footer, before the first picture is drawn: not deferred, so that nothing flashes. */
try {
  const chosen = localStorage.getItem("faire-avec:couleurs");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  /* no storage: the device decides */
}
