import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { loadLaterWords } from "@/i18n";
import { Icon } from "@/ui/icon";
import { unreadQuery } from "./inbox-queries";

const BellPanel = lazy(async () => {
  const [panel] = await Promise.all([import("./bell-panel"), loadLaterWords()]);
  return { default: panel.BellPanel };
});

/** More than this is many. */
const COUNTED = 99;

/** How much one was told and has not read; pressed, what it was. */
export function Bell() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const unread = useQuery(unreadQuery).data ?? 0;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={t("bell.label", { count: unread })}
        onClick={() => setOpen(!isOpen)}
        title={t("bell.title")}
        className="relative flex size-10 items-center justify-center rounded-md text-muted hover:bg-line/40 hover:text-ink md:w-full lg:w-10"
      >
        <Icon name="bell" />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute top-1 left-1/2 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[0.6875rem] font-semibold text-on-accent tabular-nums"
          >
            {unread > COUNTED ? `${COUNTED}+` : unread}
          </span>
        )}
      </button>
      {isOpen && (
        <Suspense>
          <BellPanel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
