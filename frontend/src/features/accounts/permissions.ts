import type { Schemas } from "@/api/client";
import { useCurrentUser } from "./current-user";

export type Permission = Schemas["Me"]["permissions"][number];

/** Tell whether the signed-in person may do something; the platform checks again. */
export function useMay(permission: Permission): boolean {
  return useCurrentUser().permissions.includes(permission);
}
