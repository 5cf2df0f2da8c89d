// The tests of the pages. Files that need a document say so at their top.
import { defineConfig } from "vitest/config";

export default defineConfig({ test: { environment: "node", include: ["**/*.test.ts", "**/*.test.tsx"] } });
