import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/ui/dialog";
import { Icon, type IconName } from "@/ui/icon";
import { usePlaces, type Place, type PlaceGroup } from "./places";

/** A thumb's width each: what does not fit is behind the last one. */
const ON_A_PHONE = 5;

const TAB =
  "flex h-16 w-full flex-col items-center justify-center gap-1 text-[11px] font-medium tracking-tight text-muted aria-[current=page]:text-mark";

/** The places of the application: a bar on a phone, a rail on a tablet, a column on a desktop. */
export function Navigation() {
  const { t } = useTranslation();
  const groups = usePlaces();
  return (
    <nav aria-label={t("shell.navigation")} className="contents">
      <BottomBar groups={groups} />
      <ul className="hidden min-h-0 grow flex-col overflow-y-auto px-2 md:flex md:gap-4 lg:gap-6">
        {groups.map(({ name, places }) => (
          <li key={name}>
            <p className="mb-1 hidden px-3 text-xs text-muted lg:block">
              {t(`place_group.${name}`)}
            </p>
            <ul className="grid gap-0.5">
              {places.map((place) => (
                <li key={place.name}>
                  <PlaceLink
                    place={place}
                    className="flex h-14 flex-col items-center justify-center gap-1 rounded-md text-center text-[0.6875rem] leading-tight font-medium text-muted transition-colors hover:bg-line/40 hover:text-ink aria-[current=page]:bg-line/60 aria-[current=page]:text-ink aria-[current=page]:[&>svg]:text-mark lg:h-9 lg:flex-row lg:justify-start lg:gap-3 lg:px-3 lg:text-sm"
                  />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function BottomBar({ groups }: { groups: readonly PlaceGroup[] }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const places = groups.flatMap((group) => group.places);
  const fits = places.length <= ON_A_PHONE;
  const shown = fits ? places : places.slice(0, ON_A_PHONE - 1);
  return (
    <>
      <ul className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
        {shown.map((place) => (
          <li key={place.name}>
            <PlaceLink place={place} className={TAB} />
          </li>
        ))}
        {!fits && (
          <li>
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => setOpen(true)}
              className={TAB}
            >
              <Face icon="menu" word={t("shell.more")} />
            </button>
          </li>
        )}
      </ul>
      {isOpen && <Drawer groups={groups} onClose={() => setOpen(false)} />}
    </>
  );
}

interface DrawerProps {
  groups: readonly PlaceGroup[];
  onClose: () => void;
}

/** Every place, on a phone. */
function Drawer({ groups, onClose }: DrawerProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("shell.navigation")} onClose={onClose}>
      <div className="grid gap-4">
        {groups.map(({ name, places }) => (
          <div key={name}>
            <p className="mb-1 text-[0.8125rem] text-muted">{t(`place_group.${name}`)}</p>
            <ul className="-mx-3 grid grid-cols-2">
              {places.map((place) => (
                <li key={place.name}>
                  <PlaceLink
                    place={place}
                    onChosen={onClose}
                    className="flex h-12 items-center gap-3 rounded-md px-3 text-sm font-medium aria-[current=page]:bg-sunken"
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

interface PlaceLinkProps {
  place: Place;
  className: string;
  onChosen?: () => void;
}

function PlaceLink({ place, className, onChosen }: PlaceLinkProps) {
  const { t } = useTranslation();
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === "/", includeSearch: false }}
      className={className}
      onClick={onChosen}
    >
      <Face icon={place.icon} word={t(`place.${place.name}`)} />
    </Link>
  );
}

function Face({ icon, word }: { icon: IconName; word: string }) {
  return (
    <>
      <Icon name={icon} />
      <span className="max-w-full truncate">{word}</span>
    </>
  );
}
