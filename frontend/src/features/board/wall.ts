/** What fits on a wall, and in which order: what somebody should see first. */
import type { ConnectorState } from "@/features/stations/connector-state";
import type { BoardConnector } from "./board";

const FIRST: readonly ConnectorState[] = [
  "faulted",
  "in_use",
  "idle",
  "waiting",
  "reserved",
  "offline",
  "available",
];

export interface WallSize {
  columns: number;
  rows: number;
}

const TILE_PX = { width: 240, height: 170 };
/** The head and the counters take this much of the height. */
const HEAD_PX = 130;

/** Tiles as large as a wall can show from metres away: five by four on a television. */
export function wallSize(widthPx: number, heightPx: number): WallSize {
  const most = widthPx < heightPx ? { columns: 3, rows: 6 } : { columns: 5, rows: 4 };
  return {
    columns: clamp(Math.floor(widthPx / TILE_PX.width), most.columns),
    rows: clamp(Math.floor((heightPx - HEAD_PX) / TILE_PX.height), most.rows),
  };
}

function clamp(count: number, most: number): number {
  return Math.max(1, Math.min(most, count));
}

/** Cut connectors into pages; within a state they keep their order. */
export function wallPages(
  connectors: readonly BoardConnector[],
  { columns, rows }: WallSize,
): BoardConnector[][] {
  const ordered = FIRST.flatMap((state) => connectors.filter((row) => row.state === state));
  const size = columns * rows;
  const count = Math.max(1, Math.ceil(ordered.length / size));
  return Array.from({ length: count }, (_, page) => ordered.slice(page * size, (page + 1) * size));
}
