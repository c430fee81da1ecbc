import { expect, test } from "vitest";
import { LineNotUnderstood, lineOf, readLines } from "./value-lines";

const KEY = { variable: "HeartbeatInterval", attribute: "Actual", value: "60" };

test("a key of OCPP 1.6 is a line of its own", () => {
  expect(readLines("\n  HeartbeatInterval = 60 \n\n")).toEqual([KEY]);
});

test("what is written is read again", () => {
  const lines = [
    "HeartbeatInterval = 60",
    "MeterValuesSampledData = Energy.Active.Import.Register,Power.Active.Import",
    "OCPPCommCtrlr.RetryBackOff = ",
    "EVSE[a](1.2).Power[L1]/MaxSet = 7.4",
    "Connector(1).Url = https://example.org/?a=b",
  ];
  const none = {
    component: null,
    component_instance: null,
    evse: null,
    connector: null,
    instance: null,
  };

  const read = readLines(lines.join("\n"));

  expect(read.map((each) => lineOf({ ...none, attribute: "Actual", ...each })).join("\n")).toBe(
    lines.join("\n"),
  );
  expect(read[3]).toEqual({
    component: "EVSE",
    component_instance: "a",
    evse: 1,
    connector: 2,
    variable: "Power",
    instance: "L1",
    attribute: "MaxSet",
    value: "7.4",
  });
});

test.each(["HeartbeatInterval", "= 60", "A.B.C = 1", "Two words = 1"])(
  "%s is not understood",
  (line) => {
    expect(() => readLines(`A = 1\n${line}`)).toThrow(new LineNotUnderstood(2));
  },
);
