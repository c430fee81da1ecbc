import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { PlatformUnreachable } from "@/api/problem";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { PageFailure } from "./page-failure";

const RETRY_MS = 5_000;

/** Instead of every page: nobody could find out who is signed in, most often for want of a network. */
export function NoEntry(props: ErrorComponentProps) {
  return props.error instanceof PlatformUnreachable ? <Offline /> : <PageFailure {...props} />;
}

/** The application without its platform: it waits, and goes on by itself. */
function Offline() {
  const { t } = useTranslation();
  const router = useRouter();

  useEffect(() => {
    document.title = `${t("failure.unreachable")} · SIGEC-VE`;
    const retry = () => void router.invalidate();
    const timer = window.setInterval(retry, RETRY_MS);
    window.addEventListener("online", retry);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("online", retry);
    };
  }, [t, router]);

  return (
    <div className="flex min-h-dvh flex-col px-4 py-6 md:px-8">
      <p className="flex items-center gap-3 font-semibold tracking-tight">
        <img src="/icon.svg" alt="" width={28} height={28} />
        SIGEC-VE
      </p>
      <main className="m-auto flex max-w-sm flex-col items-center pb-16 text-center">
        <span className="grid size-16 place-items-center rounded-full bg-sunken text-muted">
          <Icon name="offline" size={40} />
        </span>
        <h1 className="mt-6 text-xl font-semibold tracking-tight text-balance">
          {t("failure.unreachable")}
        </h1>
        <p className="mt-2 text-sm text-muted text-pretty">{t("failure.unreachable_hint")}</p>
        <p className="mt-1 text-sm text-muted">{t("offline.retrying")}</p>
        <Button
          tone="primary"
          icon="refresh"
          className="mt-6"
          onClick={() => void router.invalidate()}
        >
          {t("action.retry")}
        </Button>
      </main>
    </div>
  );
}
