// What is being made in the background says how far it is; without this script, a reload of the page does.
(() => {
  const EVERY = 2000; // milliseconds
  const place = document.querySelector("[data-progress=on]");
  if (!place) return;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-progress]");
      if (!answer.ok || answer.redirected || !fresh) return;
      place.replaceChildren(...fresh.childNodes);
      if (fresh.dataset.progress !== "on") return;
    } catch {
      // The network is away: the next look says more.
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
})();
