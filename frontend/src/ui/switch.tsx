interface SwitchProps {
  /** What is on or off; for screen readers when `children` show it elsewhere. */
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** Something that is on or off from the moment it is pressed; where a form is saved, a `CheckField`. */
export function Switch({ label, checked, disabled, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className="group inline-flex h-10 shrink-0 items-center disabled:opacity-50"
    >
      <span className="flex h-6 w-10 items-center rounded-full border border-line-strong bg-sunken px-0.5 transition-colors group-aria-checked:border-accent group-aria-checked:bg-accent">
        <span className="size-4 rounded-full bg-line-strong transition-transform group-aria-checked:translate-x-4.5 group-aria-checked:bg-on-accent" />
      </span>
    </button>
  );
}
