// Builds embed/main.ts into one classic script without imports, `dist/widget.js`, for the host page's script tag.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2020",
    lib: { entry: "embed/main.ts", formats: ["iife"], name: "soundcheckEmbed", fileName: () => "widget.js" },
  },
});
