/* Proposals while typing, for every field « q » of a form with data-suggestions: an ARIA combobox with a list box.
   The server writes the list; without this file the field is a field and the form a form. */
(() => {
  "use strict";
  const FIELDS = "form[data-suggestions] input[name=q]";
  const PAUSE = 180; // debounce: ms without a letter before asking, a little more than between two letters
  const SHORTEST = 2;
  const boxes = new WeakMap();
  let made = 0;

  class Box {
    constructor(input) {
      this.input = input;
      this.id = `${input.id || "q"}-suggestions-${++made}`;
      this.list = document.createElement("div"); // empty and hidden: the field says from the start what it commands
      this.list.setAttribute("role", "listbox");
      this.list.hidden = true;
      this.list.id = this.id;
      this.active = null;
      this.status = document.createElement("p");
      this.status.className = "visually-hidden";
      this.status.setAttribute("role", "status");
      input.after(this.list, this.status);
      const attributes = {
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-haspopup": "listbox",
        "aria-expanded": "false",
        "aria-controls": this.id,
      };
      Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));
      input.addEventListener("input", (event) => event.isComposing || this.askSoon());
      input.addEventListener("compositionend", () => this.askSoon());
      input.addEventListener("keydown", (event) => this.onKey(event));
      input.addEventListener("blur", () => this.close());
      input.form.addEventListener("submit", () => this.close());
    }

    get isOpen() {
      return !this.list.hidden;
    }

    get options() {
      return [...this.list.querySelectorAll("[role=option]")];
    }

    askSoon() {
      this.forgetQuestion();
      this.point(null);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      this.forgetQuestion(); // an arrow may come before the pause is over
      const text = this.input.value.trim();
      if (text.length < SHORTEST) return this.close();
      const question = (this.question = new AbortController());
      try {
        const address = `${this.input.form.dataset.suggestions}?${new URLSearchParams({ q: text })}`;
        const response = await fetch(address, { signal: question.signal });
        if (!response.ok) return this.close();
        this.show(await response.text());
      } catch (error) {
        if (error.name !== "AbortError") this.close(); // without an answer there is still the button
      }
    }

    forgetQuestion() {
      clearTimeout(this.timer);
      this.question?.abort();
    }

    show(html) {
      const list = new DOMParser().parseFromString(html, "text/html").querySelector("[role=listbox]");
      if (!list || document.activeElement !== this.input) return this.close();
      this.list.replaceWith(list);
      this.list = list;
      this.active = null;
      list.id = this.id;
      this.options.forEach((option, place) => (option.id = `${this.id}-${place}`));
      list.hidden = list.dataset.total === "0";
      list.addEventListener("mousedown", (event) => event.preventDefault()); // the keyboard stays in the field
      const { top, bottom } = this.input.getBoundingClientRect();
      list.classList.toggle("suggestions--above", window.innerHeight - bottom < Math.min(top, 220));
      this.input.setAttribute("aria-expanded", String(!list.hidden));
      this.input.removeAttribute("aria-activedescendant");
      this.status.textContent = list.dataset.status;
    }

    close() {
      this.forgetQuestion();
      this.point(null);
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.status.textContent = "";
    }

    point(option) {
      this.active?.setAttribute("aria-selected", "false");
      this.active = option;
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    move(step) {
      this.forgetQuestion(); // who walks through the list chooses from what it shows
      const options = this.options;
      const here = options.indexOf(this.active);
      const start = here < 0 && step < 0 ? options.length : here;
      this.point(options[(start + step + options.length) % options.length]);
    }

    onKey(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (this.isOpen) this.move(event.key === "ArrowDown" ? 1 : -1);
        else this.ask();
      } else if (event.key === "Enter" && this.isOpen && this.active) {
        event.preventDefault();
        const chosen = this.active;
        this.close();
        chosen.click();
      } else if (event.key === "Escape" && this.isOpen) {
        event.preventDefault(); // the next one empties the field, where browsers do so
        this.close();
      } else if (event.key === "Tab") {
        this.close();
      } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
        this.point(null); // these keys are for the text
      }
    }
  }

  const prepare = () =>
    document.querySelectorAll(FIELDS).forEach((input) => boxes.has(input) || boxes.set(input, new Box(input)));
  prepare();
  document.addEventListener("htmx:load", prepare); // going back, htmx brings new fields
})();
