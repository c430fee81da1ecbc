import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { Button, IconButton } from "@/ui/button";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import {
  addVehicle,
  editVehicle,
  removeVehicle,
  vehiclesQuery,
  type Vehicle,
} from "./belongings-queries";
import { PEOPLE_CHANGED, type Person } from "./queries";
import { VehicleFields, vehicleOf } from "./vehicle-fields";

/** The cars that somebody charges. */
export function VehicleList({ person }: { person: Person }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:people");
  const [isAdding, setAdding] = useState(false);
  const vehicles = useQuery(vehiclesQuery(person));
  const adding = useAction<FormData, Vehicle>({
    send: (values, key) => addVehicle(person, vehicleOf(values), key),
    refreshes: PEOPLE_CHANGED,
    done: () => t("people.saved"),
    onDone: () => setAdding(false),
  });
  return (
    <Section
      title={t("vehicles.title")}
      actions={
        mayWrite && (
          <Button small icon="plus" onClick={() => setAdding(true)}>
            {t("vehicles.add")}
          </Button>
        )
      }
    >
      {vehicles.data === undefined ? (
        <Awaiting query={vehicles}>
          <Loading>
            <Skeleton className="h-16" />
          </Loading>
        </Awaiting>
      ) : vehicles.data.length === 0 ? (
        <p className="text-sm text-muted">{t("vehicles.empty")}</p>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {vehicles.data.map((vehicle) => (
            <VehicleLine key={vehicle.id} person={person} vehicle={vehicle} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {isAdding && (
        <ActionDialog
          title={t("vehicles.add_to", { name: person.name })}
          order={t("vehicles.add")}
          action={adding}
          onClose={() => setAdding(false)}
        >
          <VehicleFields />
        </ActionDialog>
      )}
    </Section>
  );
}

interface VehicleLineProps {
  person: Person;
  vehicle: Vehicle;
  mayWrite: boolean;
}

function VehicleLine({ person, vehicle, mayWrite }: VehicleLineProps) {
  const { t } = useTranslation();
  const { energy } = useFormats();
  const [isEditing, setEditing] = useState(false);
  const saving = useAction<FormData, Vehicle>({
    send: (values) => editVehicle(person, vehicle, vehicleOf(values)),
    refreshes: PEOPLE_CHANGED,
    done: () => t("people.saved"),
    onDone: () => setEditing(false),
  });
  const removal = useAction({
    send: () => removeVehicle(person, vehicle),
    refreshes: PEOPLE_CHANGED,
    done: () => t("vehicles.removed"),
    tellFailure: true,
  });
  const { plate, model, battery_wh, connector } = vehicle;
  const battery = battery_wh === null ? null : energy(battery_wh);
  const facts = [
    plate !== null && model,
    battery && `${battery.value} ${battery.unit}`,
    connector && t(`plug_type.${connector}`),
  ];
  return (
    <li className="flex items-center justify-between gap-3 px-4 py-3 text-sm">
      <div className="min-w-0">
        <p className="font-medium">{plate ?? model}</p>
        <p className="mt-0.5 text-[0.8125rem] text-muted">{facts.filter(Boolean).join(" · ")}</p>
      </div>
      {mayWrite && (
        <span className="flex">
          <IconButton icon="edit" label={t("vehicles.edit")} onClick={() => setEditing(true)} />
          <IconButton
            icon="trash"
            label={t("vehicles.remove")}
            disabled={removal.isPending}
            onClick={() => removal.mutate()}
          />
        </span>
      )}
      {isEditing && (
        <ActionDialog
          title={plate ?? model ?? ""}
          order={t("action.save")}
          action={saving}
          onClose={() => setEditing(false)}
        >
          <VehicleFields vehicle={vehicle} />
        </ActionDialog>
      )}
    </li>
  );
}
