import { useFormats } from "@/i18n/formats";
import { Elapsed } from "./elapsed";
import type { Session } from "./queries";

/** How long a session took, or has taken so far. */
export function SessionDuration({
  session: { started_at, ended_at },
}: {
  session: Pick<Session, "started_at" | "ended_at">;
}) {
  const { duration } = useFormats();
  if (ended_at === null) return <Elapsed since={started_at} />;
  return <>{duration((Date.parse(ended_at) - Date.parse(started_at)) / 1000)}</>;
}
