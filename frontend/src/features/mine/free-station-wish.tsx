import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { useAction } from "@/ui/use-action";
import {
  dropWish,
  wishesQuery,
  WISHES_CHANGED,
  wishFor,
} from "@/features/notifications/preferences-queries";

interface FreeStationWishProps {
  stationId: string;
  name: string;
}

/** "Tell me when this station is free": asked once, told once, forgotten after half a day. */
export function FreeStationWish({ stationId, name }: FreeStationWishProps) {
  const { t } = useTranslation();
  const wishes = useQuery(wishesQuery).data;
  const isWished = wishes?.some((wish) => wish.station_id === stationId) ?? false;
  const wishing = useAction<boolean, unknown>({
    send: (wants) => (wants ? wishFor(stationId) : dropWish(stationId)),
    refreshes: WISHES_CHANGED,
    done: () => t(isWished ? "wish.dropped" : "wish.made", { name }),
    tellFailure: true,
  });
  if (wishes === undefined) return null;
  const order = t(isWished ? "wish.drop" : "wish.order");
  return (
    <Button
      small
      icon="bell"
      aria-pressed={isWished}
      aria-label={`${order}: ${name}`}
      busy={wishing.isPending}
      onClick={() => wishing.mutate(!isWished)}
    >
      {order}
    </Button>
  );
}
