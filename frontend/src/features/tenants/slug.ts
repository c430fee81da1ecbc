const SLUG_MAX = 63;

/** Return a short name for addresses: "Condomínio São José" → "condominio-sao-jose". */
export function slugOf(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{Diacritic}/gu, "");
  const words = plain.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, SLUG_MAX).replace(/-$/, "");
}
