import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui/icon";

const Palette = lazy(async () => ({ default: (await import("./palette/palette")).Palette }));

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** The way into the palette: what looks like a search field, or ⌘K / Ctrl+K from anywhere. */
export function PaletteButton() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const isShortcut = (isApple ? event.metaKey : event.ctrlKey) && event.key === "k";
      if (!isShortcut || event.shiftKey || event.altKey) return;
      event.preventDefault();
      // A dialog may hold what somebody has just written.
      if (document.querySelector("[role=dialog]") === null) setOpen(true);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts={isApple ? "Meta+K" : "Control+K"}
        onClick={() => setOpen(true)}
        className="flex h-10 w-full min-w-0 items-center gap-2 rounded-md border border-line-strong/50 bg-surface px-3 text-sm text-muted transition-colors hover:border-line-strong hover:text-ink md:h-14 md:flex-col md:justify-center md:gap-1 md:border-transparent md:bg-transparent md:px-0 md:text-[0.6875rem] md:font-medium lg:h-9 lg:flex-row lg:justify-start lg:gap-3 lg:border-line-strong/50 lg:bg-surface lg:px-3 lg:text-sm lg:font-normal"
      >
        <Icon name="search" size={16} />
        <span className="grow truncate text-left md:grow-0 lg:grow">{t("palette.open")}</span>
        <kbd aria-hidden className="hidden font-sans text-xs lg:block">
          {isApple ? "⌘ K" : "Ctrl K"}
        </kbd>
      </button>
      {isOpen && (
        <Suspense>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
