import { lazyRouteComponent } from "@tanstack/react-router";
import { loadLaterWords } from "@/i18n";

/** A page that is fetched when first opened, together with the words that only its feature has. */
export const laterPage: typeof lazyRouteComponent = (fetchPage, name) =>
  lazyRouteComponent(async () => {
    const [page] = await Promise.all([fetchPage(), loadLaterWords()]);
    return page;
  }, name);
