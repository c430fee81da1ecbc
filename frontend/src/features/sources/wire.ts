/** How an account is spoken with: the headers beside its token, and the zone of what it tells. */
import type { Schemas } from "@/api/client";
import { textOf } from "@/ui/form-text";
import type { NewSource, SourceHeaders } from "./queries";

export interface Wire {
  headers: SourceHeaders;
  /** Of the instants that the cloud tells. */
  timezone: string;
}

export const USUAL: Wire = {
  headers: { auth_scheme: "raw", platform: null, timezone_offset: null, extra_headers: {} },
  timezone: "UTC",
};
/** Accounts of the dashboard are told the time of Brasília; others that of Greenwich. */
export const BRASILIA = "America/Sao_Paulo";

/** Return what a form says of the headers; extra ones are "Name: value", a line each. */
export function wireOf(values: FormData): Wire {
  return {
    headers: {
      auth_scheme: textOf(values, "auth_scheme") === "bearer" ? "bearer" : "raw",
      platform: textOf(values, "platform"),
      timezone_offset: textOf(values, "timezone_offset"),
      extra_headers: linesOf(textOf(values, "extra_headers") ?? ""),
    },
    timezone: textOf(values, "timezone") ?? USUAL.timezone,
  };
}

export function linesOf(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => line.trim());
  return Object.fromEntries(
    lines.filter(Boolean).map((line) => {
      const [name = "", ...value] = line.split(":");
      return [name.trim(), value.join(":").trim()];
    }),
  );
}

/** Return the headers that worked in a trial, with the zone that goes with them. */
export function workingWire(draft: NewSource, worked: Schemas["HeadersView"]): Wire {
  const typed = draft.headers ?? USUAL.headers;
  const { auth_scheme, platform, timezone_offset } = worked;
  // Asked for an offset, the cloud tells local times; nobody has to know that.
  const isLocal = timezone_offset !== null && typed.timezone_offset !== timezone_offset;
  return {
    headers: { ...typed, auth_scheme, platform, timezone_offset },
    timezone: isLocal ? BRASILIA : (draft.timezone ?? USUAL.timezone),
  };
}
