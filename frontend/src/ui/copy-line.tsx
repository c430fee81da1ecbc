import { CopyButton } from "./copy-button";

interface CopyLineProps {
  label: string;
  value: string;
  hint?: string;
}

/** A text that somebody types elsewhere, with a button that copies it. */
export function CopyLine({ label, value, hint }: CopyLineProps) {
  return (
    <div>
      <p className="text-[0.8125rem] font-medium text-muted">{label}</p>
      <div className="mt-1 flex items-center gap-1 rounded-md border border-line bg-sunken pl-3">
        <code className="min-w-0 grow py-2 text-[0.8125rem] break-all select-all">{value}</code>
        <CopyButton text={value} />
      </div>
      {hint !== undefined && <p className="mt-1 text-[0.8125rem] text-muted">{hint}</p>}
    </div>
  );
}
