import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { LANGUAGES, language, type Language } from "@/i18n";
import { Button } from "@/ui/button";
import { Form } from "@/ui/form";
import { Segments } from "@/ui/segments";
import { useAction } from "@/ui/use-action";
import {
  putTemplate,
  resetTemplate,
  templatesQuery,
  type KindSettings,
  type Template,
  type Wording,
} from "./queries";
import { TestDialog } from "./test-dialog";
import { TemplateFields } from "./template-fields";
import { PREVIEW_LOOKS, TemplatePreview, type PreviewLook } from "./template-preview";

interface TemplateEditorProps {
  settings: KindSettings;
  templates: readonly Template[];
}

/** The words of a kind in each language, with what a reader will see while they are written. */
export function TemplateEditor({ settings, templates }: TemplateEditorProps) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:notices");
  const [shown, setShown] = useState<Language>(language());
  const [drafts, setDrafts] = useState<Record<Language, Wording>>(() => draftsOf(templates));
  const [look, setLook] = useState<PreviewLook>("message");
  const [isTesting, setTesting] = useState(false);
  const stored = templates.find((each) => each.language === shown)!;
  const draft = drafts[shown];
  const isChanged = stored.subject !== draft.subject || stored.text !== draft.text;
  const saving = useAction<Wording, Template>({
    send: (wording) => putTemplate(stored, wording),
    refreshes: [templatesQuery.queryKey],
    done: () => t("notice_text.saved"),
  });
  const resetting = useAction<void, Template>({
    send: () => resetTemplate(stored),
    refreshes: [templatesQuery.queryKey],
    done: () => t("notice_text.reset_done"),
    tellFailure: true,
  });
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-2">
      <Form failure={saving.error} onSubmit={() => saving.mutate(draft)} className="grid gap-4">
        <div className="max-w-xs">
          <Segments
            label={t("shell.language")}
            value={shown}
            options={LANGUAGES.map((each) => [each, t(`shell.language_name.${each}`)] as const)}
            onChoose={setShown}
          />
        </div>
        <TemplateFields
          key={shown}
          wording={draft}
          variables={settings.variables.map(({ name }) => name)}
          isReadOnly={!mayWrite}
          onChange={(wording) => setDrafts({ ...drafts, [shown]: wording })}
        />
        {mayWrite && (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" tone="primary" busy={saving.isPending} disabled={!isChanged}>
              {t("action.save")}
            </Button>
            <Button icon="send" disabled={isChanged} onClick={() => setTesting(true)}>
              {t("notice_text.test")}
            </Button>
            {stored.is_own && (
              <Button tone="quiet" busy={resetting.isPending} onClick={() => resetting.mutate()}>
                {t("notice_text.reset")}
              </Button>
            )}
          </div>
        )}
        {mayWrite && isChanged && (
          <p className="text-[0.8125rem] text-muted">{t("notice_text.save_first")}</p>
        )}
      </Form>
      {isTesting && (
        <TestDialog kind={settings.kind} language={shown} onClose={() => setTesting(false)} />
      )}
      <div className="grid gap-6">
        <div className="max-w-xs">
          <Segments
            label={t("notice_text.look")}
            value={look}
            options={PREVIEW_LOOKS.map((each) => [each, t(`notice_look.${each}`)] as const)}
            onChoose={setLook}
          />
        </div>
        {LANGUAGES.map((each) => (
          <TemplatePreview
            key={each}
            kind={settings.kind}
            language={each}
            wording={drafts[each]}
            look={look}
          />
        ))}
      </div>
    </div>
  );
}

function draftsOf(templates: readonly Template[]): Record<Language, Wording> {
  const of = (each: Language) => {
    const found = templates.find((template) => template.language === each);
    return { subject: found?.subject ?? "", text: found?.text ?? "" };
  };
  return { "pt-BR": of("pt-BR"), en: of("en") };
}
