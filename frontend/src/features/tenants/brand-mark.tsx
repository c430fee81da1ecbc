import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useCurrentUser } from "@/features/accounts/current-user";
import { brandingQuery, isBranded, rememberBrand, showColor, type Brand } from "./brand";

/** Return the brand of the condominium one is in, shown from now on; null: the product's own. */
export function useOwnBrand(): Brand | null {
  const slug = useCurrentUser().tenant?.slug ?? null;
  const brand = useQuery({ ...brandingQuery(slug), enabled: slug !== null }).data;
  const own = slug === null ? null : brand;
  useEffect(() => {
    if (own === undefined) return; // not known yet: the colour of last time stays
    showColor(own?.color ?? null);
    if (own) rememberBrand(own);
  }, [own]);
  return own ?? null;
}

/** Return the brand of a condominium's door, shown from now on; undefined until it is known. */
export function useBrandOfDoor(slug: string | null): Brand | null | undefined {
  const brand = useQuery(brandingQuery(slug));
  const known = brand.isError ? null : brand.data;
  useEffect(() => {
    if (known !== undefined) showColor(known?.color ?? null);
  }, [known]);
  return known;
}

interface BrandMarkProps {
  brand: Brand | null;
  /** The height of the mark. */
  size: number;
}

/** The logo of a condominium, else its initial on its colour, else the product's sign. */
export function BrandMark({ brand, size }: BrandMarkProps) {
  if (brand === null || !isBranded(brand)) {
    return <img src="/icon.svg" alt="" width={size} height={size} />;
  }
  if (brand.logo_url !== null) {
    // A logo is drawn for paper: it keeps its white on a dark page.
    return (
      <span className="shrink-0 rounded-md bg-[white] p-0.5">
        <img
          src={brand.logo_url}
          alt=""
          style={{ height: size - 4, maxWidth: size * 4 }}
          className="w-auto object-contain"
        />
      </span>
    );
  }
  return (
    <span
      aria-hidden
      className="grid shrink-0 place-items-center rounded-md bg-primary font-semibold text-on-primary"
      style={{ width: size, height: size, fontSize: size * 0.55 }}
    >
      {initialOf(brand.name)}
    </span>
  );
}

/** Names begin with what they have in common: "Residencial", "Condomínio", "Edifício". */
const COMMON = /^(residencial|condom[ií]nio|edif[ií]cio|d[aeo]s?|o|a)\s+/i;

export function initialOf(name: string): string {
  let rest = name.trim();
  while (COMMON.test(rest)) rest = rest.replace(COMMON, "");
  return (rest[0] ?? name[0] ?? "?").toUpperCase();
}
