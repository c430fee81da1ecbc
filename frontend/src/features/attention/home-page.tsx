import { useMay } from "@/features/accounts/permissions";
import { MinePage } from "@/features/mine/mine-page";
import { AttentionPage } from "./attention-page";

/** The first page: what needs somebody, for those who look after it; else one's own charge. */
export function HomePage() {
  return useMay("read:stations") ? <AttentionPage /> : <MinePage />;
}
