import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { CONTROL, Labelled, TextField, useField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { Segments } from "@/ui/segments";
import { useAction } from "@/ui/use-action";
import { createImage, IMAGES_CHANGED, putFile, type Image } from "./queries";

type Where = "file" | "url";

/** Keep a maker's firmware: for which stations it is, and its file or address. */
export function ImageDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [where, setWhere] = useState<Where>("file");
  const [file, setFile] = useState<File | null>(null);
  /** It is kept without its file when only the file was refused. */
  const [kept, setKept] = useState<Image | null>(null);
  const field = useField(undefined, undefined, "file");
  const action = useAction<FormData, Image>({
    send: async (values, key) => {
      const image = kept ?? (await createImage(bodyOf(values), key));
      if (where === "url" || file === null) return image;
      setKept(image);
      return putFile(image, file);
    },
    refreshes: IMAGES_CHANGED,
    done: ({ name }) => t("images.created", { name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("images.new")}
      order={t("images.keep")}
      ready={where === "url" || file !== null}
      waiting={where === "file" ? t("images.sending") : t("images.saving")}
      action={action}
      onClose={onClose}
    >
      <TextField name="name" label={t("images.name")} maxLength={200} required />
      <TextField
        name="version"
        label={t("images.version_label")}
        hint={t("images.version_hint")}
        maxLength={100}
        required
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="vendor" label={t("images.vendor")} maxLength={100} />
        <TextField name="model" label={t("images.model")} maxLength={100} />
      </div>
      <Segments
        label={t("images.where")}
        value={where}
        options={[
          ["file", t("images.where_file")],
          ["url", t("images.where_url")],
        ]}
        onChoose={setWhere}
      />
      {where === "file" ? (
        <Labelled {...field} label={t("images.file")}>
          <input
            type="file"
            className={`py-2 ${CONTROL}`}
            {...field.control}
            onChange={({ target }) => setFile(target.files?.[0] ?? null)}
          />
        </Labelled>
      ) : (
        <TextField
          name="url"
          type="url"
          label={t("images.url")}
          hint={t("images.url_hint")}
          required
        />
      )}
      <details className="text-sm">
        <summary className="min-h-10 cursor-pointer py-2">{t("images.signature_title")}</summary>
        <div className="mt-2 grid gap-4">
          <TextField name="signature" label={t("images.signature")} maxLength={800} />
          <CertificateField />
        </div>
      </details>
    </ActionDialog>
  );
}

function CertificateField() {
  const { t } = useTranslation();
  const field = useField(undefined, undefined, "signing_certificate");
  return (
    <Labelled {...field} label={t("images.certificate")}>
      <textarea
        name="signing_certificate"
        rows={4}
        maxLength={5_500}
        className={`py-2 font-mono ${CONTROL}`}
        {...field.control}
      />
    </Labelled>
  );
}

function bodyOf(values: FormData) {
  return {
    name: textOf(values, "name") ?? "",
    version: textOf(values, "version") ?? "",
    vendor: textOf(values, "vendor"),
    model: textOf(values, "model"),
    from_versions: [],
    url: textOf(values, "url"),
    signature: textOf(values, "signature"),
    signing_certificate: textOf(values, "signing_certificate"),
  };
}
