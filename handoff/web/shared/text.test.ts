// @vitest-environment jsdom
import { h, render } from "preact";
import { describe, expect, test } from "vitest";
import { besideCards, PlainText, safeFragment } from "./text";

function shown(html: string): HTMLDivElement {
  const box = document.createElement("div");
  box.append(safeFragment(html));
  return box;
}

const ATTACKS = [
  '<img src=x onerror="alert(1)">',
  "<script>alert(1)</script>",
  '<a href="javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="//evil.example">x</a>',
  "<svg><script>alert(1)</script></svg>",
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<form action="https://evil.example"><input name="password"></form>',
  '<p style="position:fixed;inset:0" onclick="alert(1)" id="x" class="y">x</p>',
  '<template><img src=x onerror="alert(1)"></template>',
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
];

describe("nothing that acts survives", () => {
  test.each(ATTACKS)("%s", (html) => {
    for (const element of shown(html).querySelectorAll("*")) {
      expect(["P", "A", "STRONG", "EM", "LI", "UL"]).toContain(element.tagName);
      for (const { name } of element.attributes) expect(["href", "title", "target", "rel"]).toContain(name);
      expect(element.getAttribute("href") ?? "https:").toMatch(/^https:/);
    }
  });
});

test("Markdown's own elements stay, and links leave the frame without a way back", () => {
  const box = shown('<p>Try <strong>this</strong>:</p><ol><li><a href="https://example.com">one</a></li></ol>');
  expect(box.querySelector("strong")?.textContent).toBe("this");
  const link = box.querySelector("a");
  expect(link?.getAttribute("target")).toBe("_blank");
  expect(link?.getAttribute("rel")).toContain("noopener");
});

describe("of links to articles that stand on cards", () => {
  const SKIPS = { slug: "playback/skips", title: "Songs skip", summary: "Why." };
  const LINK = '<a href="https://desk.example/help/playback/skips">Songs skip</a>';
  const left = (html: string) => {
    const box = document.createElement("div");
    box.append(besideCards(html, [SKIPS]));
    return box.innerHTML.replace(/ (target|rel)="[^"]*"/g, "").replace(/\n/g, "");
  };

  test.each([
    ["a line of its own goes", `<p>Read this:<br>\n${LINK}</p>`, "<p>Read this:</p>"],
    ["also the first line", `<p>${LINK}<br>\nRead it.</p>`, "<p>Read it.</p>"],
    ["also one between two others", `<p>One<br>\n${LINK}<br>\nTwo</p>`, "<p>One<br>Two</p>"],
    ["of a message that is nothing else, nothing is left", `<p>${LINK}</p>`, ""],
    ["nor of a list of them", `<ul>\n<li>${LINK}</li>\n</ul>`, ""],
    ["an address that was pasted goes as well", "<p>https://desk.example/help/playback/skips</p>", ""],
    ["within a sentence it stays", `<p>See ${LINK} first.</p>`, `<p>See ${LINK} first.</p>`],
  ])("%s", (_, html, rest) => expect(left(html)).toBe(rest));

  test("any other link stays", () => {
    const other = '<p><a href="https://desk.example/help/playback/skips-not">x</a></p>';
    expect(left(other)).toBe(other);
    expect(left("<p>help/playback/skips</p>")).toBe("<p>help/playback/skips</p>");
  });
});

test("a plain text runs the way it is written, and a ticket's number is held together", () => {
  const box = document.createElement("div");
  render(h(PlainText, { text: "Tickets T-1003 and T-1004, not XT-1" }), box);
  expect(box.firstElementChild?.getAttribute("dir")).toBe("auto");
  expect([...box.querySelectorAll(".number")].map((number) => number.textContent)).toEqual(["T-1003", "T-1004"]);
  expect(box.textContent).toBe("Tickets T-1003 and T-1004, not XT-1");
});
