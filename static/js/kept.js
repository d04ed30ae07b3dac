/* What is being typed is copied on this device, for the person signed in, until it is saved: come back within a week
   and it is offered. The browser asks before a page is left with something unsaved. Files, passwords and hidden fields
   are not copied. For every form with data-kept (its value, or its address, names the copy); without this file the form
   is a form. Two tabs of one form write two copies, each under a name of its own: a browser shows one tab a moment
   later what another has written, and a list that both had read would lose one of them. Without network, any form that
   writes says so beside its button.
   Wagtail's admin loads it too, without a person: who signs out there leaves nothing. */
(() => {
  "use strict";
  const { person = "", leave, lost = "" } = document.currentScript.dataset;
  const COPIES = "faire-avec:copie:";
  const SENT = "faire-avec:envoi"; // the form whose answer this tab waits for
  const A_WEEK = 7 * 24 * 3600 * 1000; // ms: longer, and the offer would surprise
  const PAUSE = 400; // ms without a letter before copying
  const MOST = 4; // copies of one form: those that wait to be offered, and what other tabs hold
  const BASE = ["revision", "token"]; // on what the text was written: the server sees two versions meet
  const LEFT = "faire-avec:sortie"; // when somebody signed out, in this tab or another
  const LAST = "faire-avec:personne"; // who was signed in last on this device
  const shownTo = history.state?.shownTo; // for whom this place in the tab's history was shown before
  let lastTyped = Date.now(); // or arrived

  const store = {
    /* The copies of one form, or of all: [name, copy], the newest first. */
    all(of = COPIES) {
      try {
        const names = Object.keys(localStorage).filter((name) => name.startsWith(of));
        const copies = names.map((name) => [name, store.one(name)]);
        copies.sort(([, one], [, other]) => other.at - one.at);
        return copies;
      } catch {
        return []; // no storage
      }
    },
    one(name) {
      try {
        return { at: 0, ...JSON.parse(localStorage.getItem(name)) };
      } catch {
        return { at: 0 }; // nothing that we wrote
      }
    },
    read: (key) => store.all(`${key}#`).map(([, copy]) => copy),
    write(key, copy) {
      try {
        localStorage.setItem(`${key}#${copy.id}`, JSON.stringify(copy));
        for (const [name] of store.all(`${key}#`).slice(MOST)) localStorage.removeItem(name);
      } catch {
        /* a full or forbidden storage: the browser still asks before leaving */
      }
    },
    drop(of, isGone = () => true) {
      for (const [name, copy] of store.all(of)) if (isGone(copy)) localStorage.removeItem(name);
    },
    /* What is out of date, and what is no copy. */
    clear: () =>
      store.drop(COPIES, (copy) => !(Date.now() - copy.at < A_WEEK && copy.id && Array.isArray(copy.fields))),
    /* The former way, a list for each form: each gets its own name. */
    part() {
      for (const [name, list] of store.all()) {
        if (name.includes("#") || !list[0]) continue;
        delete list.at;
        for (const copy of Object.values(list)) store.write(name, copy);
      }
    },
  };
  /* By its attribute: `form.action` is the button of that name, where there is one. */
  const target = (form) => new URL(form.getAttribute("action") || location.href, location.href);
  const nameOf = (form) => `${COPIES}${person}:${form.dataset.kept || target(form).pathname + target(form).search}`;
  const remember = (form) => {
    try {
      if (form) sessionStorage.setItem(SENT, JSON.stringify([form.key, form.id]));
      else sessionStorage.removeItem(SENT);
    } catch {
      /* then the copy is offered once more */
    }
  };
  const waitedFor = () => {
    try {
      return JSON.parse(sessionStorage.getItem(SENT)) ?? [];
    } catch {
      return [];
    }
  };

  const isTyped = ({ name, type }) =>
    name && !["hidden", "file", "password", "submit", "button", "reset", "image"].includes(type);
  const isTicked = ({ type }) => type === "checkbox" || type === "radio";

  /* [name, value] of all that a person fills in: as it is now, or as the server wrote it. */
  const read = (form, asServed) =>
    [...form.elements].filter(isTyped).flatMap((control) => {
      if (isTicked(control))
        return control[asServed ? "defaultChecked" : "checked"] ? [[control.name, control.value]] : [];
      if (control.type === "select-one" && asServed) {
        const options = [...control.options];
        return [[control.name, (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? ""]];
      }
      return [[control.name, asServed ? control.defaultValue : control.value]];
    });
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  class KeptForm {
    constructor(form) {
      this.form = form;
      this.key = nameOf(form);
      this.id = `${Date.now()}-${Math.random()}`; // this page's copy, among those of other tabs
      this.place = form.querySelector("[data-kept-place]");
      this.served = read(form, true);
      this.isTouched = "unsaved" in form.dataset; // refused: what is shown is saved nowhere
      this.isLeaving = false;
      this.waiting = []; // earlier copies, not yet taken up nor forgotten
      for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.touch());
      form.addEventListener("submit", () => this.send());
    }

    get hasFiles() {
      return [...this.form.elements].some((control) => control.type === "file" && control.files.length);
    }

    get isUnsaved() {
      const differs = this.hasFiles || "unsaved" in this.form.dataset || !same(read(this.form), this.served);
      return this.isTouched && differs;
    }

    /* Browsers put back by themselves what was typed, when one goes back: this comes after it. */
    arrive() {
      const now = read(this.form);
      store.drop(`${this.key}#`, (copy) => same(copy.fields, this.served));
      const copies = store.read(this.key);
      // Back to what was saved since.
      if (this.isLeaving && !copies.some((copy) => copy.id === this.id)) this.isTouched = false;
      this.isLeaving = false;
      const shown = copies.find((copy) => same(copy.fields, now));
      if (shown) {
        this.id = shown.id;
        this.isTouched = true;
      }
      this.waiting = copies.filter((copy) => copy.id !== this.id);
      this.copy();
      if (this.waiting.length) this.offer(this.waiting[0]);
    }

    touch() {
      lastTyped = Date.now();
      this.isTouched = true;
      this.isLeaving = false;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.copy(), PAUSE);
    }

    copy() {
      clearTimeout(this.timer);
      if (hasSignedOut()) return;
      const mine = { id: this.id, at: Date.now(), fields: read(this.form), base: this.base(), files: this.hasFiles };
      if (this.isUnsaved) store.write(this.key, mine);
      else store.drop(`${this.key}#${this.id}`);
    }

    base() {
      return BASE.map((name) => [name, this.form.elements.namedItem(name)?.value]).filter(
        ([, value]) => value !== undefined,
      );
    }

    send() {
      this.copy();
      this.isLeaving = true;
    }

    offer(copy) {
      const { form } = this;
      const offer = form.querySelector("[data-kept-offer]").content.cloneNode(true);
      const day = new Intl.DateTimeFormat("fr-FR", {
        day: "numeric",
        month: "long",
        hour: "2-digit",
        minute: "2-digit",
      });
      offer.querySelector("[data-kept-when]").textContent = day.format(copy.at);
      offer.querySelector("[data-kept-files]").hidden = !copy.files;
      offer.querySelector("[data-kept-resume]").addEventListener("click", () => this.resume(copy));
      offer.querySelector("[data-kept-forget]").addEventListener("click", () => this.forget());
      this.place.replaceChildren(offer);
    }

    resume(copy) {
      const values = Map.groupBy ? Map.groupBy(copy.fields, ([name]) => name) : group(copy.fields);
      for (const control of [...this.form.elements].filter(isTyped)) {
        const wanted = (values.get(control.name) ?? []).map(([, value]) => value);
        if (isTicked(control)) control.checked = wanted.includes(control.value);
        else if (control.options)
          [...control.options].forEach((option) => (option.selected = wanted.includes(option.value)));
        else control.value = wanted[0] ?? "";
      }
      for (const [name, value] of copy.base ?? []) {
        const control = this.form.elements.namedItem(name);
        if (control) control.value = value;
      }
      this.form.querySelectorAll("details").forEach((part) => (part.open ||= this.fills(part)));
      this.putAside();
      this.isTouched = true;
      this.copy();
      this.say("[data-kept-resumed]");
    }

    putAside() {
      store.drop(`${this.key}#${this.waiting.shift().id}`);
    }

    forget() {
      this.putAside();
      if (this.waiting.length) this.offer(this.waiting[0]);
      else this.say("[data-kept-forgotten]");
    }

    /* The button pressed is gone: the keyboard goes on to the form. */
    say(template) {
      this.place.replaceChildren(this.form.querySelector(template).content.cloneNode(true));
      [...this.form.elements].find((control) => isTyped(control) && !control.closest("[aria-hidden=true]"))?.focus();
    }

    fills(part) {
      const names = new Set([...part.querySelectorAll("[name]")].map((control) => control.name));
      const inPart = (fields) => fields.filter(([name]) => names.has(name));
      return !same(inPart(read(this.form)), inPart(this.served));
    }
  }

  const group = (fields) => {
    const groups = new Map();
    fields.forEach((field) => groups.set(field[0], [...(groups.get(field[0]) ?? []), field]));
    return groups;
  };

  /* Since the last letter, in any tab: what is still on a screen behind is not copied again. */
  const hasSignedOut = () => {
    try {
      return Number(localStorage.getItem(LEFT)) > lastTyped;
    } catch {
      return false;
    }
  };
  const signOut = () => {
    store.drop(person ? `${COPIES}${person}:` : COPIES);
    try {
      localStorage.setItem(LEFT, Date.now());
    } catch {
      /* nothing was copied either */
    }
  };

  /* Browsers put back what was typed in a page that they load again, for whoever is signed in by then. */
  const mark = () => {
    if (person && history.state?.shownTo !== person) history.replaceState({ ...history.state, shownTo: person }, "");
  };
  const emptyForAnother = () => {
    if (!shownTo || shownTo === person) return;
    for (const form of document.forms) HTMLFormElement.prototype.reset.call(form);
  };
  const isAnothersNow = () => {
    try {
      return Boolean(person) && (localStorage.getItem(LAST) ?? person) !== person;
    } catch {
      return false;
    }
  };
  const sayWho = () => {
    try {
      if (person) localStorage.setItem(LAST, person);
    } catch {
      /* no storage */
    }
  };

  /* The answer to what this tab has sent: saved, its copy goes. Nothing else says so: an answer that never came says
     nothing. */
  const saved = () => {
    const [key, id] = waitedFor();
    remember(null);
    if (key && document.querySelector(".messages .notice--success, [data-saved]")) store.drop(`${key}#${id}`);
  };

  store.part();
  store.clear(); // whoever wrote it
  saved();
  const kept = person ? [...document.querySelectorAll("form[data-kept]")].map((form) => new KeptForm(form)) : [];

  mark();
  for (const kind of ["hashchange", "popstate"]) window.addEventListener(kind, mark); // places of the same page
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) emptyForAnother();
    if (!persisted || !(hasSignedOut() || isAnothersNow())) {
      sayWho();
      return kept.forEach((one) => one.arrive());
    }
    // No question: what was on the screen is not for whoever sits here now.
    kept.forEach((one) => (one.isLeaving = true));
    location.reload();
  });
  window.addEventListener("pagehide", () => kept.forEach((one) => one.isTouched && one.copy()));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") kept.forEach((one) => one.isTouched && one.copy());
  });
  window.addEventListener("beforeunload", (event) => {
    if (kept.some((one) => one.isUnsaved && !one.isLeaving)) event.preventDefault();
  });
  document.addEventListener("submit", ({ target: form }) => {
    remember(kept.find((one) => one.form === form));
    if (target(form).pathname === leave) signOut();
  });
  /* Without network, of any form that writes: said beside the button that was pressed, and not by the browser's own
     page in the place of what was typed. A script's own form says it itself. */
  const sayLost = (form, button) => {
    form.querySelector("[data-lost-said]")?.remove();
    const said = document.createElement("p");
    said.className = "notice notice--warning";
    said.dataset.lostSaid = "";
    said.setAttribute("role", "alert");
    said.textContent = lost;
    const bar = button?.closest(".writing__bar"); // at the bottom of a phone's screen
    if (bar) bar.prepend(said);
    else (button?.closest("p, .form__actions") ?? form.lastElementChild).before(said);
    said.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener(
    "submit",
    (event) => {
      const { target: form, submitter } = event;
      if (!lost || navigator.onLine !== false || form.method !== "post" || "reacts" in form.dataset) return;
      event.preventDefault();
      event.stopPropagation();
      sayLost(form, submitter);
    },
    true,
  );
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-kept-leave]")) kept.forEach((one) => (one.isLeaving = true));
  });
})();
