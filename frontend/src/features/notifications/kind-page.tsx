import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { FailureNotice, Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { Abilities } from "./abilities";
import { ConditionsForm } from "./conditions-form";
import { KINDS } from "./kinds";
import { kindsQuery, templatesQuery, type KindSettings } from "./queries";
import { TemplateEditor } from "./template-editor";

const route = getRouteApi("/signed-in/notice-settings/kinds/$kind");

/** One kind of notice: when it is sent, and in which words. */
export function KindPage() {
  const { t } = useTranslation();
  const asked = route.useParams().kind;
  const kind = KINDS.find((each) => each === asked);
  const kinds = useQuery(kindsQuery);
  const settings = kinds.data?.find((each) => each.kind === kind);
  return (
    <Page
      title={kind === undefined ? t("place.notices") : t(`notice_kind.${kind}`)}
      back={<BackLink to="/notice-settings">{t("place.notices")}</BackLink>}
      summary={kind && t(`notice_kind_when.${kind}`)}
    >
      {settings !== undefined ? (
        <Kind settings={settings} />
      ) : kinds.isError ? (
        <FailureNotice error={kinds.error} onRetry={() => void kinds.refetch()} />
      ) : kinds.data !== undefined ? (
        <Notice icon="search" title={t("failure.not_found")}>
          {t("failure.not_found_hint")}
        </Notice>
      ) : (
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      )}
    </Page>
  );
}

function Kind({ settings }: { settings: KindSettings }) {
  const { t } = useTranslation();
  const templates = useQuery(templatesQuery);
  const own = templates.data?.filter(({ kind }) => kind === settings.kind);
  return (
    <>
      <div className="grid max-w-6xl items-start gap-x-12 gap-y-8 lg:grid-cols-2">
        <Section title={t("notice_when.title")} className="">
          {/* Another version, another form: what it shows is what it would replace. */}
          <ConditionsForm key={settings.version} settings={settings} />
        </Section>
        <Section title={t("notice_when.abilities")} className="">
          <Abilities settings={settings} />
        </Section>
      </div>
      <Section title={t("notice_text.title")} className="mt-10 max-w-6xl">
        {own === undefined ? (
          <Awaiting query={templates}>
            <Loading>
              <Skeleton className="h-64" />
            </Loading>
          </Awaiting>
        ) : (
          <TemplateEditor
            key={own.map(({ version }) => version).join()}
            settings={settings}
            templates={own}
          />
        )}
      </Section>
    </>
  );
}
