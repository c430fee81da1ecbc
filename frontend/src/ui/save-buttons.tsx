import { useTranslation } from "react-i18next";
import { Button } from "./button";
import { saveFile } from "./save-file";
import { useAction } from "./use-action";

const FORMATS = ["xlsx", "csv"] as const;

export type TableFormat = (typeof FORMATS)[number];

interface SaveButtonsProps {
  /** The file's name, without what it ends in. */
  name: string;
  fetch: (format: TableFormat) => Promise<Blob>;
  /** Beside a heading. */
  small?: boolean;
}

/** Save a table for a spreadsheet, in the way that people's own one likes it. */
export function SaveButtons(props: SaveButtonsProps) {
  return FORMATS.map((format) => <SaveButton key={format} {...props} format={format} />);
}

function SaveButton({
  name,
  fetch,
  format,
  small = false,
}: SaveButtonsProps & { format: TableFormat }) {
  const { t } = useTranslation();
  const saving = useAction<void, string>({
    send: async () => {
      const file = `${name}.${format}`;
      saveFile(await fetch(format), file);
      return file;
    },
    done: (file) => t("save.done", { file }),
    tellFailure: true,
  });
  return (
    <Button small={small} icon="download" busy={saving.isPending} onClick={() => saving.mutate()}>
      {t(`save.${format}`)}
    </Button>
  );
}
