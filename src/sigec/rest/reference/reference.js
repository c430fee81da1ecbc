// Shows /api/openapi.json: operations by tag, with parameters, bodies and answers.

const METHODS = ["get", "post", "put", "patch", "delete"];

const api = await (await fetch("/api/openapi.json")).json();
const operations = document.getElementById("operations");
const search = document.getElementById("search");

search.addEventListener("input", show);
show();

function show() {
  const wanted = search.value.toLowerCase();
  const byTag = new Map();
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((method) => method in item)) {
      const operation = item[method];
      const words = `${method} ${path} ${operation.description ?? ""}`.toLowerCase();
      if (!words.includes(wanted)) continue;
      const tag = operation.tags?.[0] ?? "other";
      byTag.set(tag, [...(byTag.get(tag) ?? []), describe(method, path, operation)]);
    }
  }
  const sections = [...byTag].map(([tag, parts]) => element("section", {}, element("h2", {}, tag), ...parts));
  operations.replaceChildren(...sections);
}

function describe(method, path, operation) {
  const about = (operation.description ?? operation.summary ?? "").split("\n")[0];
  const summary = element(
    "summary",
    {},
    element("span", { className: "method" }, method.toUpperCase()),
    element("span", { className: "path" }, path),
    element("span", { className: "about" }, about),
  );
  const details = element("details", { id: operation.operationId }, summary);
  details.addEventListener("toggle", () => details.append(explain(operation)), { once: true });
  return details;
}

function explain(operation) {
  const parts = [element("p", {}, operation.description ?? "")];
  if (operation.parameters?.length) parts.push(parameters(operation.parameters));
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  if (body) parts.push(element("h4", {}, "Body"), sample(body));
  for (const [status, response] of Object.entries(operation.responses)) {
    const schema = Object.values(response.content ?? {})[0]?.schema;
    parts.push(element("h4", {}, `${status} ${response.description}`));
    if (schema) parts.push(sample(schema));
  }
  return element("div", { className: "operation" }, ...parts);
}

function parameters(list) {
  const rows = list.map((parameter) =>
    element(
      "tr",
      {},
      element("th", {}, parameter.name),
      element("td", {}, parameter.in + (parameter.required ? ", required" : "")),
      element("td", {}, parameter.description ?? ""),
    ),
  );
  return element("table", {}, ...rows);
}

function sample(schema) {
  return element("pre", {}, JSON.stringify(exampleOf(schema, []), null, 2));
}

/** Make a value that shows a schema's shape; `seen` ends recursion. */
function exampleOf(schema, seen) {
  if (schema.$ref) {
    const name = schema.$ref.split("/").pop();
    return seen.includes(name) ? {} : exampleOf(api.components.schemas[name], [...seen, name]);
  }
  if (schema.examples?.length) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum.join(" | ");
  const choice = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choice) return exampleOf(choice[0], seen);
  if (schema.type === "array") return [exampleOf(schema.items ?? {}, seen)];
  if (schema.type === "object") {
    const fields = Object.entries(schema.properties ?? {});
    return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, seen)]));
  }
  return schema.default ?? schema.format ?? schema.type ?? null;
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
