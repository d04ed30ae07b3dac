// Titles proposed while a page is being named: the search's own suggestions, of the kinds that the form names, in the
// browser's own list.
// Without this file the field takes a title or an address all the same, and the server finds the sheet.
(() => {
  const PAUSE = 250; // debounce: ms without a letter before asking
  const SHORTEST = 2;

  const prepare = (input, form) => {
    const list = document.createElement("datalist");
    list.id = `${input.id}-titres`;
    input.after(list);
    input.setAttribute("list", list.id);
    let timer, question;

    const ask = async () => {
      question?.abort();
      question = new AbortController();
      try {
        const address = `${form.dataset.sheets}?${new URLSearchParams({ q: input.value.trim() })}`;
        const response = await fetch(address, { signal: question.signal });
        if (!response.ok) return;
        const [, titles, kinds, addresses] = await response.json();
        const wanted = form.dataset.kind.split("|");
        const sheets = titles.map((_, place) => place).filter((place) => wanted.includes(kinds[place]));
        const isAlone = (place) => sheets.filter((other) => titles[other] === titles[place]).length === 1;
        // Two sheets of one title are told apart by their addresses.
        const options = sheets.map(
          (place) => new Option(titles[place], isAlone(place) ? titles[place] : addresses[place]),
        );
        list.replaceChildren(...options);
      } catch (error) {
        if (error.name !== "AbortError") list.replaceChildren(); // no answer: the field is a field
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (input.value.trim().length >= SHORTEST) timer = setTimeout(ask, PAUSE);
    });
  };

  for (const form of document.querySelectorAll("form[data-sheets]"))
    for (const input of form.querySelectorAll("input[data-names-a-sheet]")) prepare(input, form);
})();
