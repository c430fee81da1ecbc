import { Link } from "@tanstack/react-router";
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { StateIcon } from "../connector-state";
import { stateOf, type StationRow } from "../station-list";
import { moved, snapped, type Direction, type Place } from "./places";

interface PlanMarkerProps {
  row: StationRow;
  place: Place;
  /** Where it was put; left out it cannot be moved, and leads to its station. */
  onPlace: ((place: Place) => void) | undefined;
}

const LOOK =
  "grid w-24 justify-items-center gap-0.5 rounded-md border border-(--tone) bg-(--tone-wash) px-1 py-1.5 text-center text-xs leading-tight";
const DIRECTIONS: readonly string[] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/** A station on the plan: its bay, and what it does by colour, icon and word. */
export function PlanMarker({ row, place, onPlace }: PlanMarkerProps) {
  const [dragged, setDragged] = useState<Place | null>(null);
  const { x, y } = dragged ?? place;
  return (
    <li
      data-tone={stateOf(row)}
      className="absolute -translate-1/2"
      style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
    >
      {onPlace ? (
        <Movable row={row} place={dragged ?? place} onDrag={setDragged} onPlace={onPlace} />
      ) : (
        <Link
          to="/stations/$stationId"
          params={{ stationId: row.station.id }}
          className={`${LOOK} hover:border-2`}
          title={row.station.name}
        >
          <Face row={row} />
        </Link>
      )}
    </li>
  );
}

interface MovableProps {
  row: StationRow;
  place: Place;
  onDrag: (place: Place | null) => void;
  onPlace: (place: Place) => void;
}

function Movable({ row, place, onDrag, onPlace }: MovableProps) {
  const { t } = useTranslation();
  const isHeld = useRef(false);

  function hold(event: PointerEvent<HTMLButtonElement>) {
    isHeld.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function drag(event: PointerEvent<HTMLButtonElement>) {
    const floor = event.currentTarget.closest("ul");
    if (!isHeld.current || floor === null) return;
    const { left, top, width, height } = floor.getBoundingClientRect();
    onDrag(snapped({ x: (event.clientX - left) / width, y: (event.clientY - top) / height }));
  }

  function drop() {
    if (!isHeld.current) return;
    isHeld.current = false;
    onPlace(place);
    onDrag(null);
  }

  function step(event: KeyboardEvent) {
    if (!DIRECTIONS.includes(event.key)) return;
    event.preventDefault();
    onPlace(moved(place, event.key as Direction, event.shiftKey));
  }

  return (
    <button
      type="button"
      aria-roledescription={t("plan.movable")}
      className={`${LOOK} cursor-move touch-none border-dashed select-none`}
      onPointerDown={hold}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={step}
    >
      <Face row={row} />
    </button>
  );
}

function Face({ row }: { row: StationRow }) {
  const { t } = useTranslation();
  const { station } = row;
  const state = stateOf(row);
  return (
    <>
      <span className="flex items-center gap-1 font-semibold text-(--tone)">
        <StateIcon state={state} />
        {t(`state.${state}`)}
      </span>
      <span className="line-clamp-2 break-words text-ink">{station.bay ?? station.name}</span>
    </>
  );
}
