import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { useFormats } from "@/i18n/formats";
import { Icon } from "@/ui/icon";
import { useNow } from "@/ui/now";
import { LOOK_AGAIN_MS } from "./queries";

type Age = Schemas["SourceAge"];

interface ReadAgeProps {
  source: Pick<Age, "freshness" | "as_of">;
  className?: string;
}

/** How old what a cloud told is; what is too old to be believed looks so. */
export function ReadAge({ source: { freshness, as_of }, className = "" }: ReadAgeProps) {
  const { t } = useTranslation();
  const { duration, ago, dateTime } = useFormats();
  const now = useNow();
  if (as_of === null) {
    return (
      <span data-tone="offline" className={`whitespace-nowrap text-(--tone) ${className}`}>
        {t("read_age.never")}
      </span>
    );
  }
  const ageS = Math.max(0, (now - Date.parse(as_of)) / 1000);
  const words =
    ageS < 3_600
      ? t("read_age.seconds", { age: duration(ageS) })
      : t("read_age.long", { ago: ago(as_of, now) });
  if (freshness === "live") {
    return (
      <time dateTime={as_of} title={dateTime(as_of)} className={`whitespace-nowrap ${className}`}>
        {words}
      </time>
    );
  }
  return (
    <time
      dateTime={as_of}
      title={dateTime(as_of)}
      data-tone="idle"
      className={`inline-flex items-center gap-1 font-medium whitespace-nowrap text-(--tone) ${className}`}
    >
      <Icon name="clock" size={16} />
      {words}
    </time>
  );
}

/** Who was asked, and how old the answer is: below whatever a cloud told. */
export function ReadThrough({ source, className = "" }: { source: Age; className?: string }) {
  return (
    <span
      className={`inline-flex flex-wrap items-center gap-x-1 text-[0.8125rem] text-muted ${className}`}
    >
      <Icon name="cloud" size={16} />
      <span className="break-words">{source.name}</span>
      <span aria-hidden>·</span>
      <ReadAge source={source} />
    </span>
  );
}

/** Return how soon to ask again: clouds are read all the time and tell nobody of it. */
export function readAgain(sources: Iterable<Age | null | undefined>): number | false {
  for (const source of sources) if (source) return LOOK_AGAIN_MS;
  return false;
}

/** Tell whether somebody here can order something of a station. */
export function takesCommands(source: Age | null | undefined): boolean {
  return !source || source.takes_commands;
}
