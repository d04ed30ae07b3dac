/* The page of an invitation: that a person reads it is told at their first gesture, which programs that open every
   link of a mail do not make; a form that was sent is not sent twice. Without this file, saying yes tells it. */
(() => {
  "use strict";
  const form = document.querySelector("[data-invitation]");
  if (!form) return;
  const tell = () => {
    for (const gesture of GESTURES) document.removeEventListener(gesture, tell);
    const body = new FormData();
    body.set("action", "opened");
    body.set("csrfmiddlewaretoken", form.dataset.token ?? form.elements.csrfmiddlewaretoken.value);
    fetch(form.dataset.invitation || location.href, { method: "POST", body }).catch(() => {});
  };
  const GESTURES = ["pointerdown", "pointermove", "keydown", "touchstart", "wheel"];
  for (const gesture of GESTURES) document.addEventListener(gesture, tell, { passive: true });
  let isSent = false;
  form.addEventListener("submit", (sending) => {
    if (isSent) sending.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => (isSent = false)); // back to it: it may be sent again
})();
