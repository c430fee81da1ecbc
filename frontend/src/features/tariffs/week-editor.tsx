import { useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { spanOf, type Cell } from "./price-draft";
import type { PricedWindow } from "./queries";
import { HourMarks, Swatch } from "./week";
import { weekGrid } from "./versions";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const LAST_HALF = 47;
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface WeekEditorProps {
  windows: readonly PricedWindow[];
  month: number;
  onDraw: (span: ReturnType<typeof spanOf>) => void;
}

/** The week to draw on: by dragging over it, or by the arrow keys with Shift, then Enter. */
export function WeekEditor({ windows, month, onDraw }: WeekEditorProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<Cell | null>(null);
  const [end, setEnd] = useState<Cell>({ weekday: 1, half: 16 });
  const [isDragging, setDragging] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const grid = weekGrid({ windows }, month);
  const marked = anchor !== null || hasFocus ? spanOf(anchor ?? end, end) : null;

  function draw(): void {
    onDraw(spanOf(anchor ?? end, end));
    setAnchor(null);
    setDragging(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAnchor(event.shiftKey ? (anchor ?? end) : null);
      setEnd(at(end.weekday + step[0], end.half + step[1]));
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      draw();
    } else if (event.key === "Escape" && anchor !== null) {
      event.stopPropagation();
      setAnchor(null);
      setDragging(false);
    }
  }

  function onPointer(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    const down = (event.clientY - box.top) / box.height;
    const cell = at(1 + Math.floor(down * 7), Math.floor(across * (LAST_HALF + 1)));
    if (event.type === "pointerdown") {
      event.currentTarget.setPointerCapture(event.pointerId);
      setAnchor(cell);
      setDragging(true);
    }
    setEnd(cell);
  }

  return (
    <div>
      <div className="grid grid-cols-[2.5rem_1fr] gap-x-2 text-xs text-muted">
        <div aria-hidden className="grid grid-rows-7">
          {WEEKDAYS.map((weekday) => (
            <span key={weekday} className="leading-8">
              {t(`weekday.${weekday}`)}
            </span>
          ))}
        </div>
        <div
          role="application"
          aria-label={t("tariff.week_label")}
          aria-describedby="week-hint"
          tabIndex={0}
          className="relative grid h-56 cursor-crosshair touch-none grid-rows-7 gap-y-px overflow-hidden rounded-sm select-none"
          onKeyDown={onKeyDown}
          onFocus={() => setFocus(true)}
          onBlur={() => setFocus(false)}
          onPointerDown={onPointer}
          onPointerMove={(event) => isDragging && onPointer(event)}
          onPointerUp={() => isDragging && draw()}
          onPointerCancel={() => {
            setAnchor(null);
            setDragging(false);
          }}
        >
          {WEEKDAYS.map((weekday, index) => (
            <span key={weekday} className="grid grid-cols-[repeat(48,1fr)]">
              {grid[index]?.map((name, half) => (
                <Swatch key={half} windows={windows} name={name} />
              ))}
            </span>
          ))}
          {marked && <Mark a={anchor ?? end} b={end} />}
        </div>
        <span />
        <HourMarks />
      </div>
      <p id="week-hint" className="mt-2 text-[0.8125rem] text-muted">
        {t("tariff.week_hint")}
      </p>
      <p role="status" className="min-h-5 text-[0.8125rem] tabular-nums">
        {marked &&
          t("tariff.week_marked", {
            first: t(`weekday.${WEEKDAYS[(marked.weekdays[0] ?? 1) - 1] ?? 1}`),
            last: t(`weekday.${WEEKDAYS[(marked.weekdays.at(-1) ?? 1) - 1] ?? 1}`),
            from: marked.from_time.slice(0, 5),
            to: marked.to_time.slice(0, 5),
          })}
      </p>
    </div>
  );
}

/** The frame around what a drag covers so far. */
function Mark({ a, b }: { a: Cell; b: Cell }) {
  const top = Math.min(a.weekday, b.weekday) - 1;
  const left = Math.min(a.half, b.half);
  const rows = Math.abs(a.weekday - b.weekday) + 1;
  const columns = Math.abs(a.half - b.half) + 1;
  return (
    <span
      className="pointer-events-none absolute rounded-sm border-2 border-ink bg-ink/10"
      style={{
        top: `${(top / 7) * 100}%`,
        height: `${(rows / 7) * 100}%`,
        left: `${(left / (LAST_HALF + 1)) * 100}%`,
        width: `${(columns / (LAST_HALF + 1)) * 100}%`,
      }}
    />
  );
}

function at(weekday: number, half: number): Cell {
  return {
    weekday: Math.min(7, Math.max(1, weekday)),
    half: Math.min(LAST_HALF, Math.max(0, half)),
  };
}
