import type { ComponentProps } from "react";
import { Icon, type IconName } from "./icon";

type Tone = "primary" | "secondary" | "quiet" | "danger";

const TONES: Record<Tone, string> = {
  primary: "bg-primary text-on-primary hover:opacity-90",
  secondary: "border border-line-strong/60 bg-surface hover:border-line-strong hover:bg-sunken",
  quiet: "text-muted hover:bg-sunken hover:text-ink",
  danger: "bg-danger text-surface hover:opacity-90",
};

/** The look of a button, for links that act like one. */
export function buttonClass(tone: Tone, small = false): string {
  const size = small ? "h-8 px-3 text-[0.8125rem]" : "h-10 px-4 text-sm";
  return `inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-[background-color,opacity,border-color] disabled:opacity-50 ${size} ${TONES[tone]}`;
}

interface ButtonProps extends ComponentProps<"button"> {
  tone?: Tone;
  small?: boolean;
  icon?: IconName;
  /** The action is under way: the button stays in place and cannot be pressed twice. */
  busy?: boolean;
}

export function Button({
  tone = "secondary",
  small,
  icon,
  busy = false,
  className = "",
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={`${buttonClass(tone, small)} ${className}`}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} size={16} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  icon: IconName;
  label: string;
}

/** A button that shows only an icon; the label is for tooltips and screen readers. */
export function IconButton({ icon, label, className = "", ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-10 items-center justify-center rounded-md text-muted transition-colors hover:bg-sunken hover:text-ink ${className}`}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}

function Spinner() {
  return (
    <span
      aria-hidden
      className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  );
}
