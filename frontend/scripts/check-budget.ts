/**
 * Fails when a first view needs more script than a phone on a garage's network should fetch: what
 * the page loads, the screen, and the longer catalogue, compressed. Reads the build's manifest.
 */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

interface Chunk {
  file: string;
  imports?: string[];
}

const BUDGET_BYTES = 200_000;
const BUILD = "../src/sigec/web/static";
/** What comes first: the door, and the screens behind it. */
const VIEWS = [
  "src/features/accounts/login-page.tsx",
  "src/features/attention/home-page.tsx",
  "src/features/mine/mine-page.tsx",
  "src/features/board/board-page.tsx",
];
const LANGUAGES = ["src/i18n/pt-BR/index.ts", "src/i18n/en/index.ts"];

const manifest = JSON.parse(readFileSync(`${BUILD}/.vite/manifest.json`, "utf8")) as {
  [source: string]: Chunk;
};

for (const view of VIEWS) {
  const bytes = Math.max(
    ...LANGUAGES.map((language) => {
      const files = filesOf(["index.html", language, view]);
      return [...files].reduce((sum, file) => sum + compressed(file), 0);
    }),
  );
  const line = `${view}: ${Math.round(bytes / 1_000)} of ${BUDGET_BYTES / 1_000} KB of script`;
  if (bytes > BUDGET_BYTES) {
    console.error(`${line}: load what is not needed first later`);
    process.exitCode = 1;
  } else {
    console.log(line);
  }
}

/** Return every file that these sources need before they can run. */
function filesOf(sources: readonly string[], seen = new Set<string>()): Set<string> {
  for (const source of sources) {
    const chunk = manifest[source];
    if (chunk === undefined) throw new Error(`the build has no ${source}`);
    if (seen.has(chunk.file)) continue;
    seen.add(chunk.file);
    filesOf(chunk.imports ?? [], seen);
  }
  return seen;
}

function compressed(file: string): number {
  return gzipSync(readFileSync(`${BUILD}/${file}`), { level: 9 }).byteLength;
}
