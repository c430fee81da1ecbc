import { Icon, type IconName } from "./icon";

/** The meanings that colour may carry; `tokens.css` gives each its ink and its wash. */
export type Tone = "available" | "waiting" | "in_use" | "idle" | "reserved" | "faulted" | "offline";

interface StateMarkProps {
  tone: Tone;
  icon: IconName;
  /** The state in a word: colour alone tells nothing. */
  children: string;
}

/** A state beside others in a list: icon and word in its colour. */
export function StateMark({ tone, icon, children }: StateMarkProps) {
  return (
    <span
      data-tone={tone}
      className="inline-flex items-center gap-1.5 font-medium whitespace-nowrap text-(--tone)"
    >
      <Icon name={icon} size={16} />
      {children}
    </span>
  );
}
