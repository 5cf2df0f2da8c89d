// The button in the corner of the host page and the panel above it. Lives in a shadow root, so that neither page's style
// reaches the other; constructed style sheets are allowed also where the host's CSP forbids inline styles.
import css from "./launcher.css?inline";

const SVG = "http://www.w3.org/2000/svg";
const BARS = [
  [2, 8, 5],
  [6.4, 4, 12],
  [10.8, 6.5, 7.5],
  [15.2, 8.5, 3.5],
];

export class Launcher {
  readonly panel = document.createElement("div");
  private readonly button = document.createElement("button");
  private readonly badge = document.createElement("span");
  private readonly root = document.createElement("div");
  private unread = 0;
  private open = false;

  constructor(onPress: () => void) {
    const place = document.createElement("div");
    place.id = "soundcheck";
    const shadow = place.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];

    this.root.className = "root";
    this.panel.className = "panel";
    this.panel.id = "panel";
    this.panel.setAttribute("role", "dialog");
    this.panel.setAttribute("aria-label", "Support");
    this.button.type = "button";
    this.button.className = "launcher";
    this.button.dataset.testid = "sc-launcher";
    this.button.setAttribute("aria-controls", "panel");
    this.button.setAttribute("aria-haspopup", "dialog");
    this.button.append(bars(), cross());
    this.button.addEventListener("click", onPress);
    this.badge.className = "badge";
    this.badge.setAttribute("aria-hidden", "true");
    this.button.append(this.badge);
    this.root.append(this.panel, this.button);
    shadow.append(this.root);
    document.body.append(place);
    this.name();
  }

  setOpen(open: boolean): void {
    this.open = open;
    this.root.classList.toggle("open", open);
    // Where the panel is the screen, the page behind must not scroll under the finger.
    document.documentElement.style.overflow = open && matchMedia("(max-width: 520px)").matches ? "hidden" : "";
    this.name();
  }

  setUnread(count: number): void {
    this.unread = count;
    this.badge.textContent = count > 9 ? "9+" : String(count);
    this.root.classList.toggle("news", count > 0);
    this.name();
  }

  focus(): void {
    this.button.focus();
  }

  private name(): void {
    const news = this.unread === 0 ? "" : `, ${this.unread} unread ${this.unread === 1 ? "message" : "messages"}`;
    this.button.setAttribute("aria-label", this.open ? "Close support" : `Open support${news}`);
    this.button.setAttribute("aria-expanded", String(this.open));
  }
}

function drawing(name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

function bars(): SVGSVGElement {
  const svg = drawing("bars");
  for (const [x, y, height] of BARS) {
    const bar = document.createElementNS(SVG, "rect");
    const shape = { x, y, width: 2.6, height, rx: 1.3 };
    for (const [name, value] of Object.entries(shape)) bar.setAttribute(name, String(value));
    svg.append(bar);
  }
  return svg;
}

function cross(): SVGSVGElement {
  const svg = drawing("cross");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M4 7.5l6 6 6-6");
  svg.append(path);
  return svg;
}
