/* What a conversation does without loading the page again: a reaction is given in its place, words chosen on the page
   or in a comment are quoted, names are proposed after « @ ». Without this file each of them is a form or a link. */
(() => {
  "use strict";
  const PAUSE = 250; // debounce: ms without a letter before asking
  const LONGEST = 300; // characters of a quote, as on the server

  /* --- Reactions */
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!("reacts" in form.dataset) || !event.submitter) return;
    event.preventDefault();
    const place = form.closest("[data-reactions]");
    const pressed = event.submitter.value;
    const body = new FormData(form);
    body.append(event.submitter.name, pressed);
    try {
      const headers = { "X-Requested-With": "fetch" };
      const response = await fetch(form.action, { method: "POST", body, headers, redirect: "manual" });
      if (!response.ok) return location.assign(form.action); // signed out, or gone: the page says which
      const shown = document.createElement("template");
      shown.innerHTML = await response.text();
      const token = form.querySelector("[name=csrfmiddlewaretoken]");
      const fresh = shown.content.querySelector("[data-reactions]");
      fresh.querySelector("[name=csrfmiddlewaretoken]")?.replaceWith(token);
      place.replaceWith(fresh);
      [...fresh.querySelectorAll("button")]
        .find((button) => button.value.replace("-", "") === pressed.replace("-", ""))
        ?.focus();
    } catch {
      lost(place); // no network: what is being typed elsewhere on the page stays
    }
  });

  const lost = (place) => {
    const said = place.querySelector("[role=alert]") ?? document.createElement("p");
    said.setAttribute("role", "alert");
    said.textContent = "";
    place.append(said);
    said.textContent = place.dataset.lost;
  };

  /* --- Quoting */
  const conversation = document.querySelector("[data-quoting]");
  const bare = (range) => {
    const copy = range.cloneContents();
    copy.querySelectorAll(".moment, .visually-hidden, script, form").forEach((each) => each.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const closest = (node, wanted) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(wanted);

  if (conversation) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button conversation__quote-button no-print";
    button.textContent = conversation.dataset.quoteLabel;
    button.hidden = true;
    document.body.append(button);
    let chosen = null;

    const look = () => {
      const selection = document.getSelection();
      chosen = null;
      if (selection.rangeCount && !selection.isCollapsed) {
        const range = selection.getRangeAt(0);
        const within = closest(range.commonAncestorContainer, "[data-cite], article");
        const words = bare(range);
        const isForm = closest(range.commonAncestorContainer, "form, nav");
        const isAround = within?.matches(".comment"); // its head, its buttons: nobody said these words
        if (within && !isAround && !isForm && words && words.length <= LONGEST) chosen = { words, range };
      }
      button.hidden = !chosen;
    };
    document.addEventListener("selectionchange", look);

    button.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay chosen
    button.addEventListener("click", () => {
      if (!chosen) return;
      const { words, range } = chosen;
      const comment = closest(range.commonAncestorContainer, "[data-cite]");
      if (comment) {
        location.assign(`${comment.dataset.cite}&${new URLSearchParams({ passage: words })}`);
        return;
      }
      fill(words, closest(range.startContainer, "[data-start]"));
      document.getSelection().removeAllRanges();
      button.hidden = true;
    });

    const fill = (words, passage) => {
      const part = conversation.querySelector("[data-quote-part]");
      part.open = true;
      set(part.querySelector("[data-quoted-text]"), words);
      const moment = part.querySelector("[data-quoted-moment]");
      if (moment && passage) set(moment, clock(Number(passage.dataset.start)));
      conversation.querySelector("textarea[name=comment]").focus();
      part.scrollIntoView({ block: "center" });
    };
  }

  const set = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  /* --- The moment that the player shows */
  const player = document.querySelector("video, audio");
  for (const field of document.querySelectorAll("[data-quoted-moment]")) {
    if (!player) break;
    field.closest("details")?.addEventListener("toggle", ({ target }) => {
      if (target.open && !field.value && player.currentTime >= 1) set(field, clock(player.currentTime));
    });
  }

  /* --- Names after « @ » */
  const begun = (area) =>
    /(?:^|[^\w@/.])@([\p{L}\d][\p{L}\d’' -]{1,60})$/u.exec(area.value.slice(0, area.selectionEnd));
  for (const area of document.querySelectorAll("textarea[data-names-people]")) {
    const { people } = area.form.dataset;
    if (!people) continue;
    const list = document.createElement("div");
    list.className = "cluster comment__people";
    list.setAttribute("role", "status");
    area.after(list);
    let timer, question;

    const write = (name) => {
      const found = begun(area);
      if (!found) return;
      const start = area.selectionEnd - found[1].length;
      area.setRangeText(`${name} `, start, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
      list.replaceChildren();
      area.focus();
    };
    const ask = async () => {
      question?.abort();
      question = new AbortController();
      const found = begun(area);
      if (!found) return list.replaceChildren();
      try {
        const response = await fetch(`${people}?${new URLSearchParams({ q: found[1].trim() })}`, {
          signal: question.signal,
        });
        if (!response.ok || response.redirected) return;
        const { proposed } = await response.json();
        list.replaceChildren(
          ...proposed.map(({ name, about }) => {
            const choice = document.createElement("button");
            choice.type = "button";
            choice.className = "comment__react";
            choice.textContent = about ? `${name}, ${about}` : name;
            choice.addEventListener("click", () => write(name));
            return choice;
          }),
        );
      } catch (error) {
        if (error.name !== "AbortError") list.replaceChildren();
      }
    };
    area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }
})();
