import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A grey shape where something will be; give it the size of what is coming. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden className={`animate-pulse rounded-md bg-line/70 ${className}`} />;
}

/** Skeletons with one word for screen readers. */
export function Loading({ className, children }: { className?: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("loading")} className={className}>
      {children}
    </div>
  );
}
