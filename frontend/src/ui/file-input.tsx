import type { RefObject } from "react";

interface FileInputProps {
  /** Whoever shows a button clicks this: the browser's own control cannot be styled. */
  ref: RefObject<HTMLInputElement | null>;
  label: string;
  accept: string;
  onFile: (file: File) => void;
}

/** What opens the browser's dialog for a file, unseen. */
export function FileInput({ ref, label, accept, onFile }: FileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      accept={accept}
      aria-label={label}
      tabIndex={-1}
      className="sr-only"
      onChange={({ target }) => {
        const file = target.files?.[0];
        target.value = ""; // the same file may be chosen again once it was corrected
        if (file) onFile(file);
      }}
    />
  );
}
