import { describe, expect, test } from "vitest";
import { profileOf } from "./profiles";
import { stepsOf } from "./limit-steps";

const NOON = Date.parse("2026-11-28T15:00:00Z");
const ZONE = "America/Sao_Paulo";

describe("the profile of a limit", () => {
  test("is of the whole station, always", () => {
    const limit = { evse: 0, limit: 11_000, unit: "W" as const, from: null, to: null };
    expect(profileOf(limit, ZONE, NOON)).toEqual({
      purpose: "ChargingStationMaxProfile",
      kind: "Absolute",
      schedules: [
        {
          unit: "W",
          periods: [{ start_s: 0, limit: 11_000 }],
          starts_at: "2026-11-28T03:00:00.000Z",
        },
      ],
    });
  });

  test("is of each charge, every day, also over midnight", () => {
    const limit = { evse: 1, limit: 6, unit: "A" as const, from: "22:00", to: "06:30" };
    const profile = profileOf(limit, ZONE, NOON);
    expect(profile.purpose).toBe("TxDefaultProfile");
    expect(profile.recurrency).toBe("Daily");
    const [schedule] = profile.schedules;
    expect(schedule?.starts_at).toBe("2026-11-28T01:00:00.000Z");
    expect(schedule?.duration_s).toBe(8.5 * 3_600);
  });
});

test("the steps of a drawing end where the day does, and leave out what has no limit", () => {
  const periods = [
    { start_s: 0, limit: 10, profile_ids: [1] },
    { start_s: 3_600, limit: null, profile_ids: [] },
    { start_s: 7_200, limit: 4, profile_ids: [2] },
  ];
  expect(stepsOf(periods, 10_800)).toEqual([
    { fromS: 0, toS: 3_600, limit: 10, profileIds: [1] },
    { fromS: 3_600, toS: 7_200, limit: null, profileIds: [] },
    { fromS: 7_200, toS: 10_800, limit: 4, profileIds: [2] },
  ]);
});
