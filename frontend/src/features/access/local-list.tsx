import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { StateMark, type Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Facts } from "@/ui/facts";
import type { IconName } from "@/ui/icon";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { localListQuery, sendList, type LocalList } from "./queries";

type State = NonNullable<LocalList["state"]>;

const MARKS: Record<State, { tone: Tone; icon: IconName }> = {
  pending: { tone: "waiting", icon: "clock" },
  applied: { tone: "available", icon: "check" },
  refused: { tone: "faulted", icon: "alert" },
  unsupported: { tone: "offline", icon: "x" },
};

interface LocalListPanelProps {
  stationId: string;
  tenantId: string;
  timeZone?: string | undefined;
}

/** The list that a station keeps for when it cannot ask: how long, how old, and if it is right. */
export function LocalListPanel({ stationId, tenantId, timeZone }: LocalListPanelProps) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const list = useQuery(localListQuery(stationId));
  const sending = useAction<void, LocalList>({
    send: () => sendList(stationId, tenantId),
    refreshes: [["station", stationId]],
    done: () => t("local_list.sending"),
    tellFailure: true,
  });
  const isKept = list.data?.state != null;
  return (
    <Section
      title={t("local_list.title")}
      className=""
      actions={
        mayCommand &&
        isKept && (
          <Button small busy={sending.isPending} onClick={() => sending.mutate()}>
            {t("local_list.send")}
          </Button>
        )
      }
    >
      {list.data === undefined ? (
        <Awaiting query={list}>
          <Loading>
            <Skeleton className="h-24" />
          </Loading>
        </Awaiting>
      ) : (
        <ListFacts list={list.data} timeZone={timeZone} />
      )}
    </Section>
  );
}

function ListFacts({ list, timeZone }: { list: LocalList; timeZone: string | undefined }) {
  const { t } = useTranslation();
  const { count, dateTime } = useFormats();
  const { state, reason, version, size, left_out_count, left_out, unfit_count } = list;
  if (state === null) return <p className="text-sm text-muted">{t("local_list.none")}</p>;
  const named = left_out.map(({ value }) => value).join(", ");
  return (
    <Facts
      facts={[
        [
          t("local_list.state"),
          <span key="state" className="grid gap-1">
            <StateMark {...MARKS[state]}>{t(`local_list_state.${state}`)}</StateMark>
            {reason && <span className="text-muted">{reason}</span>}
          </span>,
        ],
        [t("local_list.size"), count(size)],
        [t("local_list.version"), version === null ? null : String(version)],
        [t("local_list.synced_at"), list.synced_at && dateTime(list.synced_at, timeZone)],
        [
          t("local_list.left_out"),
          left_out_count === 0 ? null : `${count(left_out_count)}: ${named}`,
        ],
        [t("local_list.unfit"), unfit_count === 0 ? null : count(unfit_count)],
      ]}
    />
  );
}
