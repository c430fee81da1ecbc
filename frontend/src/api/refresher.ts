import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Asks again for data that events have made stale, at most once per interval and never while the
 * last answer is still on its way: a busy garage must not ask faster than it is answered.
 */
export class Refresher {
  private readonly due = new Map<string, QueryKey>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flushedAt = -Infinity;

  constructor(
    private readonly queryClient: QueryClient,
    private readonly intervalMs: number,
  ) {}

  refresh(queryKey: QueryKey): void {
    this.due.set(JSON.stringify(queryKey), queryKey);
    const waitMs = Math.max(0, this.flushedAt + this.intervalMs - Date.now());
    this.timer ??= setTimeout(this.flush, waitMs);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private readonly flush = (): void => {
    this.timer = undefined;
    this.flushedAt = Date.now();
    const keys = [...this.due.values()];
    this.due.clear();
    for (const queryKey of keys) {
      if (this.queryClient.isFetching({ queryKey }) > 0) this.refresh(queryKey);
      else void this.queryClient.invalidateQueries({ queryKey });
    }
  };
}
