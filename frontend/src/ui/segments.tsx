import { ToggleGroup } from "radix-ui";

interface SegmentsProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChoose: (value: Value) => void;
}

/** One choice out of a few, all of them visible. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, value, options, onChoose } = props;
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      // Pressing the chosen one again would leave none.
      onValueChange={(next) => next !== "" && onChoose(next as Value)}
      className="grid auto-cols-fr grid-flow-col rounded-md bg-sunken p-1"
    >
      {options.map(([option, name]) => (
        <ToggleGroup.Item
          key={option}
          value={option}
          className="h-8 rounded-[0.25rem] px-3 text-sm font-medium text-muted data-[state=on]:bg-surface data-[state=on]:text-ink data-[state=on]:shadow-sm"
        >
          {name}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
