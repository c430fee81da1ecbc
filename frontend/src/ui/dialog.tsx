import { lazy, Suspense, type ReactNode } from "react";
import type { DialogProps } from "./dialog-frame";

const Frame = lazy(async () => ({ default: (await import("./dialog-frame")).DialogFrame }));

/** A question over the page: a sheet from below on a phone, a centred card elsewhere. */
export function Dialog(props: DialogProps) {
  return (
    <Suspense>
      <Frame {...props} />
    </Suspense>
  );
}

/** The row of buttons that ends a dialog; the answer that goes on comes last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">{children}</div>
  );
}
