import { keepPreviousData, useQuery, type QueryKey } from "@tanstack/react-query";
import { Popover } from "radix-ui";
import { useDeferredValue, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./button";
import { CONTROL, Labelled, useField } from "./field";
import { useListbox } from "./use-listbox";

/** How to find the items of one kind: what each kind's own combobox fills in. */
export interface ItemSearch<Item> {
  /** Asked again for each text; `text` is trimmed and may be empty. */
  find: (text: string) => {
    queryKey: QueryKey;
    queryFn: (context: { signal: AbortSignal }) => Promise<readonly Item[]>;
  };
  itemKey: (item: Item) => string;
  itemText: (item: Item) => string;
  /** A second line that tells namesakes apart. */
  itemHint?: (item: Item) => string | null | undefined;
}

interface ComboboxProps<Item> extends ItemSearch<Item> {
  label: string;
  hint?: string;
  /** The name under which a `Form` finds the platform's reason, and sends the item's key. */
  name?: string;
  placeholder?: string;
  required?: boolean;
  value: Item | null;
  onChange: (item: Item | null) => void;
}

/** One item out of many, found by typing. */
export function Combobox<Item>(props: ComboboxProps<Item>) {
  const { label, hint, name, value, onChange, itemKey, itemText, itemHint } = props;
  const { t } = useTranslation();
  const field = useField(undefined, hint, name);
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const text = useDeferredValue(typed.trim());
  const found = useQuery({
    ...props.find(text),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
  const items = found.data ?? [];
  const list = useListbox({ items, itemKey, onChoose: choose });

  function choose(item: Item | null): void {
    onChange(item);
    setTyped("");
    setOpen(false);
  }

  return (
    <Labelled {...field} label={label} hint={hint}>
      <Popover.Root open={isOpen} onOpenChange={setOpen}>
        <Popover.Anchor asChild>
          <div className="relative">
            <input
              ref={input}
              className={`h-10 ${CONTROL} pr-10`}
              autoComplete="off"
              spellCheck={false}
              placeholder={props.placeholder ?? t("choice.type_to_find")}
              required={props.required}
              aria-expanded={isOpen}
              {...field.control}
              {...list.fieldProps}
              value={isOpen || value === null ? typed : itemText(value)}
              onFocus={() => setOpen(true)}
              onClick={() => setOpen(true)}
              onChange={(event) => {
                setTyped(event.target.value);
                list.restart();
                setOpen(true);
              }}
              onKeyDown={(event) => isOpen && list.onKeyDown(event)}
            />
            {value !== null && (
              <IconButton
                icon="x"
                label={t("action.clear")}
                className="absolute top-0 right-0"
                onClick={() => choose(null)}
              />
            )}
          </div>
        </Popover.Anchor>
        {name !== undefined && value !== null && (
          <input type="hidden" name={name} value={itemKey(value)} />
        )}
        <Popover.Portal>
          <Popover.Content
            sideOffset={4}
            collisionPadding={8}
            onOpenAutoFocus={(event) => event.preventDefault()}
            onInteractOutside={(event) => {
              if (input.current?.contains(event.target as Node)) event.preventDefault();
            }}
            className="z-50 max-h-72 w-(--radix-popover-trigger-width) overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-raised"
          >
            <ul {...list.listProps} aria-label={label}>
              {items.map((item, index) => (
                <li
                  key={itemKey(item)}
                  {...list.optionProps(item, index)}
                  className="cursor-pointer rounded-md px-3 py-2 text-sm aria-selected:bg-sunken"
                >
                  <span className="block truncate">{itemText(item)}</span>
                  {itemHint?.(item) && (
                    <span className="block truncate text-[0.8125rem] text-muted">
                      {itemHint(item)}
                    </span>
                  )}
                </li>
              ))}
            </ul>
            {items.length === 0 && (
              <p className="px-3 py-2 text-sm text-muted">
                {t(found.isFetching ? "loading" : "choice.none_found")}
              </p>
            )}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </Labelled>
  );
}
