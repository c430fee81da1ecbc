import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem, PlatformUnreachable } from "@/api/problem";
import { Button } from "./button";
import { Icon, type IconName } from "./icon";

interface NoticeProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** What a place says when it has nothing to show: empty, failed, offline, not allowed. */
export function Notice({ icon, title, children, action }: NoticeProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-16 text-center">
      <Icon name={icon} size={40} className="mb-2 text-muted" />
      <p className="font-semibold text-balance">{title}</p>
      {children !== undefined && <div className="text-sm text-muted text-pretty">{children}</div>}
      {action !== undefined && <div className="mt-4">{action}</div>}
    </div>
  );
}

/** That somebody else may do this, and not the one who came here. */
export function ForbiddenNotice({ icon = "lock" }: { icon?: IconName }) {
  const { t } = useTranslation();
  return (
    <Notice icon={icon} title={t("failure.forbidden")}>
      {t("failure.forbidden_hint")}
    </Notice>
  );
}

/** Why something could not be shown, in words for the person who waits for it. */
export function FailureNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const retry = onRetry && (
    <Button icon="refresh" onClick={onRetry}>
      {t("action.retry")}
    </Button>
  );
  if (error instanceof PlatformUnreachable) {
    return (
      <Notice icon="offline" title={t("failure.unreachable")} action={retry}>
        {t("failure.unreachable_hint")}
      </Notice>
    );
  }
  if (error instanceof ApiProblem && error.status === 403) {
    return <ForbiddenNotice icon="user" />;
  }
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <Notice icon="search" title={t("failure.not_found")}>
        {t("failure.not_found_hint")}
      </Notice>
    );
  }
  return (
    <Notice icon="alert" title={t("failure.unexpected")} action={retry}>
      {error instanceof ApiProblem ? (error.detail ?? error.message) : t("failure.unexpected_hint")}
    </Notice>
  );
}
