import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import { Switch } from "@/ui/switch";
import { moved } from "./order";
import type { Preferences, Way as AnyWay } from "./preferences-queries";
import type { OuterChannel } from "./queries";
import { useEditPreferences } from "./use-edit-preferences";

/** The ways by which one may be told, the first that works is taken; consent in plain words. */
export function PreferenceChannels({ preferences }: { preferences: Preferences }) {
  const { t } = useTranslation();
  // The application itself always keeps what it told.
  const ways = preferences.ways.filter(isOuter);
  const changing = useEditPreferences();
  // Wanting is the beginning; nothing is sent by a way that one never agreed to.
  const wanted = ways.filter((way) => way.is_wanted && way.has_consent).map((way) => way.channel);
  const asked = changing.isPending ? changing.variables.channels : undefined;
  const chosen = asked?.filter((channel) => channel !== "in_app") ?? wanted;
  const choose = (channels: readonly OuterChannel[]) =>
    changing.mutate({ channels: [...channels] });
  const order = [
    ...chosen,
    ...ways.map((way) => way.channel).filter((channel) => !chosen.includes(channel)),
  ];
  return (
    <>
      <p className="mb-4 max-w-prose text-sm text-pretty text-muted">
        {t("preferences.ways_hint")}
      </p>
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {order.map((channel) => {
          const name = t(`notice_channel.${channel}`);
          return (
            <li key={channel} className="flex items-center gap-4 px-4 py-2 text-sm">
              <Switch
                label={name}
                checked={chosen.includes(channel)}
                disabled={changing.isPending}
                onChange={(wants) =>
                  choose(wants ? [...chosen, channel] : chosen.filter((each) => each !== channel))
                }
              />
              <div className="min-w-0 grow">
                <p className="font-medium">{name}</p>
                <WayWords way={ways.find((each) => each.channel === channel)} />
              </div>
              {chosen.includes(channel) && chosen.length > 1 && (
                <div className="flex shrink-0">
                  <IconButton
                    icon="arrow-up"
                    label={t("preferences.earlier", { channel: name })}
                    disabled={changing.isPending || chosen[0] === channel}
                    className="disabled:opacity-40"
                    onClick={() => choose(moved(chosen, channel, -1))}
                  />
                  <IconButton
                    icon="arrow-down"
                    label={t("preferences.later", { channel: name })}
                    disabled={changing.isPending || chosen.at(-1) === channel}
                    className="disabled:opacity-40"
                    onClick={() => choose(moved(chosen, channel, 1))}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <p className="mt-3 max-w-prose text-[0.8125rem] text-pretty text-muted">
        {t("preferences.consent")}
      </p>
    </>
  );
}

type Way = AnyWay & { channel: OuterChannel };

function isOuter(way: AnyWay): way is Way {
  return way.channel !== "in_app";
}

/** Where it leads, or why it leads nowhere. */
function WayWords({ way }: { way: Way | undefined }) {
  const { t } = useTranslation();
  if (way === undefined) return null;
  const { channel, has_account, has_address } = way;
  return (
    <p className="text-[0.8125rem] text-pretty text-muted">
      {!has_account
        ? t("preferences.no_account")
        : t(has_address ? `preferences.with.${channel}` : `preferences.without.${channel}`)}
    </p>
  );
}
