import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import type { Tone } from "@/ui/badge";
import { StateMark } from "@/ui/badge";
import { SelectField } from "@/ui/field";
import type { IconName } from "@/ui/icon";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import type { Station } from "../queries";
import {
  applyTemplate,
  previewQuery,
  TEMPLATES_CHANGED,
  templatesQuery,
  type Comparison,
} from "./queries";
import { lineOf } from "./value-lines";

const VERDICTS: Record<Comparison["verdict"], { tone: Tone; icon: IconName }> = {
  same: { tone: "available", icon: "check" },
  changes: { tone: "waiting", icon: "edit" },
  unknown: { tone: "waiting", icon: "info" },
  overruled: { tone: "idle", icon: "user" },
  impossible: { tone: "faulted", icon: "alert" },
  other_version: { tone: "offline", icon: "info" },
};

interface ApplyTemplateDialogProps {
  station: Station;
  onClose: () => void;
}

/** Choose a template, see what it would do to the station, and apply it. */
export function ApplyTemplateDialog({ station, onClose }: ApplyTemplateDialogProps) {
  const { t } = useTranslation();
  const templates = useQuery(templatesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const templateId = chosen ?? templates.data?.[0]?.id ?? null;
  const applying = useAction<FormData>({
    send: () => (templateId === null ? Promise.resolve() : applyTemplate(templateId, station.id)),
    refreshes: [["station", station.id], ...TEMPLATES_CHANGED],
    done: () => t(station.online ? "desire.asked" : "desire.asked_later"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("variable_template.apply")}
      description={station.name}
      order={t("variable_template.apply_order")}
      ready={templateId !== null}
      action={applying}
      onClose={onClose}
    >
      {templates.data === undefined ? (
        <Awaiting query={templates}>
          <Loading>
            <Skeleton className="h-10" />
          </Loading>
        </Awaiting>
      ) : templateId === null ? (
        <p className="text-sm text-muted">
          {t("variable_template.none")}{" "}
          <Link to="/variable-templates" className="underline underline-offset-4">
            {t("variable_template.title")}
          </Link>
        </p>
      ) : (
        <>
          <SelectField
            label={t("variable_template.which")}
            value={templateId}
            onChange={({ target }) => setChosen(target.value)}
          >
            {templates.data.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <Preview templateId={templateId} stationId={station.id} />
        </>
      )}
    </ActionDialog>
  );
}

function Preview({ templateId, stationId }: { templateId: string; stationId: string }) {
  const { t } = useTranslation();
  const preview = useQuery(previewQuery(templateId, stationId));
  if (preview.data === undefined) {
    return (
      <Awaiting query={preview}>
        <Loading>
          <Skeleton className="h-32" />
        </Loading>
      </Awaiting>
    );
  }
  return (
    <ul
      aria-label={t("variable_template.preview")}
      className="max-h-80 divide-y divide-line overflow-y-auto rounded-lg border border-line text-sm"
    >
      {preview.data.map((each) => (
        <PreviewLine key={lineOf(each.wanted)} compared={each} />
      ))}
    </ul>
  );
}

function PreviewLine({ compared }: { compared: Comparison }) {
  const { t } = useTranslation();
  const { wanted, verdict, reported, overruled_by: instead, problem } = compared;
  return (
    <li className="grid gap-0.5 px-3 py-2">
      <p className="font-mono text-[0.8125rem] break-words">{lineOf(wanted)}</p>
      <p className="flex flex-wrap gap-x-3">
        <StateMark {...VERDICTS[verdict]}>{t(`template_verdict.${verdict}`)}</StateMark>
        {reported !== null && verdict !== "same" && (
          <span className="text-muted">{t("variable_template.has", { value: reported })}</span>
        )}
        {instead !== null && (
          <span className="text-muted">{t("variable_template.instead", { value: instead })}</span>
        )}
      </p>
      {problem !== null && <p className="text-muted">{problem}</p>}
    </li>
  );
}
