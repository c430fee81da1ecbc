/** The platform's public key as a browser takes it: bytes, from base64 for addresses. */
export function keyBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const padded = base64url.replaceAll("-", "+").replaceAll("_", "/");
  const text = atob(padded.padEnd(Math.ceil(padded.length / 4) * 4, "="));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
