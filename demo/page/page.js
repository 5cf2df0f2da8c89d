// What a host page does: say who is logged in and what the app knows about itself, then load the widget.
// Changing the situation changes the listener, so the widget is logged out first.

const { desk, scenario = "", identified } = document.body.dataset;

/** Whose widget this browser has open, by scenario; empty for a visitor who has picked none. */
const LISTENER = "demo.listener";
const LONGEST_LOGOUT = 4_000;
const listenerBefore = localStorage.getItem(LISTENER);

// The widget's frame says "ready" whenever it has begun anew, which it does after forgetting the listener.
let timesReady = 0;
let onReady = () => localStorage.setItem(LISTENER, scenario);
window.addEventListener("message", (event) => {
  if (event.origin !== new URL(desk).origin || event.data?.soundcheck !== "ready") return;
  timesReady += 1;
  onReady();
});

/** Forget the listener, and wait until it is done: leaving the page earlier would keep them logged in. */
async function logOut() {
  if (localStorage.getItem(LISTENER) === null) return;
  // A frame that was not there yet first has to come, and then to begin anew.
  const enough = timesReady + (timesReady > 0 ? 1 : 2);
  const done = new Promise((resolve) => {
    onReady = () => timesReady >= enough && resolve();
    setTimeout(resolve, LONGEST_LOGOUT);
  });
  if (window.soundcheck?.logout) {
    await window.soundcheck.logout();
    await done;
  }
  localStorage.removeItem(LISTENER);
}

async function leaveFor(url) {
  document.body.setAttribute("aria-busy", "true");
  await logOut();
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
