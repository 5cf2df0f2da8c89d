// How the widget's frame and the console are built. The embed script has its own file, as its name must stay the same.
import { defineConfig } from "vite";

export default defineConfig({
  // No polyfill: it would have to be an inline script for the oldest browsers, which the pages' CSP forbids.
  build: {
    outDir: "dist",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    target: "es2022",
    rollupOptions: { input: { widget: "widget/index.html", console: "console/index.html" } },
  },
  // Only for `vite` while working on the pages: the gateway answers everything that is not a page.
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/socket.io": { target: "ws://127.0.0.1:8080", ws: true } } },
});
