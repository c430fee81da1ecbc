import { expect, test } from "vitest";
import type { Schemas } from "@/api/client";
import { limitInForce } from "./limit-orders";

const order = (action: string, payload: object, status = "accepted") =>
  ({ kind: "ocpp", status, payload: { action, payload } }) as unknown as Schemas["CommandView"];

test("the latest limit of this place or of the whole station counts", () => {
  const here = order("SetChargingProfile", { connectorId: 2 });
  const all = order("SetChargingProfile", { evseId: 0 });
  const refused = order("SetChargingProfile", { connectorId: 2 }, "rejected");
  const elsewhere = order("SetChargingProfile", { connectorId: 1 });
  expect(limitInForce([refused, elsewhere, here, all], 2)).toBe(here);
  expect(limitInForce([elsewhere, all], 2)).toBe(all);
  expect(limitInForce([elsewhere], 2)).toBeNull();
});

test("a limit that was taken back limits nothing", () => {
  const set = order("SetChargingProfile", { connectorId: 2 });
  expect(limitInForce([order("ClearChargingProfile", {}), set], 2)).toBeNull();
});
