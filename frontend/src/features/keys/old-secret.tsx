import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Button } from "@/ui/button";
import { useNow } from "@/ui/now";
import { useAction } from "@/ui/use-action";
import { endOldSecret, KEYS_CHANGED, type ApiKey } from "./queries";

/** The secret from before a rotation, while it is still good: whether anybody uses it. */
export function OldSecret({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const { dateTime, ago } = useFormats();
  const now = useNow();
  const mayWrite = useMay("write:api_keys");
  const ending = useAction<void, ApiKey>({
    send: () => endOldSecret(apiKey),
    refreshes: KEYS_CHANGED,
    done: () => t("key_old.ended", { name: apiKey.name }),
    tellFailure: true,
  });
  const old = apiKey.old_secret;
  if (old === null) return null;
  const used =
    old.last_used_at === null
      ? t("key_old.unused")
      : t("keys.used", { ago: ago(old.last_used_at, now) });
  return (
    <p
      data-tone="idle"
      className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] text-(--tone)"
    >
      <span>
        {t("key_old.until", { prefix: old.prefix, when: dateTime(old.valid_until) })} {used}.
      </span>
      {mayWrite && (
        <Button small className="text-ink" busy={ending.isPending} onClick={() => ending.mutate()}>
          {t("key_old.end")}
        </Button>
      )}
    </p>
  );
}
