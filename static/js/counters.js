// How many characters are left in a field, said when the end is near. With this script nothing is cut: what is too long
// is said, and refused whole. Without it, browsers cut what is pasted beyond the limit, which stands in words.
(() => {
  for (const field of document.querySelectorAll("[data-limit]")) {
    const limit = Number(field.dataset.limit);
    const near = Math.max(20, limit / 10);
    const said = document.createElement("p");
    said.className = "field__help";
    said.setAttribute("aria-live", "polite");
    field.after(said);
    field.removeAttribute("maxlength");
    const count = () => {
      const left = limit - field.value.trim().length; // as the server counts: an emoji is two
      const many = Math.abs(left) > 1 ? "s" : "";
      if (left < 0) said.textContent = `${-left} caractère${many} de trop`;
      else said.textContent = left > near ? "" : `Encore ${left} caractère${many}`;
    };
    field.addEventListener("input", count);
    if (field.value) count();
  }
})();
