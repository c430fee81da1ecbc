import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { language } from "@/i18n";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { Dialog } from "@/ui/dialog";
import { useFieldError } from "@/ui/form";
import { Segments } from "@/ui/segments";
import { Loading, Skeleton } from "@/ui/skeleton";
import { topicsQuery, type Topic } from "./queries";
import { grouped, topicWords, type TopicGroup } from "./topics";

interface TopicPickerProps {
  /** Names of the catalogue; none means every event. */
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Which events a program hears: all, or those that are ticked, each in words with an example. */
export function TopicPicker({ chosen, onChange }: TopicPickerProps) {
  const { t } = useTranslation();
  const [wantsSome, setWantsSome] = useState(chosen.length > 0);
  const refusal = useFieldError("topics");
  return (
    <fieldset className="grid min-w-0 content-start gap-3">
      <legend className="mb-1 text-[0.8125rem] font-medium text-muted">
        {t("webhook_form.events")}
      </legend>
      <div className="max-w-sm">
        <Segments
          label={t("webhook_form.events")}
          value={wantsSome ? "some" : "all"}
          options={[
            ["all", t("webhook_form.all")],
            ["some", t("webhook_form.some")],
          ]}
          onChoose={(next) => {
            setWantsSome(next === "some");
            if (next === "all") onChange([]);
          }}
        />
      </div>
      {refusal !== undefined && <p className="text-[0.8125rem] text-danger">{refusal}</p>}
      {wantsSome ? (
        <Catalogue chosen={chosen} onChange={onChange} />
      ) : (
        <p className="max-w-prose text-[0.8125rem] text-muted">{t("webhook_form.all_hint")}</p>
      )}
    </fieldset>
  );
}

function Catalogue({ chosen, onChange }: TopicPickerProps) {
  const { t } = useTranslation();
  const topics = useQuery(topicsQuery(language()));
  const [shown, setShown] = useState<Topic | null>(null);
  if (topics.data === undefined) {
    return (
      <Awaiting query={topics}>
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      </Awaiting>
    );
  }
  return (
    <div className="grid gap-4">
      <p role="status" className="text-[0.8125rem] text-muted">
        {t("webhook_form.chosen", { count: chosen.length })}
      </p>
      {grouped(topics.data).map(([group, found]) => (
        <Group
          key={group}
          group={group}
          topics={found}
          chosen={chosen}
          onChange={onChange}
          onShow={setShown}
        />
      ))}
      {shown && (
        <Dialog
          title={topicWords(shown.name, t)}
          description={shown.description}
          onClose={() => setShown(null)}
        >
          <CodeBlock
            label={t("webhook_form.example_hint")}
            text={JSON.stringify(shown.example, null, 2)}
          />
        </Dialog>
      )}
    </div>
  );
}

interface GroupProps extends TopicPickerProps {
  group: TopicGroup;
  topics: readonly Topic[];
  onShow: (topic: Topic) => void;
}

function Group({ group, topics, chosen, onChange, onShow }: GroupProps) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t(`webhook_topic_group.${group}`)}>
      <p aria-hidden className="text-[0.8125rem] font-medium text-muted">
        {t(`webhook_topic_group.${group}`)}
      </p>
      <ul className="mt-1 divide-y divide-line rounded-lg border border-line bg-surface">
        {topics.map((topic) => (
          <li key={topic.name} className="flex items-center gap-2 pr-2 pl-4">
            <label className="flex min-h-11 grow items-center gap-3 py-1.5 text-sm">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-(--accent)"
                checked={chosen.includes(topic.name)}
                onChange={({ target: { checked } }) =>
                  onChange(
                    checked
                      ? [...chosen, topic.name]
                      : chosen.filter((other) => other !== topic.name),
                  )
                }
              />
              <span className="min-w-0">
                {topicWords(topic.name, t)}
                <code className="block text-xs break-all text-muted">{topic.name}</code>
              </span>
            </label>
            <Button
              tone="quiet"
              small
              aria-label={`${t("webhook_form.example")}: ${topicWords(topic.name, t)}`}
              onClick={() => onShow(topic)}
            >
              {t("webhook_form.example")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
