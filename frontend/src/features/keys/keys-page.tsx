import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useMay } from "@/features/accounts/permissions";
import { PlanLacks } from "@/features/tenants/plan-lacks";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { StateMark, type Tone } from "@/ui/badge";
import { Button, buttonClass } from "@/ui/button";
import { Icon, type IconName } from "@/ui/icon";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { OldSecret } from "./old-secret";
import { keysQuery, type ApiKey } from "./queries";
import { RevokeDialog } from "./revoke-dialog";
import { RotateDialog } from "./rotate-dialog";
import { ScopeWords } from "./scope-words";
import { standingOf, type Standing } from "./standing-of";

const MARKS: Record<Standing, { tone: Tone; icon: IconName }> = {
  active: { tone: "available", icon: "check" },
  ending: { tone: "idle", icon: "clock" },
  expired: { tone: "offline", icon: "lock" },
  revoked: { tone: "offline", icon: "lock" },
};

/** The keys by which programs use the API, and when each was last used. */
export function KeysPage() {
  const { t } = useTranslation();
  const mayWrite = useMay("write:api_keys");
  const { tenant } = useCurrentUser();
  const keys = useQuery(keysQuery);
  const add = mayWrite && tenant !== null && (
    <Link to="/api-keys/new" className={buttonClass("primary")}>
      <Icon name="plus" size={16} />
      {t("keys.new")}
    </Link>
  );
  return (
    <Page title={t("place.keys")} summary={t("keys.summary")} actions={add}>
      <PlanLacks feature="api" />
      {keys.data === undefined ? (
        <Awaiting query={keys}>
          <RowsSkeleton />
        </Awaiting>
      ) : keys.data.length === 0 ? (
        <Notice icon="key" title={t("keys.empty")} action={add}>
          {t("keys.empty_hint")}
        </Notice>
      ) : (
        <ul
          aria-label={t("place.keys")}
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {inForceFirst(keys.data).map((key) => (
            <KeyLine key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
    </Page>
  );
}

/** What is over is only looked up. */
function inForceFirst(keys: readonly ApiKey[]): ApiKey[] {
  const isOver = ({ state }: ApiKey) => Number(state !== "active");
  return keys.toSorted((a, b) => isOver(a) - isOver(b));
}

function KeyLine({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const now = useNow();
  const mayWrite = useMay("write:api_keys");
  const [asked, setAsked] = useState<"rotate" | "revoke" | null>(null);
  const { name, prefix, scopes } = apiKey;
  const standing = standingOf(apiKey, now);
  const close = () => setAsked(null);
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-4 text-sm md:grid-cols-[minmax(0,3fr)_minmax(0,5fr)_13rem]">
      <div className="min-w-0">
        <p className="font-medium">{name}</p>
        <p className="text-[0.8125rem] text-muted">
          <code>{prefix}…</code>
        </p>
      </div>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3">
          <StateMark {...MARKS[standing]}>{t(`key_standing.${standing}`)}</StateMark>
          <Dates apiKey={apiKey} />
        </p>
        <p className="mt-1 text-[0.8125rem] text-muted">
          <ScopeWords scopes={scopes} />
        </p>
        <OldSecret apiKey={apiKey} />
      </div>
      {mayWrite && (standing === "active" || standing === "ending") && (
        <div className="flex flex-wrap gap-2 md:justify-end">
          <Button
            small
            aria-label={`${t("key_rotate.open")}: ${name}`}
            onClick={() => setAsked("rotate")}
          >
            {t("key_rotate.open")}
          </Button>
          <Button
            small
            aria-label={`${t("key_revoke.open")}: ${name}`}
            onClick={() => setAsked("revoke")}
          >
            {t("key_revoke.open")}
          </Button>
        </div>
      )}
      {asked === "rotate" && <RotateDialog apiKey={apiKey} onClose={close} />}
      {asked === "revoke" && <RevokeDialog apiKey={apiKey} onClose={close} />}
    </li>
  );
}

/** When it was used, and when it ends. */
function Dates({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const { ago, dateTime } = useFormats();
  const now = useNow();
  const { expires_at: end, last_used_at: last } = apiKey;
  const words = [
    last === null ? t("keys.never_used") : t("keys.used", { ago: ago(last, now) }),
    end === null ? t("keys.no_end") : t("keys.ends", { when: dateTime(end) }),
  ];
  return <span className="text-[0.8125rem] text-muted">{words.join(" · ")}</span>;
}
