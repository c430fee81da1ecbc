import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Station } from "@/features/stations/queries";
import { ActionDialog } from "@/ui/action-dialog";
import { CheckField, SelectField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { imagesQuery, orderUpdate } from "./queries";

/** Choose the firmware that a station is to have. */
export function UpdateDialog({ station, onClose }: { station: Station; onClose: () => void }) {
  const { t } = useTranslation();
  const images = (useQuery(imagesQuery).data ?? []).filter(({ is_ready }) => is_ready);
  const action = useAction<FormData>({
    send: (values, key) =>
      orderUpdate(
        station.id,
        {
          image_id: textOf(values, "image_id") ?? "",
          kind: "update",
          is_forced: values.has("is_forced"),
        },
        key,
      ),
    refreshes: [["station", station.id]],
    done: () => t("firmware.ordered"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("firmware.update_title", { name: station.name })}
      description={t("firmware.update_hint")}
      order={t("firmware.update")}
      ready={images.length > 0}
      action={action}
      onClose={onClose}
    >
      {images.length === 0 ? (
        <p className="text-sm">
          {t("firmware.no_image")}{" "}
          <Link to="/firmware" className="underline">
            {t("firmware.see_images")}
          </Link>
        </p>
      ) : (
        <>
          <SelectField name="image_id" label={t("images.image")}>
            {images.map(({ id, name, version }) => (
              <option key={id} value={id}>
                {name === version ? name : `${name} (${version})`}
              </option>
            ))}
          </SelectField>
          <CheckField
            name="is_forced"
            label={t("firmware.force")}
            hint={t("firmware.force_hint")}
          />
        </>
      )}
    </ActionDialog>
  );
}
