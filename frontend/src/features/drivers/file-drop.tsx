import { useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { FileInput } from "@/ui/file-input";
import { Icon } from "@/ui/icon";

interface FileDropProps {
  disabled: boolean;
  busy: boolean;
  onFile: (file: File) => void;
}

/** Where a file is dropped, or chosen. */
export function FileDrop({ disabled, busy, onFile }: FileDropProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const isClosed = disabled || busy;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !isClosed) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!isClosed);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      data-over={isOver || undefined}
      className="grid justify-items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-12 text-center data-over:border-accent data-over:bg-accent-wash"
    >
      <Icon name="upload" size={40} className="text-muted" />
      <p className="font-semibold max-md:hidden">{t("import.drop")}</p>
      <p className="text-sm text-muted max-md:hidden">{t("import.or")}</p>
      <Button tone="primary" busy={busy} disabled={disabled} onClick={() => input.current?.click()}>
        {t(busy ? "import.reading" : "import.choose")}
      </Button>
      <FileInput
        ref={input}
        label={t("import.choose")}
        accept=".csv,.xlsx,text/csv"
        onFile={onFile}
      />
      <p className="max-w-md text-[0.8125rem] text-muted text-pretty">{t("import.limits")}</p>
    </div>
  );
}
