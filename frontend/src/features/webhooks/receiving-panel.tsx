import { useTranslation } from "react-i18next";
import { CodeBlock } from "@/ui/code-block";
import { Section } from "@/ui/section";
import { Verification } from "./verification";

const HEADERS = `Content-Type: application/json
webhook-id: 01996f1e-5a00-7000-8000-00000000abcd
webhook-timestamp: 1764278142
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
X-Vetric-Event: carregamento.finalizado
X-Vetric-Signature: 3f1c0a…`;

const RULES = ["answer", "repeat", "order", "pause"] as const;

/** What whoever writes the receiving program has to know. */
export function ReceivingPanel() {
  const { t } = useTranslation();
  return (
    <div className="grid max-w-6xl items-start gap-x-12 gap-y-10 lg:grid-cols-2">
      <Section title={t("webhook_receiving.rules")} className="">
        <ul className="grid list-disc gap-2 pl-5 text-sm text-pretty">
          {RULES.map((rule) => (
            <li key={rule}>{t(`webhook_receiving.rule.${rule}`)}</li>
          ))}
        </ul>
        <div className="mt-6">
          <CodeBlock label={t("webhook_receiving.headers")} text={HEADERS} />
        </div>
      </Section>
      <Section title={t("webhook_receiving.check")} className="">
        <Verification />
      </Section>
    </div>
  );
}
