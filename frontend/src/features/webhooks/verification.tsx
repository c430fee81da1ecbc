import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CodeBlock } from "@/ui/code-block";
import { Segments } from "@/ui/segments";
// The same texts as in docs/webhooks.md: a test of the platform compares and runs them.
import javascript from "./examples/verify.js.txt?raw";
import python from "./examples/verify.py.txt?raw";

const EXAMPLES = { Python: python, JavaScript: javascript } as const;
type Language = keyof typeof EXAMPLES;

/** How a receiver makes sure that a message is ours, as code to copy. */
export function Verification() {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<Language>("Python");
  return (
    <div className="grid gap-3">
      <p className="max-w-prose text-sm text-pretty text-muted">
        {t("webhook_receiving.check_hint")}
      </p>
      <div className="max-w-xs">
        <Segments
          label={t("webhook_receiving.language")}
          value={language}
          options={[
            ["Python", "Python"],
            ["JavaScript", "JavaScript"],
          ]}
          onChoose={setLanguage}
        />
      </div>
      <CodeBlock label={language} text={EXAMPLES[language]} />
    </div>
  );
}
