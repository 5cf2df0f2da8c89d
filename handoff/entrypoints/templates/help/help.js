// Two comforts of the help pages; without this script they work all the same.
(() => {
  "use strict";

  /** What the page that came instead of thanks says. */
  class Refused extends Error {}

  // A vote without leaving the place on the page. Delegated, as the form is replaced by the next one.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-vote]")) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok) throw new Refused(page.querySelector("main .summary")?.textContent);
      const next = page.getElementById("vote");
      form.closest("#vote").replaceWith(next);
      next.focus();
    } catch (error) {
      for (const button of form.querySelectorAll("button")) button.disabled = false;
      let note = form.querySelector("[role=alert]");
      if (!note) {
        note = document.createElement("p");
        note.setAttribute("role", "alert");
        form.append(note);
      }
      const why = error instanceof Refused ? error.message : "";
      note.textContent = why || "That did not arrive. Please try again in a moment.";
    }
  });

  // The widget's own script may be blocked or not built: the button appears only where it would do something.
  addEventListener("load", () => {
    if (typeof window.soundcheck?.open !== "function") return;
    for (const link of document.querySelectorAll("[data-no-chat]")) link.hidden = true;
    for (const button of document.querySelectorAll("[data-chat]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.soundcheck.open());
    }
  });
})();
