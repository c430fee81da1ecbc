import { expect, test } from "vitest";
import { bodyOfDraft, draftOf, newWindow, spanOf } from "./price-draft";
import { resultFor } from "./trial";
import { swatchColor } from "./week";

const ZONE = "America/Sao_Paulo";

test("a drag covers whole half hours of all its days, whichever corner it began in", () => {
  const drawn = spanOf({ weekday: 5, half: 40 }, { weekday: 1, half: 35 });
  expect(drawn).toEqual({
    weekdays: [1, 2, 3, 4, 5],
    from_time: "17:30:00",
    to_time: "20:30:00",
  });
  expect(spanOf({ weekday: 7, half: 47 }, { weekday: 7, half: 47 }).to_time).toBe("00:00:00");
});

test("a new window's name is not one that is there", () => {
  const span = spanOf({ weekday: 1, half: 0 }, { weekday: 1, half: 0 });
  const second = newWindow(span, [newWindow(span, [], "Faixa"), newWindow(span, [], "x")], "Faixa");
  const third = newWindow(span, [second, newWindow(span, [], "Faixa")], "Faixa");
  expect([second.name, third.name]).toEqual(["Faixa 3", "Faixa 4"]);
});

test("what is typed with a comma is sent with a point, nothing is no price and no limit", () => {
  const draft = { ...draftOf(null, "2026-12-01"), price_per_kwh: "0,53", amount_max: "50" };
  const body = bodyOfDraft(draft, ZONE);
  expect(body).toMatchObject({
    valid_from: "2026-12-01T03:00:00.000Z",
    price_per_kwh: "0.53",
    price_per_session: "0",
    amount_min: null,
    amount_max: "50",
  });
});

test("the result of a trial is gone as soon as a price is another", () => {
  const draft = { ...draftOf(null, "2026-12-01"), price_per_kwh: "0,53" };
  const tried = { prices: bodyOfDraft(draft, ZONE), result: "R$ 1,00" };
  expect(resultFor(tried, bodyOfDraft({ ...draft }, ZONE))).toBe("R$ 1,00");
  expect(resultFor(tried, bodyOfDraft({ ...draft, price_per_kwh: "3" }, ZONE))).toBeNull();
});

test("as many windows as a tariff may have are told apart by colour", () => {
  const colours = Array.from({ length: 50 }, (_, index) => swatchColor(index));
  expect(new Set(colours).size).toBe(50);
});
