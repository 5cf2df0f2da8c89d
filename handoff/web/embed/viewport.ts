// Keeps the panel as large as what is visible: on a phone the keyboard covers the page without changing its height,
// and a frame cannot notice that by itself.

export function fitToKeyboard(panel: HTMLElement): void {
  const view = window.visualViewport;
  if (!view) return;
  const fit = () => {
    // Pinch zoom changes the visible part, too, and is not a keyboard.
    if (view.scale > 1.01) return;
    panel.style.setProperty("--visible-height", `${view.height}px`);
    panel.style.setProperty("--visible-top", `${view.offsetTop}px`);
  };
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
  fit();
}
