import { CopyLine } from "./copy-line";
import { Icon } from "./icon";

interface SecretOnceProps {
  label: string;
  value: string;
  /** That it will not be shown again. */
  warning: string;
  hint?: string;
}

/** A secret that was just made: it is shown now and never again. */
export function SecretOnce({ warning, ...line }: SecretOnceProps) {
  return (
    <div className="grid gap-3">
      <p className="flex gap-3 rounded-md bg-warning-wash px-4 py-3 text-sm text-warning">
        <Icon name="key" />
        {warning}
      </p>
      <CopyLine {...line} />
    </div>
  );
}
