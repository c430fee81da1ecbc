/** Keys that let the platform recognise the repeat of an attempt whose answer was lost. */

/** Return one key for each order; the same order has the same key until it succeeded. */
export class AttemptKeys {
  private order: string | null = null;
  private key = "";

  for(order: unknown): string {
    const text = JSON.stringify(order instanceof FormData ? [...order] : order) ?? "";
    if (text !== this.order) {
      this.order = text;
      this.key = randomKey();
    }
    return this.key;
  }

  succeeded(): void {
    this.order = null;
  }
}

/** `crypto.randomUUID` exists on https and localhost only; this exists everywhere. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
