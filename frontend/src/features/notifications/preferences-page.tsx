import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { PreferenceChannels } from "./preference-channels";
import { PreferenceKinds } from "./preference-kinds";
import { preferencesQuery, type Preferences } from "./preferences-queries";
import { PushDevice } from "./push-device-section";
import { QuietForm } from "./quiet-form";

/** How one wants to be told: by which ways, of what, and when to be left alone. */
export function PreferencesPage() {
  const { t } = useTranslation();
  const preferences = useQuery(preferencesQuery);
  return (
    <Page
      title={t("preferences.title")}
      summary={t("preferences.summary")}
      back={<BackLink to="/notices">{t("bell.title")}</BackLink>}
    >
      {preferences.data === undefined ? (
        <Awaiting query={preferences}>
          <Loading>
            <Skeleton className="h-96" />
          </Loading>
        </Awaiting>
      ) : (
        <Chosen preferences={preferences.data} />
      )}
    </Page>
  );
}

function Chosen({ preferences }: { preferences: Preferences }) {
  const { t } = useTranslation();
  return (
    <div className="grid max-w-5xl items-start gap-x-12 gap-y-10 lg:grid-cols-2">
      <div>
        <Section title={t("preferences.ways")} className="">
          <PreferenceChannels preferences={preferences} />
        </Section>
        <Section title={t("preferences.device")}>
          <PushDevice />
        </Section>
      </div>
      <div>
        <Section title={t("preferences.kinds")} className="">
          <PreferenceKinds preferences={preferences} />
        </Section>
        <Section title={t("preferences.quiet")}>
          <QuietForm preferences={preferences} />
        </Section>
      </div>
    </div>
  );
}
