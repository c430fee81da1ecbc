import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { PersonCombobox, type Person } from "@/features/drivers/person-combobox";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { Segments } from "@/ui/segments";
import { Table, type Column } from "@/ui/table";
import { useAction } from "@/ui/use-action";
import { forgetTag, mapTag, tagsQuery, type Source, type Tag } from "./queries";

const CHANGED = [["sources"], ["sessions"], ["board"]] as const;

/** Which card, or whose, each of the cloud's tags is: learned from charges, or said by hand. */
export function TagsPanel({ source }: { source: Source }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const mayWrite = useMay("write:sources");
  const tags = useQuery(tagsQuery(source.id));
  const [asked, setAsked] = useState<Tag | "new" | null>(null);
  const add = mayWrite && (
    <Button icon="plus" onClick={() => setAsked("new")}>
      {t("tag_map.add")}
    </Button>
  );
  const columns: Column<Tag>[] = [
    {
      id: "key",
      head: t("tag_map.key"),
      cell: ({ external_key }) => <span className="font-mono">{external_key}</span>,
    },
    {
      id: "token",
      head: t("tag_map.token"),
      // Said of a person, it has a token that only the platform knows.
      cell: ({ id_token, id_token_type }) =>
        id_token_type !== "Local" && <span className="font-mono break-all">{id_token}</span>,
    },
    {
      id: "person",
      head: t("tag_map.person"),
      cell: ({ person }) =>
        person && (
          <>
            {person.name}
            <span className="block text-[0.8125rem] text-muted">{person.unit}</span>
          </>
        ),
    },
    {
      id: "origin",
      head: t("tag_map.origin"),
      from: "tablet",
      cell: ({ origin, at }) => (
        <>
          {t(`tag_origin.${origin}`)}
          <span className="block text-[0.8125rem] text-muted">{dateTime(at)}</span>
        </>
      ),
    },
    {
      id: "forget",
      head: t("tag_map.forget"),
      hideHead: true,
      align: "end",
      cell: (tag) =>
        mayWrite && (
          <Button
            small
            tone="quiet"
            aria-label={`${t("tag_map.forget")}: ${tag.external_key}`}
            onClick={() => setAsked(tag)}
          >
            {t("tag_map.forget")}
          </Button>
        ),
    },
  ];
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-4">
        <p className="max-w-prose text-sm text-muted">{t("tag_map.hint")}</p>
        {add}
      </div>
      {tags.data === undefined ? (
        <Awaiting query={tags}>
          <RowsSkeleton />
        </Awaiting>
      ) : tags.data.length === 0 ? (
        <Notice icon="card" title={t("tag_map.none")}>
          {t("tag_map.none_hint")}
        </Notice>
      ) : (
        <Table
          label={t("source_tab.tags")}
          rows={tags.data}
          columns={columns}
          rowKey={({ external_key }) => external_key}
        />
      )}
      {asked === "new" && <MapDialog source={source} onClose={() => setAsked(null)} />}
      {asked !== null && asked !== "new" && (
        <ForgetDialog source={source} tag={asked} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function MapDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation();
  const [whose, setWhose] = useState<"person" | "token">("person");
  const [person, setPerson] = useState<Person | null>(null);
  const mapping = useAction<FormData, Tag>({
    send: (values) =>
      mapTag(
        source,
        keyOf(textOf(values, "external_key") ?? ""),
        whose === "person"
          ? { person_id: person?.id ?? null }
          : { id_token: textOf(values, "id_token") },
      ),
    refreshes: CHANGED,
    done: () => t("tag_map.added"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("tag_map.add")}
      description={t("tag_map.add_hint")}
      order={t("action.save")}
      action={mapping}
      onClose={onClose}
    >
      <TextField
        name="external_key"
        label={t("tag_map.key")}
        hint={t("tag_map.key_hint")}
        placeholder="1234"
        required
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
      />
      <Segments
        label={t("tag_map.is")}
        value={whose}
        options={[
          ["person", t("tag_map.of_person")],
          ["token", t("tag_map.is_token")],
        ]}
        onChoose={setWhose}
      />
      {whose === "person" ? (
        <PersonCombobox
          name="person_id"
          tenantId={source.tenant_id}
          required
          value={person}
          onChange={setPerson}
        />
      ) : (
        <TextField
          name="id_token"
          label={t("tag_map.token")}
          required
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </ActionDialog>
  );
}

interface ForgetDialogProps {
  source: Source;
  tag: Tag;
  onClose: () => void;
}

function ForgetDialog({ source, tag, onClose }: ForgetDialogProps) {
  const { t } = useTranslation();
  const forgetting = useAction<FormData, void>({
    send: () => forgetTag(source, tag.external_key),
    refreshes: CHANGED,
    done: () => t("tag_map.forgotten"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("tag_map.forget_title", { key: tag.external_key })}
      description={t("tag_map.forget_hint")}
      order={t("tag_map.forget")}
      tone="danger"
      action={forgetting}
      onClose={onClose}
    />
  );
}

/** The cloud's screens show a bare number; its key is written with what it is. */
function keyOf(typed: string): string {
  return /^\d+$/.test(typed) ? `pk:${typed}` : typed;
}
