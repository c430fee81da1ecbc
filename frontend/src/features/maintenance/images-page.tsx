import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { useAction } from "@/ui/use-action";
import { FileSize } from "./file-size";
import { FirmwareTabs } from "./firmware-tabs";
import { ImageDialog } from "./image-dialog";
import { deleteImage, imagesQuery, IMAGES_CHANGED, type Image } from "./queries";

/** The firmware images that are kept here or named by their address. */
export function ImagesPage() {
  const { t } = useTranslation();
  const mayWrite = useMay("write:stations");
  const { tenant } = useCurrentUser();
  const [adds, setAdds] = useState(false);
  const images = useQuery(imagesQuery);
  const add = mayWrite && tenant !== null && (
    <Button tone="primary" onClick={() => setAdds(true)}>
      <Icon name="plus" size={16} />
      {t("images.new")}
    </Button>
  );
  return (
    <Page title={t("place.firmware")} summary={t("images.summary")} actions={add}>
      <FirmwareTabs />
      {images.data === undefined ? (
        <Awaiting query={images}>
          <RowsSkeleton />
        </Awaiting>
      ) : images.data.length === 0 ? (
        <Notice icon="download" title={t("images.empty")} action={add}>
          {t("images.empty_hint")}
        </Notice>
      ) : (
        <ul
          aria-label={t("images.title")}
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {images.data.map((image) => (
            <ImageLine key={image.id} image={image} />
          ))}
        </ul>
      )}
      {adds && <ImageDialog onClose={() => setAdds(false)} />}
    </Page>
  );
}

function ImageLine({ image }: { image: Image }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const mayWrite = useMay("write:stations");
  const [removes, setRemoves] = useState(false);
  const { name, version, vendor, model, url, size_bytes: size, sha256 } = image;
  const meant = [vendor, model].filter(Boolean).join(" ") || t("images.for_all");
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-4 text-sm md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
      <div className="min-w-0">
        <p className="font-medium">{name}</p>
        <p className="text-[0.8125rem] text-muted">{t("images.version", { version })}</p>
      </div>
      <div className="min-w-0">
        <p>{meant}</p>
        <p className="mt-0.5 text-[0.8125rem] break-all text-muted tabular-nums">
          {dateTime(image.created_at)}
          {size !== null && (
            <>
              {" · "}
              <FileSize bytes={size} />
            </>
          )}
          {image.is_signed && ` · ${t("images.signed")}`}
          {url !== null && ` · ${url}`}
          {!image.is_ready && ` · ${t("images.no_file")}`}
        </p>
        {sha256 !== null && (
          <p className="text-[0.8125rem] text-muted">
            SHA-256 <code>{sha256.slice(0, 16)}…</code>
          </p>
        )}
      </div>
      {mayWrite && (
        <div className="md:text-right">
          <Button
            small
            aria-label={`${t("images.delete")}: ${name}`}
            onClick={() => setRemoves(true)}
          >
            {t("images.delete")}
          </Button>
        </div>
      )}
      {removes && <DeleteDialog image={image} onClose={() => setRemoves(false)} />}
    </li>
  );
}

function DeleteDialog({ image, onClose }: { image: Image; onClose: () => void }) {
  const { t } = useTranslation();
  const action = useAction<FormData, void>({
    send: () => deleteImage(image),
    refreshes: IMAGES_CHANGED,
    done: () => t("images.deleted", { name: image.name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("images.delete_ask", { name: image.name })}
      description={t("images.delete_hint")}
      order={t("images.delete")}
      tone="danger"
      action={action}
      onClose={onClose}
    />
  );
}
