import { useTranslation } from "react-i18next";
import { IconButton } from "./button";
import { showToast } from "./toast";

/** Puts a text into the clipboard: an id, a key, an address. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation();
  async function copy() {
    await navigator.clipboard.writeText(text);
    showToast("done", t("action.copied"));
  }
  // Browsers give a clipboard on https and localhost only.
  if (!("clipboard" in navigator)) return null;
  return <IconButton icon="copy" label={label ?? t("action.copy")} onClick={() => void copy()} />;
}
