// The moments of a film or a sound: a click plays from there without loading the page again. Without this script each
// is a plain link to the same address. Nothing plays, and nothing moves, before the person's own click.
(() => {
  const player = document.querySelector(".player video, .player audio");
  const passages = [...document.querySelectorAll("[data-start]")];
  if (!player || !passages.length) return;

  const link = (passage) => passage.querySelector("a");
  const start = (passage) => Number(passage.dataset.start);

  const mark = (chosen) => {
    for (const passage of passages) {
      passage.toggleAttribute("data-chosen", passage === chosen);
      if (passage === chosen) link(passage).setAttribute("aria-current", "true");
      else link(passage).removeAttribute("aria-current");
    }
  };

  const goTo = (seconds) => {
    player.currentTime = seconds; // remembered until the film is known, where it is not yet
    const playing = player.play();
    if (playing) playing.catch(() => {}); // refused by the browser: the controls are there
  };

  for (const passage of passages) {
    link(passage).addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // another tab, as anywhere else
      event.preventDefault();
      history.replaceState(history.state, "", link(passage).getAttribute("href"));
      mark(passage);
      goTo(start(passage));
    });
  }

  player.addEventListener("timeupdate", () => {
    if (player.paused) return;
    const current = passages.filter((passage) => start(passage) <= player.currentTime + 0.25).pop();
    if (current && !current.hasAttribute("data-chosen")) mark(current);
  });
})();
