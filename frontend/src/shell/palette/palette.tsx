import { useState } from "react";
import type { BoardConnector } from "@/features/board/board";
import { NewPersonDialog } from "@/features/drivers/new-person-dialog";
import { StartDialog } from "@/features/sessions/start-dialog";
import { NewStation } from "@/features/stations/new-station";
import { Finder } from "./finder";

/** What was begun in the palette and needs a dialog of its own. */
export type Task = "person" | "station" | BoardConnector;

/** Everything by a few letters: where to go, whom and what to find, what to do. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [task, setTask] = useState<Task | null>(null);
  if (task === null) return <Finder onTask={setTask} onClose={onClose} />;
  if (task === "person") return <NewPersonDialog onClose={onClose} />;
  if (task === "station") return <NewStation onClose={onClose} />;
  return <StartDialog connector={task} onClose={onClose} />;
}
