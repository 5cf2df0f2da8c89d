// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { safeFragment } from "./text";

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
