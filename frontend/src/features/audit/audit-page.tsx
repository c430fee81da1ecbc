import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ParseKeys, TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { SelectField } from "@/ui/field";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { changesOf } from "./audit-changes";
import { auditQuery, SUBJECTS, type Act } from "./queries";

const route = getRouteApi("/signed-in/audit");

/** Who changed what, from where, and how it was before. */
export function AuditPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const acts = useInfiniteQuery(auditQuery(search));
  return (
    <Page title={t("place.audit")} summary={t("audit.summary")}>
      <form className="mb-6 max-w-xs" onSubmit={(event) => event.preventDefault()}>
        <SelectField
          label={t("audit.subject")}
          value={search.subject_kind ?? ""}
          onChange={({ target: { value } }) =>
            void navigate({ search: value ? { subject_kind: value } : {}, replace: true })
          }
        >
          <option value="">{t("filter.all")}</option>
          {SUBJECTS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`audit.kind.${kind}`)}
            </option>
          ))}
        </SelectField>
      </form>
      <ListView query={acts} empty={<Notice icon="audit" title={t("audit.empty")} />}>
        {(found) => (
          <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
            {found.map((act) => (
              <ActLine key={act.id} act={act} />
            ))}
          </ol>
        )}
      </ListView>
    </Page>
  );
}

function ActLine({ act }: { act: Act }) {
  const { t } = useTranslation();
  const { date, preciseTime } = useFormats();
  return (
    <li>
      <details className="text-sm">
        <summary className="grid grid-cols-[1fr_auto] gap-x-4 px-4 py-3 hover:bg-sunken">
          <span className="font-medium">{meaningOf(act, t)}</span>
          <time dateTime={act.at} className="text-right text-[0.8125rem] text-muted">
            {date(act.at)}, {preciseTime(act.at)}
          </time>
          <span className="col-span-2 text-[0.8125rem] text-muted">
            {act.actor_name ?? t("audit.platform")}
            {act.address && ` · ${act.address}`}
          </span>
        </summary>
        <Changes act={act} />
      </details>
    </li>
  );
}

/** "station.edited" in words, where there are any. */
function meaningOf({ action, before, after }: Act, t: TFunction): string {
  const [kind, deed] = action.split(".");
  const what = t(`audit.kind.${kind}` as ParseKeys, { defaultValue: kind });
  const done = t(`audit.deed.${deed}` as ParseKeys, { defaultValue: deed });
  const name = after?.name ?? before?.name ?? after?.email ?? before?.email;
  return `${what} ${typeof name === "string" ? `“${name}” ` : ""}· ${done}`;
}

/** Each field in words, as it was and as it is. */
function Changes({ act }: { act: Act }) {
  const { t } = useTranslation();
  const shown = useValueWords();
  const changes = changesOf(act);
  if (changes.length === 0) {
    return <p className="px-4 pb-4 text-[0.8125rem] text-muted">{t("audit.no_changes")}</p>;
  }
  return (
    <div
      role="group"
      aria-label={t("audit.field")}
      tabIndex={0} // where it is too wide, the arrow keys move it
      className="overflow-x-auto px-4 pb-4"
    >
      <table className="w-full text-[0.8125rem]">
        <thead className="text-left text-muted">
          <tr>
            <th className="py-1 pr-4 font-medium">{t("audit.field")}</th>
            {act.before && <th className="py-1 pr-4 font-medium">{t("audit.before")}</th>}
            {act.after && <th className="py-1 font-medium">{t("audit.after")}</th>}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, before, after }) => (
            <tr key={path.join(".")} className="border-t border-line align-top">
              <th className="py-1 pr-4 text-left font-normal text-muted">
                {path.map((name) => fieldName(name, t)).join(" › ")}
              </th>
              {act.before && <td className="py-1 pr-4 break-words">{shown(before)}</td>}
              {act.after && <td className="py-1 break-words">{shown(after)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A field's name in words; one that is unknown here loses its underscores at least. */
function fieldName(name: string, t: TFunction): string {
  return t(`audit.field_name.${name}` as ParseKeys, { defaultValue: name.replaceAll("_", " ") });
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SECRET = "***";

function useValueWords(): (value: unknown) => string {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  return (value) => {
    if (value === null || value === "") return "—";
    if (typeof value === "boolean") return t(value ? "audit.yes" : "audit.no");
    const text = String(value);
    if (text === SECRET) return t("audit.secret");
    if (INSTANT.test(text)) return dateTime(text);
    if (ID.test(text)) return t("audit.another", { id: text.slice(-6) });
    return t(`audit.value.${text}` as ParseKeys, { defaultValue: text });
  };
}
