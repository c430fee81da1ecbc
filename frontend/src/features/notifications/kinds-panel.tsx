import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Section } from "@/ui/section";
import { Switch } from "@/ui/switch";
import { useAction } from "@/ui/use-action";
import { Abilities } from "./abilities";
import { conditionWords } from "./conditions";
import { RESIDENT_KINDS, STAFF_KINDS } from "./kinds";
import { editKind, kindsQuery, type Kind, type KindSettings } from "./queries";

/** Every kind of notice: whether it is sent, when, and how well each source can tell it. */
export function KindsPanel() {
  const { t } = useTranslation();
  const kinds = useQuery(kindsQuery);
  if (kinds.data === undefined) {
    return (
      <Awaiting query={kinds}>
        <RowsSkeleton />
      </Awaiting>
    );
  }
  const those = (names: readonly Kind[]) =>
    names.flatMap((name) => kinds.data.find(({ kind }) => kind === name) ?? []);
  return (
    <>
      <p className="mb-6 max-w-prose text-sm text-muted">{t("notice_settings.hint")}</p>
      <Section title={t("notice_settings.residents")} className="">
        <KindList kinds={those(RESIDENT_KINDS)} />
      </Section>
      <Section title={t("notice_settings.staff")}>
        <KindList kinds={those(STAFF_KINDS)} />
      </Section>
    </>
  );
}

function KindList({ kinds }: { kinds: readonly KindSettings[] }) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {kinds.map((settings) => (
        <KindLine key={settings.kind} settings={settings} />
      ))}
    </ul>
  );
}

function replaced(all: KindSettings[] | undefined, saved: KindSettings) {
  return all?.map((each) => (each.kind === saved.kind ? saved : each));
}

function KindLine({ settings }: { settings: KindSettings }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const mayWrite = useMay("write:notices");
  const { kind, is_on } = settings;
  const name = t(`notice_kind.${kind}`);
  const switching = useAction<boolean, KindSettings>({
    send: (next) => editKind(settings, { is_on: next }),
    // The next press is an edit of what this one left.
    onDone: (saved) => queryClient.setQueryData(kindsQuery.queryKey, (all) => replaced(all, saved)),
    done: (saved) =>
      t(saved.is_on ? "notice_settings.switched_on" : "notice_settings.switched_off", { name }),
    tellFailure: true,
  });
  return (
    <li className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 px-4 py-3 text-sm lg:grid-cols-[auto_minmax(0,5fr)_minmax(0,4fr)_auto]">
      <Switch
        label={name}
        // What was pressed shows at once; an answer that refuses puts it back.
        checked={switching.isPending ? switching.variables : is_on}
        disabled={!mayWrite || switching.isPending}
        onChange={(next) => switching.mutate(next)}
      />
      <div className="min-w-0 self-center">
        <p className={is_on ? "font-medium" : "font-medium text-muted"}>{name}</p>
        <p className="text-[0.8125rem] text-pretty text-muted">
          {[t(`notice_kind_when.${kind}`), conditionWords(settings, t)].filter(Boolean).join(" · ")}
        </p>
      </div>
      <div className="col-start-2 lg:col-start-auto lg:self-center">
        <Abilities settings={settings} />
      </div>
      <div className="col-start-2 lg:col-start-auto lg:self-center">
        <Link
          to="/notice-settings/kinds/$kind"
          params={{ kind }}
          aria-label={`${t("notice_settings.adjust")}: ${name}`}
          className={buttonClass("secondary", true)}
        >
          {t("notice_settings.adjust")}
        </Link>
      </div>
    </li>
  );
}
