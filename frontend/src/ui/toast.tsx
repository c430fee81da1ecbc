/** Short results of actions, in a corner; they never take the focus. */
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./button";
import { Icon } from "./icon";

type ToastTone = "done" | "failed";

interface ToastMessage {
  id: number;
  tone: ToastTone;
  text: string;
}

const SHOWN_MS = 8_000;

let messages: readonly ToastMessage[] = [];
let lastId = 0;
const watchers = new Set<() => void>();

/** Show the result of an action for a few seconds. */
export function showToast(tone: ToastTone, text: string): void {
  const id = ++lastId;
  publish([...messages, { id, tone, text }]);
  window.setTimeout(() => dismiss(id), SHOWN_MS);
}

export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(watch, () => messages);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-50 flex flex-col items-center gap-2 md:right-6 md:bottom-6 md:left-auto md:items-end"
    >
      {shown.map(({ id, tone, text }) => (
        <div
          key={id}
          className="pointer-events-auto flex w-full max-w-md items-center gap-3 rounded-lg border border-line bg-raised py-1 pr-1 pl-4 text-sm shadow-raised"
        >
          <Icon
            name={tone === "done" ? "check" : "alert"}
            className={tone === "done" ? "text-accent" : "text-danger"}
          />
          <p className="grow py-2">{text}</p>
          <IconButton icon="x" label={t("action.close")} onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}

function dismiss(id: number): void {
  publish(messages.filter((message) => message.id !== id));
}

function publish(next: readonly ToastMessage[]): void {
  messages = next;
  for (const notify of watchers) notify();
}

function watch(notify: () => void): () => void {
  watchers.add(notify);
  return () => watchers.delete(notify);
}
