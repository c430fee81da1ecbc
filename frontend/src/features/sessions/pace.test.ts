import { expect, test } from "vitest";
import { isLimited, paceOf } from "./pace";

const charging = (power_w: number | null, offered_w: number | null) =>
  paceOf({ status: "charging", power_w, offered_w });

test("the car sets the pace while it takes clearly less than it is offered", () => {
  expect(charging(1_100, 7_400)).toBe("asks_less");
  expect(charging(7_000, 7_400)).toBe("full_offer");
  expect(charging(3_600, 3_700)).toBe("full_offer");
});

test("a station that offers nothing withholds, one that tells no offer just charges", () => {
  expect(charging(0, 0)).toBe("withheld");
  expect(charging(7_000, null)).toBe("in_use");
  expect(charging(null, 7_400)).toBe("in_use");
});

test("pauses have their own reason, and a charge that is over has no pace", () => {
  const paused = { power_w: 0, offered_w: 0 };
  expect(paceOf({ status: "suspended_ev", ...paused })).toBe("idle_ev");
  expect(paceOf({ status: "suspended_evse", ...paused })).toBe("idle_evse");
  expect(paceOf({ status: "ended", ...paused })).toBeNull();
  expect(["idle_ev", "asks_less", null].map((pace) => isLimited(pace as never))).not.toContain(
    true,
  );
});
