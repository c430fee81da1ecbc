import { useInfiniteQuery } from "@tanstack/react-query";
import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { commandsQuery, type GivenCommand } from "../command-history";
import type { Station } from "../queries";
import { actionMeaning } from "./action-picker";

const GOOD: readonly GivenCommand["status"][] = ["accepted", "scheduled", "reboot_required"];

interface CommandListProps {
  station: Station;
  onRepeat?: (command: GivenCommand, action: string) => void;
}

/** Who told the station to do what, why, and what it answered. */
export function CommandList({ station, onRepeat }: CommandListProps) {
  const { t } = useTranslation();
  const commands = useInfiniteQuery(commandsQuery(station.id));
  const shown = commands.data?.pages.flatMap((page) => page.items);
  if (shown === undefined) {
    return (
      <Awaiting query={commands}>
        <Loading className="grid gap-2">
          <Skeleton className="h-16" />
          <Skeleton className="h-16" />
        </Loading>
      </Awaiting>
    );
  }
  if (shown.length === 0) {
    return (
      <Notice icon="history" title={t("commands.empty")}>
        {t("commands.empty_hint")}
      </Notice>
    );
  }
  return (
    <>
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {shown.map((command) => (
          <CommandLine
            key={command.id}
            command={command}
            timezone={station.timezone}
            onRepeat={onRepeat}
          />
        ))}
      </ol>
      {commands.hasNextPage && (
        <div className="mt-4 text-center">
          <Button busy={commands.isFetchingNextPage} onClick={() => void commands.fetchNextPage()}>
            {t("action.more")}
          </Button>
        </div>
      )}
    </>
  );
}

interface CommandLineProps {
  command: GivenCommand;
  timezone: string;
  onRepeat: CommandListProps["onRepeat"];
}

function CommandLine({ command, timezone, onRepeat }: CommandLineProps) {
  const { t } = useTranslation();
  const { date, preciseTime } = useFormats();
  const { kind, payload, status, answer, reason, user_name, user_id, requested_at } = command;
  const action = typeof payload.action === "string" ? payload.action : null;
  const isGood = GOOD.includes(status);
  const who = user_name ?? t(user_id === null ? "commands.platform" : "commands.gone");
  return (
    <li>
      <details className="text-sm">
        <summary className="grid grid-cols-[1fr_auto] gap-x-4 px-4 py-3 hover:bg-sunken">
          <span className="font-medium">
            {action === null ? t(`command_kind.${kind}` as ParseKeys) : actionMeaning(action, t)}
          </span>
          <span className={`text-right ${isGood ? "text-accent" : "text-danger"}`}>
            {t(`command_status.${status}`)}
          </span>
          <span className="text-[0.8125rem] text-muted">
            {who}
            {reason !== null && `: “${reason}”`}
          </span>
          <time dateTime={requested_at} className="text-right text-[0.8125rem] text-muted">
            {date(requested_at, timezone)}, {preciseTime(requested_at, timezone)}
          </time>
        </summary>
        <div className="grid gap-3 px-4 pb-4 sm:grid-cols-2">
          <Words title={action ?? t("commands.asked")} value={payload.payload ?? payload} />
          <Words title={t("commands.answer")} value={answer} />
          {onRepeat && action !== null && (
            <Button small className="justify-self-start" onClick={() => onRepeat(command, action)}>
              {t("commands.repeat")}
            </Button>
          )}
        </div>
      </details>
    </li>
  );
}

function Words({ title, value }: { title: string; value: unknown }) {
  const { t } = useTranslation();
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{title}</p>
      {value === null ? (
        <p className="mt-1 text-muted">{t("conversation.no_answer")}</p>
      ) : (
        <pre className="mt-1 max-h-64 overflow-auto rounded-md bg-sunken p-2 text-xs leading-5">
          {JSON.stringify(value, null, 2)}
        </pre>
      )}
    </div>
  );
}
