import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./worker/plugin";

/** The platform that `npm run dev` talks to. */
const platform = process.env.SIGEC_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwindcss(), serviceWorker()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/api": { target: platform, ws: true } } },
  build: {
    outDir: "../src/sigec/web/static",
    emptyOutDir: true,
    target: "es2023",
    // What `scripts/check-budget.ts` reads.
    manifest: true,
    // Inlined fonts and icons would be fetched again with every change of the style sheet.
    assetsInlineLimit: 0,
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
