/** How the application looks for a condominium: its colour and logo, or the product's own. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";

export type Brand = Schemas["BrandView"];

const KEY = "sigec.brand";

/** What this browser keeps of the brand last seen, so that a page begins in its colour. */
interface Remembered {
  slug: string;
  color: string | null;
}

/** Of a condominium by its slug; without one, of the address that the page came from. */
export const brandingQuery = (slug: string | null) =>
  queryOptions({
    queryKey: ["branding", slug],
    queryFn: ({ signal }) => {
      const params = { query: slug === null ? {} : { tenant: slug } };
      return bodyOf(api.GET("/api/v1/branding", { params, signal }));
    },
    staleTime: Infinity,
  });

/** Whether a condominium has more of its own than a name. */
export function isBranded({ color, logo_url }: Pick<Brand, "color" | "logo_url">): boolean {
  return color !== null || logo_url !== null;
}

/** Show a colour on every page from now on; null: the product's own. */
export function showColor(color: string | null): void {
  const { dataset, style } = document.documentElement;
  if (color === null) {
    delete dataset.branded;
    style.removeProperty("--brand");
  } else {
    dataset.branded = "";
    style.setProperty("--brand", color);
  }
}

export function rememberBrand({ tenant, color }: Brand): void {
  try {
    if (tenant === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ slug: tenant, color } satisfies Remembered));
  } catch {
    // Without storage the next page begins in the product's colour.
  }
}

/** Return whose brand this browser saw last. */
export function rememberedBrand(): Remembered | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null") as Remembered | null;
  } catch {
    return null;
  }
}
