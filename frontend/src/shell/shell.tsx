import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Bell } from "@/features/notifications/bell";
import { ActingBar } from "@/features/tenants/acting-bar";
import { isBranded } from "@/features/tenants/brand";
import { BrandMark, useOwnBrand } from "@/features/tenants/brand-mark";
import { LiveStatus } from "./live-status";
import { Navigation } from "./navigation";
import { PaletteButton } from "./palette-button";
import { StaleBar } from "./stale-bar";
import { useLiveUpdates } from "./use-live-updates";
import { USER_BUTTON, UserFace } from "./user-face";

/** Menus float over the page by much code, which the first view can do without. */
const UserMenu = lazy(async () => ({ default: (await import("./user-menu")).UserMenu }));

/** What stands around every page once a person is signed in. */
export function Shell() {
  const { t } = useTranslation();
  const { state, lostAt } = useLiveUpdates();
  const mayBeTold = useMay("receive:notices");
  return (
    <div className="md:grid md:grid-cols-[5.5rem_minmax(0,1fr)] lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-raised px-4 py-2 text-sm shadow-raised focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("shell.skip")}
      </a>
      <header className="flex items-center justify-between gap-4 border-b border-line bg-surface px-4 py-2 md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:border-r md:border-b-0 md:bg-sunken md:gap-6 md:px-0 md:py-6">
        <Wordmark />
        <div className="min-w-0 grow md:grow-0 md:px-2 lg:px-4">
          <PaletteButton />
        </div>
        <Navigation />
        <div className="flex items-center gap-4 md:flex-col md:items-stretch md:px-2">
          {mayBeTold && (
            <div className="lg:absolute lg:top-4.5 lg:right-3">
              <Bell />
            </div>
          )}
          <div className="md:px-1 lg:px-3">
            <LiveStatus state={state} />
          </div>
          <Suspense
            fallback={
              <span className={USER_BUTTON}>
                <UserFace />
              </span>
            }
          >
            <UserMenu />
          </Suspense>
        </div>
      </header>
      <div className="min-w-0">
        <ActingBar />
        {lostAt !== null && <StaleBar lostAt={lostAt} />}
        <Outlet />
      </div>
    </div>
  );
}

/** The name that stands over every page: the condominium's where it has a look of its own. */
function Wordmark() {
  const brand = useOwnBrand();
  const name = brand !== null && isBranded(brand) ? brand.name : "SIGEC-VE";
  return (
    <p className="flex min-w-0 items-center gap-3 font-semibold tracking-tight md:justify-center lg:justify-start lg:pr-14 lg:pl-5">
      <BrandMark brand={brand} size={28} />
      <span className="line-clamp-2 max-sm:hidden md:hidden lg:inline">{name}</span>
    </p>
  );
}
