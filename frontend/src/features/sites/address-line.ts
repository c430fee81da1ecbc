import type { Site } from "./queries";

/** Return an address in one line, without what nobody said. */
export function addressLine({
  street,
  district,
  city,
  state,
  postal_code,
}: Site["address"]): string {
  const town = [city, state].filter(Boolean).join(" – ");
  return [street, district, town, postal_code].filter(Boolean).join(", ");
}
