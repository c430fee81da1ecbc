import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "@/ui/icon";
import type { MonthDetail } from "./queries";

/** What is unusual of a month: sessions it leaves out, and those of earlier months in it. */
export function MonthRemarks({ detail }: { detail: MonthDetail }) {
  const { t } = useTranslation();
  const { left_out, late, corrections, state } = detail;
  const remarks: [IconName, string][] = (["going_on", "pending", "unpriced", "rated_late"] as const)
    .filter((why) => left_out[why] > 0)
    .map((why) => [
      why === "unpriced" ? "alert" : "clock",
      t(`month.left_out.${why}`, { count: left_out[why] }),
    ]);
  if (late > 0) remarks.push(["history", t("month.late", { count: late })]);
  if (corrections > 0) remarks.push(["edit", t("month.corrections", { count: corrections })]);
  if (state === "over") remarks.push(["lock", t("month.to_close")]);
  if (remarks.length === 0) return null;
  return (
    <ul
      aria-label={t("month.remarks")}
      className="grid gap-2 rounded-lg bg-sunken px-4 py-3 text-sm"
    >
      {remarks.map(([icon, words]) => (
        <Remark key={words} icon={icon}>
          {words}
        </Remark>
      ))}
    </ul>
  );
}

function Remark({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2 text-pretty">
      <Icon name={icon} size={16} className="mt-0.5 shrink-0 text-muted" />
      {children}
    </li>
  );
}
