import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { CopyLine } from "@/ui/copy-line";
import { FailureNotice } from "@/ui/notice";
import { Icon } from "@/ui/icon";
import { Loading, Skeleton } from "@/ui/skeleton";
import { stationQuery } from "./queries";
import { connectionQuery } from "./station-edits";
import { versionName } from "./version-name";

interface ConnectGuideProps {
  stationId: string;
  /** A password that was just made: it is shown now and never again. */
  password: string | null;
}

/** What to type into a station so that it connects, and whether it has. */
export function ConnectGuide({ stationId, password }: ConnectGuideProps) {
  const { t } = useTranslation();
  const { either } = useFormats();
  const connection = useQuery(connectionQuery(stationId));
  const station = useQuery(stationQuery(stationId)).data;
  if (connection.isError && connection.data === undefined) {
    return <FailureNotice error={connection.error} onRetry={() => void connection.refetch()} />;
  }
  if (connection.data === undefined) {
    return (
      <Loading>
        <Skeleton className="h-40" />
      </Loading>
    );
  }
  const { base_urls: bases, urls, identity, subprotocols } = connection.data;
  const [base] = bases;
  const [url] = urls;
  return (
    <div className="grid gap-4 text-sm">
      {base === undefined || url === undefined ? (
        <p className="flex gap-2 text-warning">
          <Icon name="alert" />
          {t("connect.no_tls")}
        </p>
      ) : (
        <>
          <CopyLine label={t("connect.base")} value={base} hint={t("connect.base_hint")} />
          <CopyLine label={t("connect.identity")} value={identity} />
          <CopyLine label={t("connect.whole")} value={url} hint={t("connect.whole_hint")} />
        </>
      )}
      {password !== null ? (
        <CopyLine
          label={t("connect.password")}
          value={password}
          hint={t("connect.password_once")}
        />
      ) : (
        station?.has_password && <p className="text-muted">{t("connect.password_hidden")}</p>
      )}
      <p className="text-muted">
        {t("connect.versions", { versions: either(subprotocols.map(versionName)) })}
      </p>
      <p role="status" className="flex items-center gap-2 font-medium">
        {station?.online ? (
          <>
            <Icon name="check" className="text-accent" />
            {t("connect.connected")}
          </>
        ) : (
          <>
            <span aria-hidden className="mx-1 size-2 animate-pulse rounded-full bg-warning" />
            {t("connect.waiting")}
          </>
        )}
      </p>
    </div>
  );
}
