import { expect, test } from "vitest";
import type { Topic } from "./queries";
import { grouped, groupOf } from "./topics";

const topic = (name: string): Topic => ({ name, description: "", data_schema: {}, example: {} });

test("topics are listed by what they are about; a new kind is not lost", () => {
  const found = grouped(["carregamento.erro", "firmware.done", "session.ended"].map(topic));
  expect(found.map(([name, of]) => [name, of.map((each) => each.name)])).toEqual([
    ["charges", ["session.ended"]],
    ["vetric", ["carregamento.erro"]],
    ["others", ["firmware.done"]],
  ]);
});

test("an incident is about stations", () => {
  expect(groupOf("incident.opened")).toBe("stations");
});
