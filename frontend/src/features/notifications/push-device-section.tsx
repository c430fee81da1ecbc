import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { failureWords } from "@/ui/failure-words";
import { FailureLine } from "@/ui/form";
import { readText, writePreference } from "@/ui/preferences";
import { useAction } from "@/ui/use-action";
import { addDevice, PREFERENCES_CHANGED, pushKeyQuery, removeDevice } from "./preferences-queries";
import { allowPush, PushRefused, pushState, stopPush } from "./push-device";

const stateQuery = { queryKey: ["push-state"], queryFn: pushState, staleTime: 0 } as const;

/** Notices on this very device, also while the application is closed. */
export function PushDevice() {
  const { t } = useTranslation();
  const state = useQuery(stateQuery).data;
  const key = useQuery(pushKeyQuery);
  const refreshes = [stateQuery.queryKey, ...PREFERENCES_CHANGED];
  const allowing = useAction<string, void>({
    send: async (publicKey) => {
      const device = await addDevice(await allowPush(publicKey));
      writePreference("push_device", device.id);
    },
    refreshes,
    done: () => t("push.on_done"),
  });
  const stopping = useAction<void, void>({
    send: async () => {
      await stopPush();
      const id = readText("push_device");
      if (id !== null) await removeDevice(id);
    },
    refreshes,
    done: () => t("push.off_done"),
    tellFailure: true,
  });
  if (state === undefined || key.isPending) return null;
  const publicKey = key.data ?? null;
  return (
    <div className="grid justify-items-start gap-3 text-sm">
      <p className="max-w-prose text-pretty text-muted">
        {t(`push.${publicKey === null ? "without" : state}`)}
      </p>
      {allowing.error && (
        <FailureLine>
          {allowing.error instanceof PushRefused
            ? t("push.refused")
            : failureWords(allowing.error, t)}
        </FailureLine>
      )}
      {publicKey !== null && state === "off" && (
        <Button icon="bell" busy={allowing.isPending} onClick={() => allowing.mutate(publicKey)}>
          {t("push.order")}
        </Button>
      )}
      {state === "on" && (
        <Button busy={stopping.isPending} onClick={() => stopping.mutate()}>
          {t("push.stop")}
        </Button>
      )}
    </div>
  );
}
