/* Each block of « Mon compte » is saved alone: its form is sent in the background, the block that the site answers
   takes its place, and what it says is read aloud beside it. Without this file each form is a form. */
(() => {
  "use strict";
  const put = (section, answer) => {
    const fresh = new DOMParser().parseFromString(answer, "text/html").getElementById(section.id);
    if (!fresh) throw new Error("no such block in the answer");
    section.querySelector("[data-body]").replaceWith(fresh.querySelector("[data-body]"));
    section.querySelector("[data-said]").textContent = fresh.querySelector("[data-said]").textContent;
    const wrong = section.querySelector("[aria-invalid=true]");
    (wrong ?? section.querySelector("[type=submit]"))?.focus();
  };

  const send = async (section, form, button) => {
    const said = section.querySelector("[data-said]");
    said.textContent = "";
    section.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form, button),
        headers: { "X-Requested-With": "fetch" },
        redirect: "manual",
      });
      // Signed out meanwhile, or a proof is asked for: the site has kept the text, and says so where it sends.
      if (answer.type === "opaqueredirect") location.assign(form.action);
      else if (answer.ok) put(section, await answer.text());
      else throw new Error(String(answer.status));
    } catch {
      said.textContent = section.dataset.failed;
    } finally {
      section.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("submit", (event) => {
    const section = event.target.closest("[data-alone]");
    if (!section) return;
    event.preventDefault();
    if (section.getAttribute("aria-busy") !== "true") send(section, event.target, event.submitter);
  });
})();
