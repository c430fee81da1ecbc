/** Which part of a conversation with a station is shown; it lives in the address. */
export interface ConversationFilters {
  /** As OCPP spells it. */
  action?: string;
  /** `in` is what the station began, `out` what the platform did. */
  direction?: "in" | "out";
  message_id?: string;
  session_id?: string;
}

export function readConversationFilters(search: Record<string, unknown>): ConversationFilters {
  const { action, direction, message_id, session_id } = search;
  return {
    ...(isText(action) && { action }),
    ...((direction === "in" || direction === "out") && { direction }),
    ...(isText(message_id) && { message_id }),
    ...(isText(session_id) && { session_id }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
