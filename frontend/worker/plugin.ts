/** Writes the service worker of a build: `worker.js` with the list of the files to keep. */
import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const SOURCE = join(import.meta.dirname, "worker.js");
/** The page is kept under its address, not its name. */
const PAGE = "index.html";

export function serviceWorker(): Plugin {
  let folder = "";
  return {
    name: "sigec-service-worker",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const names = [
        PAGE,
        ...globSync(["assets/*", "icons/*", "*.svg", "*.webmanifest"], {
          cwd: folder,
        }),
      ].sort();
      const worker = readFileSync(SOURCE, "utf8");
      const hash = createHash("sha256").update(worker);
      for (const name of names) hash.update(name).update(readFileSync(join(folder, name)));
      const paths = names.map((name) => (name === PAGE ? "/" : `/${name}`));
      const text = worker
        .replace('"__VERSION__"', JSON.stringify(hash.digest("hex").slice(0, 16)))
        .replace('["__FILES__"]', JSON.stringify(paths));
      writeFileSync(join(folder, "sw.js"), text);
    },
  };
}
