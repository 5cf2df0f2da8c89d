// Three comforts of the help pages; without this script they work all the same.
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

  // Steps for one device each become tabs. Which is open comes from the link, from the last choice, or from the browser.
  const LAST = "soundcheck_help_device";
  const guesses = {
    iphone: /iPhone|iPad/,
    android: /Android/,
    windows: /Windows/,
    mac: /Macintosh/,
    computer: /Windows|Macintosh|X11/,
  };
  const choices = [...document.querySelectorAll(".devices")].map((box, number) => {
    const parts = [...box.querySelectorAll("[data-device]")];
    const list = document.createElement("div");
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Steps for your device");
    const tabs = parts.map((part) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.setAttribute("role", "tab");
      tab.textContent = part.dataset.name;
      tab.id = `device-${number}-${part.dataset.device}`;
      part.id = `${tab.id}-steps`;
      part.setAttribute("role", "tabpanel");
      part.setAttribute("aria-labelledby", tab.id);
      tab.setAttribute("aria-controls", part.id);
      tab.addEventListener("click", () => choose(part.dataset.device));
      return tab;
    });
    list.append(...tabs);
    list.addEventListener("keydown", (event) => {
      const at = tabs.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = (to + tabs.length) % tabs.length;
      choose(parts[next].dataset.device);
      tabs[next].focus();
    });
    box.prepend(list);
    const show = (device) => {
      if (!parts.some((part) => part.dataset.device === device)) return false;
      parts.forEach((part, at) => {
        const open = part.dataset.device === device;
        part.hidden = !open;
        tabs[at].setAttribute("aria-selected", String(open));
        tabs[at].tabIndex = open ? 0 : -1;
      });
      return true;
    };
    return { parts, show };
  });

  // The same device in every choice of the page, and on the next page.
  function choose(device) {
    for (const { show } of choices) show(device);
    try {
      localStorage.setItem(LAST, device);
    } catch {
      // Storage is blocked: then it holds for this page.
    }
  }

  function remembered() {
    try {
      return localStorage.getItem(LAST);
    } catch {
      return null;
    }
  }

  // A link to a heading that is now a tab opens that tab.
  function followHash() {
    const part = document.getElementById(location.hash.slice(1))?.closest("[data-device]");
    if (!part) return;
    for (const { show } of choices) show(part.dataset.device);
    part.closest(".devices").scrollIntoView();
  }

  for (const { parts, show } of choices) {
    const asked = new URLSearchParams(location.search).get("device");
    const names = parts.map((part) => part.dataset.device);
    show(asked) || show(remembered()) || show(names.find((name) => guesses[name]?.test(navigator.userAgent)) ?? names[0]);
  }
  addEventListener("hashchange", followHash);
  followHash();

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
