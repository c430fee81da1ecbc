import { lazy, Suspense } from "react";
import { useMay } from "@/features/accounts/permissions";
import { PagePending } from "@/shell/page-pending";
import { AttentionPage } from "./attention-page";

const MinePage = lazy(async () => ({
  default: (await import("@/features/mine/mine-page")).MinePage,
}));

/** The first page: what needs somebody, for those who look after it; else one's own charge. */
export function HomePage() {
  const looksAfter = useMay("read:stations");
  if (looksAfter) return <AttentionPage />;
  return (
    <Suspense fallback={<PagePending />}>
      <MinePage />
    </Suspense>
  );
}
