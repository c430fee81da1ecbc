import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { Switch } from "@/ui/switch";
import { RESIDENT_KINDS, STAFF_KINDS } from "./kinds";
import type { Preferences } from "./preferences-queries";
import type { Kind } from "./queries";
import { useEditPreferences } from "./use-edit-preferences";

/** Of what one wants to be told, of that which may concern one. */
export function PreferenceKinds({ preferences }: { preferences: Preferences }) {
  const { t } = useTranslation();
  const { role, person_id } = useCurrentUser();
  const choosing = useEditPreferences();
  const muted = (choosing.isPending && choosing.variables.muted) || preferences.muted;
  const isStaff = role === "tenant_admin" || role === "operator";
  const shown: readonly Kind[] = [
    ...(isStaff ? STAFF_KINDS : []),
    ...(person_id !== null || !isStaff ? RESIDENT_KINDS : []),
  ];

  function choose(kind: Kind, isWanted: boolean): void {
    const others = muted.filter((each) => each.kind !== kind);
    choosing.mutate({ muted: isWanted ? others : [...others, { kind, channel: null }] });
  }

  return (
    <>
      <p className="mb-4 max-w-prose text-sm text-pretty text-muted">
        {t("preferences.kinds_hint")}
      </p>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {shown.map((kind) => (
          <li key={kind} className="flex items-center gap-4 px-4 py-2 text-sm">
            <Switch
              label={t(`notice_kind.${kind}`)}
              checked={!muted.some((each) => each.kind === kind && each.channel === null)}
              disabled={choosing.isPending}
              onChange={(isWanted) => choose(kind, isWanted)}
            />
            <div className="min-w-0">
              <p className="font-medium">{t(`notice_kind.${kind}`)}</p>
              <p className="text-[0.8125rem] text-pretty text-muted">
                {t(`notice_kind_when.${kind}`)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
