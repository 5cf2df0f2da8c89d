// Weighs what a listener's browser loads and fails the build above the budget. The console has none: agents load it once.
import { readFileSync } from "node:fs";
import { gzipSync, brotliCompressSync } from "node:zlib";

const BUDGET = 60 * 1024;
const page = readFileSync("dist/widget/index.html", "utf8");
const files = ["widget.js", ...[...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1])];

let total = 0;
for (const file of files) {
  const content = readFileSync(`dist/${file}`);
  const gzip = gzipSync(content, { level: 9 }).length;
  total += gzip;
  console.log(`${file.padEnd(40)} ${String(gzip).padStart(7)} B gzip ${String(brotliCompressSync(content).length).padStart(7)} B brotli`);
}
console.log(`widget in all: ${(total / 1024).toFixed(1)} of ${BUDGET / 1024} kB gzip`);
if (total > BUDGET) process.exit(1);
