import { Dialog } from "radix-ui";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { useListbox } from "@/ui/use-listbox";
import { useSettled } from "@/ui/use-settled";
import { ChoiceList } from "./choice-list";
import { fits, inOrder, type Choice } from "./choices";
import type { Task } from "./palette";
import { useActionChoices, usePlaceChoices, type Errand } from "./use-commands";
import { useFound } from "./use-found";
import { useFreeConnectors } from "./use-free-connectors";

interface FinderProps {
  onTask: (task: Task) => void;
  onClose: () => void;
}

/** A field over the page and under it what fits what is typed. */
export function Finder({ onTask, onClose }: FinderProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [isStarting, setStarting] = useState(false);
  const text = typed.trim();
  const places = usePlaceChoices();
  const actions = useActionChoices(begin);
  const settled = useSettled(isStarting ? "" : text);
  const found = useFound(settled);
  const connectors = useFreeConnectors(isStarting, onTask);
  const known = isStarting ? connectors : [...places, ...actions];
  // What was found for the text of a moment ago counts only as far as it fits the one of now.
  const fresh = found.choices.filter((choice) => settled === text || fits(choice, text));
  const choices = inOrder([
    ...known.filter((choice) => fits(choice, text)),
    ...(isStarting || text === "" ? [] : fresh),
  ]);
  const list = useListbox({ items: choices, itemKey: ({ key }) => key, onChoose: choose });

  function begin(errand: Errand): void {
    if (errand !== "start") return onTask(errand);
    setTyped("");
    setStarting(true);
  }

  function choose(choice: Choice): void {
    const staysOpen = choice.key.startsWith("errand:") || choice.group === "connectors";
    if (!staysOpen) onClose();
    choice.run();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isStarting && typed === "" && event.key === "Backspace") setStarting(false);
    else list.onKeyDown(event);
  }

  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 flex max-h-[55dvh] flex-col overflow-hidden rounded-b-xl bg-raised shadow-raised outline-none sm:inset-x-auto sm:top-[12dvh] sm:left-1/2 sm:max-h-[70dvh] sm:w-[38rem] sm:max-w-[calc(100vw-2rem)] sm:-translate-x-1/2 sm:rounded-xl"
        >
          <Dialog.Title className="sr-only">{t("palette.title")}</Dialog.Title>
          <div className="flex items-center gap-3 border-b border-line pr-2 pl-4">
            <Icon name={isStarting ? "play" : "search"} className="text-muted" />
            <input
              className="h-14 min-w-0 grow bg-transparent text-base outline-none placeholder:text-muted"
              aria-label={t(isStarting ? "palette.free" : "palette.title")}
              placeholder={t(isStarting ? "palette.free" : "palette.placeholder")}
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              aria-expanded={choices.length > 0}
              {...list.fieldProps}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                list.restart();
              }}
              onKeyDown={onKeyDown}
            />
            <Dialog.Close asChild>
              <IconButton icon="x" label={t("action.close")} />
            </Dialog.Close>
          </div>
          <ChoiceList choices={choices} list={list} />
          <Outcome
            count={choices.length}
            text={text}
            isStarting={isStarting}
            isSearching={found.isSearching || (!isStarting && settled !== text)}
          />
          <Keys />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface OutcomeProps {
  count: number;
  text: string;
  isStarting: boolean;
  isSearching: boolean;
}

/** How much was found: seen when it is nothing, always heard. */
function Outcome({ count, text, isStarting, isSearching }: OutcomeProps) {
  const { t } = useTranslation();
  const none =
    isStarting && text === "" ? t("palette.free_none") : t("palette.found_none", { text });
  return (
    <p role="status" className={count > 0 ? "sr-only" : "px-4 py-6 text-sm text-muted"}>
      {count > 0 ? t("palette.found", { count }) : isSearching ? t("loading") : none}
    </p>
  );
}

function Keys() {
  const { t } = useTranslation();
  const keys = [
    ["↑ ↓", t("palette.hint.walk")],
    ["Enter", t("palette.hint.choose")],
    ["Esc", t("palette.hint.close")],
  ] as const;
  return (
    <p
      aria-hidden
      className="hidden gap-4 border-t border-line px-4 py-2 text-xs text-muted sm:flex"
    >
      {keys.map(([key, word]) => (
        <span key={key}>
          <kbd className="mr-1.5 font-sans font-medium text-ink">{key}</kbd>
          {word}
        </span>
      ))}
    </p>
  );
}
