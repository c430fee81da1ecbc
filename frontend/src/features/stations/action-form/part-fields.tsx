import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import type { Field, Shape } from "./action-schema";
import { childPath, fieldOf, isObject, listOf, type Draft, type Faults } from "./draft";
import { faultText } from "./fault-text";
import { beginPart, type StationContext } from "./first-draft";
import { pickerText } from "./local-instant";

interface PartProps {
  shape: Shape;
  draft: Draft;
  path: string;
  faults: Faults;
  context: StationContext;
  onChange: (draft: Draft) => void;
}

/** The fields of an object: those that must be there, those that were added, and what may be. */
export function ObjectFields({ shape, draft, path, ...rest }: PartProps) {
  if (shape.kind !== "object") return null;
  const isShown = ({ name, required }: Field) => required || fieldOf(draft, name) !== undefined;
  const shown = shape.fields.filter(isShown);
  const addable = shape.fields.filter((field) => !isShown(field));
  const set = (name: string, part: Draft) =>
    rest.onChange({ ...(isObject(draft) ? draft : {}), [name]: part });
  return (
    <div className="grid gap-4">
      {shown.map(({ name, shape: part, required }) => (
        <Part
          key={name}
          {...rest}
          name={name}
          required={required}
          shape={part}
          draft={fieldOf(draft, name)}
          path={childPath(path, name)}
          onChange={(next) => set(name, next)}
          onRemove={required ? undefined : () => set(name, undefined)}
        />
      ))}
      <Addable
        fields={addable}
        onAdd={({ name, shape: part }) =>
          set(name, beginPart(part, childPath(path, name), rest.context) ?? "")
        }
      />
    </div>
  );
}

interface NamedPartProps extends PartProps {
  name: string;
  required: boolean;
  onRemove: (() => void) | undefined;
}

function Part({ name, required, onRemove, ...part }: NamedPartProps) {
  const label = required ? `${name} *` : name;
  switch (part.shape.kind) {
    case "object":
      return (
        <Group name={label} onRemove={onRemove}>
          <ObjectFields {...part} />
        </Group>
      );
    case "list":
      return (
        <Group name={label} onRemove={onRemove} fault={part.faults.get(part.path)}>
          <ListItems {...part} shape={part.shape} name={name} />
        </Group>
      );
    default:
      return (
        <div className="flex items-end gap-1">
          <div className="min-w-0 grow">
            <Leaf {...part} label={label} required={required} />
          </div>
          <Remove name={name} onRemove={onRemove} />
        </div>
      );
  }
}

function Group({
  name,
  fault,
  onRemove,
  children,
}: {
  name: string;
  fault?: ReturnType<Faults["get"]>;
  onRemove: (() => void) | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="border-l-2 border-line pl-4">
      <div className="mb-2 flex min-h-8 items-center justify-between gap-2">
        <legend className="contents">
          <span className="text-[0.8125rem] font-semibold">{name}</span>
        </legend>
        <Remove name={name} onRemove={onRemove} />
      </div>
      {fault && <p className="mb-2 text-[0.8125rem] text-danger">{faultText(fault, t)}</p>}
      {children}
    </fieldset>
  );
}

interface ListProps extends Omit<PartProps, "shape"> {
  shape: Extract<Shape, { kind: "list" }>;
  name: string;
}

function ListItems({ shape, draft, path, name, ...rest }: ListProps) {
  const { t } = useTranslation();
  const items = listOf(draft);
  const item = shape.item();
  const replace = (index: number, next: Draft) =>
    rest.onChange(items.map((each, at) => (at === index ? next : each)));
  const mayAdd = shape.max === null || items.length < shape.max;
  return (
    <div className="grid gap-3">
      {items.map((each, index) => (
        <Part
          key={index}
          {...rest}
          name={`${name} ${index + 1}`}
          required
          shape={item}
          draft={each}
          path={childPath(path, index)}
          onChange={(next) => replace(index, next)}
          onRemove={
            items.length > shape.min
              ? () => rest.onChange(items.filter((_, at) => at !== index))
              : undefined
          }
        />
      ))}
      {mayAdd && (
        <Button
          small
          tone="quiet"
          icon="plus"
          className="justify-self-start"
          onClick={() =>
            rest.onChange([...items, beginPart(item, childPath(path, items.length), rest.context)])
          }
        >
          {t("action_form.add_item", { name })}
        </Button>
      )}
    </div>
  );
}

interface LeafProps extends PartProps {
  label: string;
  required: boolean;
}

function Leaf({ shape, draft, path, faults, label, required, onChange }: LeafProps) {
  const { t } = useTranslation();
  const fault = faults.get(path);
  const error = fault && faultText(fault, t);
  const text = typeof draft === "string" ? draft : "";
  const common = { label, error, "aria-required": required || undefined };
  switch (shape.kind) {
    case "choice":
      return (
        <SelectField {...common} value={text} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t("action_form.choose")}</option>
          {shape.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </SelectField>
      );
    case "boolean":
      return <Tick label={label} value={draft === true} onChange={onChange} />;
    case "instant":
      return (
        <TextField
          {...common}
          type="datetime-local"
          value={text.endsWith("Z") ? pickerText(new Date(text)) : text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return (
        <TextField
          {...common}
          inputMode={shape.kind === "number" ? "decimal" : "text"}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

function Tick({
  label,
  value,
  onChange,
}: {
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-10 items-center gap-3 text-sm">
      <input
        id={id}
        type="checkbox"
        className="size-4 accent-(--accent)"
        checked={value}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}

function Addable({ fields, onAdd }: { fields: readonly Field[]; onAdd: (field: Field) => void }) {
  const { t } = useTranslation();
  if (fields.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1">
      <span className="mr-1 text-[0.8125rem] text-muted">{t("action_form.optional")}</span>
      {fields.map((field) => (
        <Button
          key={field.name}
          small
          tone="quiet"
          icon="plus"
          aria-label={t("action_form.add", { name: field.name })}
          onClick={() => onAdd(field)}
        >
          {field.name}
        </Button>
      ))}
    </div>
  );
}

function Remove({ name, onRemove }: { name: string; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation();
  if (onRemove === undefined) return null;
  return <IconButton icon="x" label={t("action_form.remove", { name })} onClick={onRemove} />;
}
