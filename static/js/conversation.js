// An address of before the pages of a conversation (« …#commentaire-12 ») names no page, and an anchor is never sent to
// the server: when the comment is not on this page, the page that holds it is asked for. Once only.
(() => {
  const go = () => {
    const found = /^#commentaire-(\d+)$/.exec(location.hash);
    if (!found || document.getElementById(location.hash.slice(1))) return;
    const asked = new URLSearchParams(location.search);
    if (asked.get("commentaire") === found[1]) return;
    location.replace(`?commentaire=${found[1]}${location.hash}`);
  };
  go();
  addEventListener("hashchange", go);
})();
