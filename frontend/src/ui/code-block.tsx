import { CopyButton } from "./copy-button";

/** A text of a program, to read and to copy. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="flex min-h-10 items-center justify-between gap-2 text-[0.8125rem] text-muted">
        {label}
        <CopyButton text={text} />
      </figcaption>
      <pre
        tabIndex={0} // where it is too long, the arrow keys move it
        role="group"
        aria-label={label}
        className="max-h-96 overflow-auto rounded-md border border-line bg-sunken px-3 py-2 text-xs leading-5"
      >
        {text}
      </pre>
    </figure>
  );
}
