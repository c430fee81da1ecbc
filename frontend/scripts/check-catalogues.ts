/**
 * Fails when the languages do not say the same things, say things that nobody reads, when two
 * features own the same group, or when a page reads words that come later than it.
 */
import { globSync, readdirSync, readFileSync } from "node:fs";

type Catalogue = { [key: string]: string | Catalogue };

const LANGUAGES = ["pt-BR", "en"];
const PLURAL = /_(zero|one|two|few|many|other)$/;

const features = LANGUAGES.map(readFeatures);
const catalogues = features.map((ofLanguage) => flatten(Object.assign({}, ...ofLanguage.values())));
const sources = globSync("src/**/*.{ts,tsx}", { exclude: ["**/*.test.ts"] }).map(
  (path) => [path, readFileSync(path, "utf8")] as const,
);
const source = sources.map(([, text]) => text).join("\n");

const complaints = [
  ...disputed(),
  ...unlisted(),
  ...missing(),
  ...differingBlanks(),
  ...unread(),
  ...early(),
];
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;

function* disputed() {
  for (const [index, ofLanguage] of features.entries()) {
    const owners = new Map<string, string>();
    for (const [feature, catalogue] of ofLanguage) {
      for (const group of Object.keys(catalogue)) {
        const owner = owners.get(group);
        if (owner) yield `${LANGUAGES[index]}: ${group} is in ${owner} and in ${feature}`;
        owners.set(group, feature);
      }
    }
  }
}

/** A file that its language's index leaves out is never shown. */
function* unlisted() {
  for (const [index, ofLanguage] of features.entries()) {
    const list = ["index.ts", "later.ts"]
      .map((name) => readFileSync(`src/i18n/${LANGUAGES[index]}/${name}`, "utf8"))
      .join("\n");
    for (const feature of ofLanguage.keys()) {
      if (!list.includes(`"./${feature}.json"`))
        yield `${LANGUAGES[index]}: ${feature} is unlisted`;
    }
  }
}

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

/** A key is read when the source names it, or a template that it fits. */
function* unread() {
  const templates = [...source.matchAll(/`([a-z_.]+\.(?:\$\{[^}`]*\}[a-z_.]*)+)`/g)].map(
    ([, text]) => patternOf(text!),
  );
  for (const key of catalogues[0]!.keys()) {
    const name = key.replace(PLURAL, "");
    const group = name.slice(0, name.lastIndexOf(".") + 1);
    const isNamed = source.includes(`"${name}"`) || source.includes(`"${group}"`);
    if (!isNamed && !templates.some((template) => template.test(name)))
      yield `${key}: nobody reads it`;
  }
}

/**
 * Only the pages of a feature wait for the words that `later.ts` has of it. Where others read some
 * of its words earlier, only those of `<feature>-later.json` come later.
 */
function* early() {
  const later = readFileSync(`src/i18n/${LANGUAGES[0]}/later.ts`, "utf8");
  for (const [feature, catalogue] of features[0]!) {
    if (!later.includes(`"./${feature}.json"`)) continue;
    const folder = `src/features/${feature.replace(/-later$/, "")}/`;
    const named = new RegExp(`["\`](?:${Object.keys(catalogue).join("|")})\\.[a-z_$]`);
    for (const [path, text] of sources) {
      if (!path.startsWith(folder) && named.test(text))
        yield `${path}: reads words of ${feature}, which come later`;
    }
  }
}

/** `order.${word}.title` is the title of every word. */
function patternOf(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(".", "\\."));
  return new RegExp(`^${parts.join("[^.]+")}$`);
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

function readFeatures(language: string): Map<string, Catalogue> {
  const folder = `src/i18n/${language}`;
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(
    files.map((name) => {
      const text = readFileSync(`${folder}/${name}`, "utf8");
      return [name.replace(".json", ""), JSON.parse(text) as Catalogue] as const;
    }),
  );
}
