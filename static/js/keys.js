/* Keys of telephones and computers (passkeys): their buttons where the browser has them, a sentence when one fails.
   Without this file the buttons stay hidden: a code by mail opens the account. */
(() => {
  "use strict";
  const said = document.querySelector("[data-key-said]");
  const say = (sentence) => {
    said.textContent = sentence;
    said.hidden = false;
  };

  const byNumber = /^(\d+\.){3}\d+$|^\[/.test(location.hostname);
  const hasKeys = Boolean(window.PublicKeyCredential) && !byNumber;
  document.querySelectorAll("[data-needs-keys]").forEach((part) => {
    part.hidden = !hasKeys;
  });
  document.querySelectorAll("[data-without-keys]").forEach((part) => {
    part.hidden = hasKeys;
  });
  if (byNumber && document.querySelector("[data-without-keys]")) say(said.dataset.byNumber);

  const SENTENCES = {
    NotAllowedError: "givenUp",
    AbortError: "givenUp",
    InvalidStateError: "already",
    SecurityError: "wrongPlace",
  };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault(); // the console is not where people read
    say(said.dataset[SENTENCES[event.detail.exception?.name] ?? "failed"]);
  });
})();
