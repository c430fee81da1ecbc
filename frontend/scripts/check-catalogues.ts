/** Fails when the languages do not say the same things, or say things that nobody reads. */
import { readFileSync, globSync } from "node:fs";

type Catalogue = { [key: string]: string | Catalogue };

const LANGUAGES = ["pt-BR", "en"];
const PLURAL = /_(zero|one|two|few|many|other)$/;

const catalogues = LANGUAGES.map((language) => flatten(read(`src/i18n/${language}.json`)));
const source = globSync("src/**/*.{ts,tsx}", { exclude: ["**/*.test.ts"] })
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

const complaints = [...missing(), ...differingBlanks(), ...unread()];
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;

function* missing() {
  const all = new Set(catalogues.flatMap((catalogue) => [...catalogue.keys()]));
  for (const key of all) {
    for (const [index, catalogue] of catalogues.entries()) {
      if (!catalogue.has(key)) yield `${LANGUAGES[index]}: ${key} is missing`;
    }
  }
}

function* differingBlanks() {
  const [first, ...others] = catalogues;
  for (const [key, text] of first!) {
    for (const other of others) {
      if (blanks(text) !== blanks(other.get(key) ?? text)) yield `${key}: other {{blanks}}`;
    }
  }
}

/** A key is read when the source names it, or its group before a computed last part. */
function* unread() {
  for (const key of catalogues[0]!.keys()) {
    const name = key.replace(PLURAL, "");
    const group = name.slice(0, name.lastIndexOf(".") + 1);
    const mentions = [`"${name}"`, `"${group}"`, `\`${group}\${`];
    if (!mentions.some((mention) => source.includes(mention))) yield `${key}: nobody reads it`;
  }
}

function blanks(text: string): string {
  return (text.match(/{{\w+}}/g) ?? []).sort().join();
}

function flatten(catalogue: Catalogue, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[prefix + key, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

function read(path: string): Catalogue {
  return JSON.parse(readFileSync(path, "utf8")) as Catalogue;
}
