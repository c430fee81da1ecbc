import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { Icon } from "@/ui/icon";
import { useActIn, useActingTenant } from "./acting";

/** In which condominium a platform admin acts, on every page, with the way back to all. */
export function ActingBar() {
  const { t } = useTranslation();
  const { role } = useCurrentUser();
  const acting = useActingTenant();
  const actIn = useActIn();
  if (role !== "platform_admin" || acting === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 bg-accent-wash px-4 py-2 text-sm text-accent md:px-8">
      <Icon name="building" size={16} />
      <span>{t("acting.in", { name: acting.name })}</span>
      <button
        type="button"
        className="font-medium underline underline-offset-4"
        onClick={() => void actIn(null)}
      >
        {t("acting.leave")}
      </button>
    </p>
  );
}
