import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Language } from "@/i18n";
import { failureWords } from "@/ui/failure-words";
import { Skeleton } from "@/ui/skeleton";
import { useSettled } from "@/ui/use-settled";
import { previewQuery, type Kind, type Wording } from "./queries";

export const PREVIEW_LOOKS = ["message", "email"] as const;
export type PreviewLook = (typeof PREVIEW_LOOKS)[number];

interface TemplatePreviewProps {
  kind: Kind;
  language: Language;
  wording: Wording;
  /** As a message, or laid out as an e-mail. */
  look: PreviewLook;
}

/** What somebody will read, with an invented charge; asked of the platform while one writes. */
export function TemplatePreview({ kind, language, wording, look }: TemplatePreviewProps) {
  const { t } = useTranslation();
  const subject = useSettled(wording.subject);
  const text = useSettled(wording.text);
  const preview = useQuery(previewQuery(kind, language, { subject, text }));
  const name = t(`shell.language_name.${language}`);
  return (
    <figure lang={language} aria-label={t("notice_text.preview", { language: name })}>
      <figcaption className="mb-1 text-[0.8125rem] text-muted">
        {t("notice_text.preview", { language: name })}
      </figcaption>
      {preview.data !== undefined && !preview.isError && look === "email" ? (
        <iframe
          title={t("notice_text.preview", { language: name })}
          sandbox=""
          srcDoc={preview.data.html}
          className="h-96 w-full max-w-xl rounded-lg border border-line bg-surface"
        />
      ) : (
        <div
          aria-live="polite"
          className="max-w-md rounded-lg rounded-tl-none border border-line bg-accent-wash px-4 py-3 text-sm"
        >
          {preview.isError ? (
            <p className="text-danger">{failureWords(preview.error, t)}</p>
          ) : preview.data === undefined ? (
            <Skeleton className="h-20" />
          ) : (
            <>
              <p className="font-semibold">{preview.data.subject}</p>
              <p className="mt-1 break-words whitespace-pre-line">{preview.data.text}</p>
            </>
          )}
        </div>
      )}
    </figure>
  );
}
