// What a host page does: say who is logged in and what the app knows about itself, then load the widget.
// Changing the situation changes the listener, so the widget is logged out first.

const { desk, scenario = "", identified } = document.body.dataset;

/** Whose widget this browser has open, by scenario; empty for a visitor who has picked none. */
const LISTENER = "demo.listener";
const listenerBefore = localStorage.getItem(LISTENER);

// The widget's frame says "ready" when it has begun, also when it begins anew after a logout.
let leaving = false;
window.addEventListener("message", (event) => {
  if (event.origin !== new URL(desk).origin || event.data?.soundcheck !== "ready") return;
  if (!leaving) localStorage.setItem(LISTENER, scenario);
});

/** Forget the listener, and wait until it is done: leaving the page earlier would keep them logged in. */
async function logOut() {
  leaving = true;
  if (localStorage.getItem(LISTENER) === null || !window.soundcheck?.logout) return;
  await window.soundcheck.logout();
  localStorage.removeItem(LISTENER);
}

async function leaveFor(url) {
  document.body.setAttribute("aria-busy", "true");
  await logOut().catch(() => undefined); // the next page tries again
  location.assign(url);
}

for (const link of document.querySelectorAll(".card, .brand")) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a new tab keeps this page's listener
    event.preventDefault();
    leaveFor(link.href);
  });
}

function describeListener() {
  window.soundcheck = {};
  if (scenario) {
    window.soundcheck.diagnostics = () => JSON.parse(document.querySelector("#diagnostics").textContent);
  }
  if (identified !== undefined) {
    window.soundcheck.identity = async () => {
      const answer = await fetch(`/identity-token?scenario=${encodeURIComponent(scenario)}`);
      if (!answer.ok) throw new Error(`no identity token: ${answer.status}`);
      return answer.text();
    };
  }
}

function loadWidget() {
  const script = document.createElement("script");
  script.src = `${desk}/widget.js`;
  script.async = true;
  script.addEventListener("load", widgetLoaded);
  script.addEventListener("error", () => {
    document.querySelector("#unreachable").hidden = false;
    document.querySelector("#help").disabled = true;
  });
  document.head.append(script);
}

async function widgetLoaded() {
  document.querySelector("#help").disabled = false;
  // Somebody came by an address instead of a card while the widget still knew another listener.
  if (listenerBefore !== null && listenerBefore !== scenario) {
    await logOut();
    location.reload();
  }
}

document.querySelector("#help").addEventListener("click", () => window.soundcheck.open());
describeListener();
loadWidget();
