import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sitesQuery, type Site } from "@/features/sites/queries";
import { useFormats } from "@/i18n/formats";
import { Button } from "@/ui/button";
import { CONTROL } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import type { Choice } from "./add-source";
import type { FoundCharger } from "./queries";

interface ChargerPickerProps {
  chargers: readonly FoundCharger[];
  /** Where chargers stand unless somebody says otherwise. */
  siteId: string | null;
  onChange: (choices: readonly Choice[]) => void;
}

interface Pick {
  isHere: boolean;
  name: string;
  siteId: string | null;
}

/** Which of an account's chargers belong here, each under a name of its own and on its site. */
export function ChargerPicker({ chargers, siteId, onChange }: ChargerPickerProps) {
  const { t } = useTranslation();
  const sites = useQuery(sitesQuery).data ?? [];
  const [picks, setPicks] = useState<ReadonlyMap<string, Pick>>(
    () =>
      new Map(
        chargers.map((charger) => [
          charger.external_id,
          { isHere: false, name: nameOf(charger), siteId },
        ]),
      ),
  );

  function change(next: ReadonlyMap<string, Pick>): void {
    setPicks(next);
    const chosen = [...next].filter(([, { isHere }]) => isHere);
    onChange(
      chosen.map(([externalId, pick]) => ({
        externalId,
        name: pick.name.trim() || null,
        siteId: pick.siteId,
      })),
    );
  }

  if (chargers.length === 0) {
    return (
      <Notice icon="station" title={t("charger_pick.none")}>
        {t("charger_pick.none_hint")}
      </Notice>
    );
  }
  const areAll = [...picks.values()].every(({ isHere }) => isHere);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-sm text-muted">{t("charger_pick.hint")}</p>
        <Button
          small
          onClick={() =>
            change(new Map([...picks].map(([id, pick]) => [id, { ...pick, isHere: !areAll }])))
          }
        >
          {t(areAll ? "charger_pick.clear" : "charger_pick.everyone")}
        </Button>
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {chargers.map((charger) => {
          const pick = picks.get(charger.external_id);
          return (
            pick && (
              <ChargerLine
                key={charger.external_id}
                charger={charger}
                pick={pick}
                sites={sites}
                onChange={(next) => change(new Map(picks).set(charger.external_id, next))}
              />
            )
          );
        })}
      </ul>
    </>
  );
}

interface ChargerLineProps {
  charger: FoundCharger;
  pick: Pick;
  sites: readonly Site[];
  onChange: (next: Pick) => void;
}

function ChargerLine({ charger, pick, sites, onChange }: ChargerLineProps) {
  const { t } = useTranslation();
  const label = nameOf(charger);
  return (
    <li className="grid items-start gap-x-6 gap-y-3 px-4 py-3 text-sm md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-(--accent)"
          checked={pick.isHere}
          onChange={({ target }) => onChange({ ...pick, isHere: target.checked })}
        />
        <span className="min-w-0">
          <span className="block font-medium">{label}</span>
          <span className="block text-[0.8125rem] text-muted">
            <ChargerFacts charger={charger} />
          </span>
        </span>
      </label>
      {pick.isHere && (
        <div className={`grid gap-3 ${sites.length > 1 ? "sm:grid-cols-2" : ""}`}>
          <input
            className={`h-10 ${CONTROL}`}
            aria-label={t("charger_pick.name_of", { charger: label })}
            value={pick.name}
            maxLength={200}
            onChange={({ target }) => onChange({ ...pick, name: target.value })}
          />
          {sites.length > 1 && (
            <select
              className={`h-10 ${CONTROL}`}
              aria-label={t("charger_pick.site_of", { charger: label })}
              value={pick.siteId ?? ""}
              onChange={({ target }) => onChange({ ...pick, siteId: target.value || null })}
            >
              <option value="">{t("site.none")}</option>
              {sites.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </div>
      )}
    </li>
  );
}

/** What tells a charger of the cloud apart from its neighbours. */
export function ChargerFacts({ charger }: { charger: FoundCharger }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const { external_id, vendor, model, connectors, heartbeat_at } = charger;
  const facts = [
    external_id,
    [vendor, model].filter(Boolean).join(" "),
    t("charger_pick.connectors", { count: connectors.length }),
    heartbeat_at === null
      ? t("charger_pick.never_heard")
      : t("charger_pick.heard", { ago: ago(heartbeat_at, now) }),
  ];
  return <>{facts.filter(Boolean).join(" · ")}</>;
}

function nameOf({ description, external_id }: FoundCharger): string {
  return description?.trim() || external_id;
}
