// « Imprimer »: the button shows itself where a script can print. Without this script the link to the PDF remains.
(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
