import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refresher } from "./refresher";

const key = ["board"];
let queryClient: QueryClient;
let invalidate: ReturnType<typeof vi.spyOn>;
let refresher: Refresher;

beforeEach(() => {
  vi.useFakeTimers();
  queryClient = new QueryClient();
  invalidate = vi.spyOn(queryClient, "invalidateQueries");
  refresher = new Refresher(queryClient, 1_000);
});

afterEach(() => vi.useRealTimers());

test("the first event refreshes at once, those of the next second together", () => {
  refresher.refresh(key);
  vi.advanceTimersByTime(0);
  expect(invalidate).toHaveBeenCalledTimes(1);
  for (let event = 0; event < 50; event += 1) refresher.refresh(key);
  vi.advanceTimersByTime(999);
  expect(invalidate).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(invalidate).toHaveBeenCalledTimes(2);
});

test("an event that comes while the answer is on its way is not forgotten", () => {
  const isFetching = vi.spyOn(queryClient, "isFetching").mockReturnValue(1);
  refresher.refresh(key);
  vi.advanceTimersByTime(1_500);
  expect(invalidate).not.toHaveBeenCalled();
  isFetching.mockReturnValue(0);
  vi.advanceTimersByTime(1_000);
  expect(invalidate).toHaveBeenCalledWith({ queryKey: key });
});

test("nothing is refreshed without an event", () => {
  refresher.refresh(key);
  vi.advanceTimersByTime(60_000);
  expect(invalidate).toHaveBeenCalledTimes(1);
});
