import { useId, useState, type KeyboardEvent } from "react";

interface ListboxOptions<Item> {
  items: readonly Item[];
  itemKey: (item: Item) => string;
  onChoose: (item: Item) => void;
}

/** Walk a list of choices by keyboard while the focus stays in the text field above it. */
export function useListbox<Item>({ items, itemKey, onChoose }: ListboxOptions<Item>) {
  const id = useId();
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const found = items.findIndex((item) => itemKey(item) === activeKey);
  const active = found === -1 ? 0 : found;
  const optionId = (index: number) => `${id}-${index}`;

  function move(index: number): void {
    const item = items[(index + items.length) % items.length];
    if (item === undefined) return;
    setActiveKey(itemKey(item));
    document.getElementById(optionId(items.indexOf(item)))?.scrollIntoView({ block: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const chosen = items[active];
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Enter" && chosen !== undefined) onChoose(chosen);
    else return;
    event.preventDefault();
  }

  return {
    active,
    /** Begin with the first item again: the list is for another text. */
    restart: () => setActiveKey(null),
    onKeyDown,
    fieldProps: {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": id,
      "aria-activedescendant": items.length > 0 ? optionId(active) : undefined,
    } as const,
    listProps: { id, role: "listbox" } as const,
    optionProps: (item: Item, index: number) =>
      ({
        id: optionId(index),
        role: "option",
        "aria-selected": index === active,
        onPointerMove: () => setActiveKey(itemKey(item)),
        onClick: () => onChoose(item),
      }) as const,
  };
}
