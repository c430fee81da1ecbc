import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem, PlatformUnreachable } from "@/api/problem";
import { useSignOut } from "@/features/accounts/sign-out";
import { Button } from "@/ui/button";
import { Icon, type IconName } from "@/ui/icon";
import { PageFailure } from "./page-failure";

const RETRY_MS = 5_000;
const RETRY_SUSPENDED_MS = 60_000;

/** Instead of every page: nobody could find out who is signed in, most often for want of a network. */
export function NoEntry(props: ErrorComponentProps) {
  const { error } = props;
  if (error instanceof PlatformUnreachable) return <Offline />;
  if (error instanceof ApiProblem && error.isSuspension) return <Suspended problem={error} />;
  return <PageFailure {...props} />;
}

/** The application without its platform. */
function Offline() {
  const { t } = useTranslation();
  return (
    <Doorstep icon="offline" title={t("failure.unreachable")} retryMs={RETRY_MS}>
      <p className="mt-2 text-sm text-muted text-pretty">{t("failure.unreachable_hint")}</p>
      <p className="mt-1 text-sm text-muted">{t("offline.retrying")}</p>
    </Doorstep>
  );
}

/** The application of a condominium that is not served for now: what that means, and for whom. */
function Suspended({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const leave = (
    <Button icon="sign-out" onClick={() => void signOut()}>
      {t("shell.sign_out")}
    </Button>
  );
  return (
    <Doorstep icon="lock" title={problem.message} retryMs={RETRY_SUSPENDED_MS} more={leave}>
      <p className="mt-2 text-sm text-muted text-pretty">{problem.detail}</p>
    </Doorstep>
  );
}

interface DoorstepProps {
  icon: IconName;
  title: string;
  /** How often to see whether one may come in by now. */
  retryMs: number;
  more?: ReactNode;
  children: ReactNode;
}

/** Before the application: it waits, and goes on by itself. */
function Doorstep({ icon, title, retryMs, more, children }: DoorstepProps) {
  const { t } = useTranslation();
  const router = useRouter();

  useEffect(() => {
    document.title = `${title} · SIGEC-VE`;
    const retry = () => void router.invalidate();
    const timer = window.setInterval(retry, retryMs);
    window.addEventListener("online", retry);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("online", retry);
    };
  }, [title, retryMs, router]);

  return (
    <div className="flex min-h-dvh flex-col px-4 py-6 md:px-8">
      <p className="flex items-center gap-3 font-semibold tracking-tight">
        <img src="/icon.svg" alt="" width={28} height={28} />
        SIGEC-VE
      </p>
      <main className="m-auto flex max-w-sm flex-col items-center pb-16 text-center">
        <span className="grid size-16 place-items-center rounded-full bg-sunken text-muted">
          <Icon name={icon} size={40} />
        </span>
        <h1 className="mt-6 text-xl font-semibold tracking-tight text-balance">{title}</h1>
        {children}
        <div className="mt-6 flex flex-wrap justify-center gap-3">
          <Button tone="primary" icon="refresh" onClick={() => void router.invalidate()}>
            {t("action.retry")}
          </Button>
          {more}
        </div>
      </main>
    </div>
  );
}
