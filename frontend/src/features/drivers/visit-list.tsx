import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { utcText } from "@/features/stations/action-form/local-instant";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { IconButton } from "@/ui/button";
import { textOf } from "@/ui/form-text";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { editVisit, removeVisit, visitsOfQuery, type Visit } from "./belongings-queries";
import { PEOPLE_CHANGED, type Person } from "./queries";
import { VisitTimes } from "./visitors-page";

/** When somebody is or was a guest, and whose; nothing for who never was. */
export function VisitList({ person }: { person: Person }) {
  const { t } = useTranslation();
  const visits = useQuery(visitsOfQuery(person));
  if (!visits.data?.length) return null;
  return (
    <Section title={t("visits.title")}>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {visits.data.map((visit) => (
          <VisitLine key={visit.id} visit={visit} />
        ))}
      </ul>
    </Section>
  );
}

function VisitLine({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const mayWrite = useMay("write:people");
  const [isEditing, setEditing] = useState(false);
  const saving = useAction<FormData, Visit>({
    send: (values) =>
      editVisit(visit, {
        valid_from: utcText(textOf(values, "valid_from") ?? ""),
        valid_to: utcText(textOf(values, "valid_to") ?? ""),
      }),
    refreshes: PEOPLE_CHANGED,
    done: () => t("people.saved"),
    onDone: () => setEditing(false),
  });
  const removal = useAction({
    send: () => removeVisit(visit),
    refreshes: PEOPLE_CHANGED,
    done: () => t("visits.removed"),
    tellFailure: true,
  });
  return (
    <li className="flex items-center justify-between gap-3 px-4 py-3 text-sm">
      <div className="min-w-0">
        <p className="font-medium">{visit.unit}</p>
        <p className="mt-0.5 text-[0.8125rem] text-muted">
          {dateTime(visit.valid_from)} – {dateTime(visit.valid_to)}
        </p>
      </div>
      {mayWrite && (
        <span className="flex">
          <IconButton icon="edit" label={t("visits.edit")} onClick={() => setEditing(true)} />
          <IconButton
            icon="trash"
            label={t("visits.remove")}
            disabled={removal.isPending}
            onClick={() => removal.mutate()}
          />
        </span>
      )}
      {isEditing && (
        <ActionDialog
          title={t("visits.edit_title", { unit: visit.unit })}
          description={t("visits.edit_hint")}
          order={t("action.save")}
          action={saving}
          onClose={() => setEditing(false)}
        >
          <VisitTimes from={new Date(visit.valid_from)} to={new Date(visit.valid_to)} />
        </ActionDialog>
      )}
    </li>
  );
}
